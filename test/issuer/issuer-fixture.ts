import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import * as client from 'openid-client'

import type { Clock } from '../../emulator/clock.ts'
import { clientIdsOf } from '../../emulator/issuer/client-ids.ts'
import type { KnownClients } from '../../emulator/issuer/clients.ts'
import { createIssuer } from '../../emulator/issuer/issuer.ts'
import type { IssuerOptions } from '../../emulator/issuer/issuer.ts'
import type { Persona } from '../../emulator/issuer/persona.ts'
import { createSigningKeys } from '../../emulator/issuer/signing-keys.ts'
import type { SigningKeys } from '../../emulator/issuer/signing-keys.ts'
import { openBrowser } from './browser.ts'
import type { Browser, Stop } from './browser.ts'

export const signInPage = '<!doctype html><title>Sign in</title>'
export const redirectUri = 'http://localhost:4321/callback'

export const alice: Persona = {
  name: 'alice',
  description: 'owns items by user_id',
  claims: { sub: 'sub-alice', user_id: 'alice', user_groups: ['users'] },
}
export const late: Persona = {
  name: 'late',
  claims: { user_id: 'late' },
  issuedSecondsAgo: 20,
  signedInSecondsAgo: 301,
}

/** Making a key takes longer than a sign-in; no test looks at which one it is. */
const sharedKeys = createSigningKeys()

export interface RunningIssuer extends AsyncDisposable {
  readonly issuer: string
  readonly keys: SigningKeys
}

/** The clients of a definition with that `clientId`. */
export function knownClients(clientId: string | undefined): KnownClients {
  return { ids: clientIdsOf(clientId).ids, clientId }
}

/** An issuer on a free port, mounted as the sandbox mounts it. */
export async function startIssuer(
  clock: Clock,
  options: Partial<IssuerOptions> = {},
): Promise<RunningIssuer> {
  const keys = await sharedKeys
  const server = createServer((req, res) => issuer.handle(req, res))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server has an AddressInfo
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/oidc`
  const issuer = await createIssuer({
    issuer: url,
    clients: () => knownClients('client-id|second-id'),
    keys,
    clock,
    personas: () => [alice, late],
    limits: () => ({ authTtlSeconds: 300, issueTtlSeconds: 600 }),
    tokenMode: () => 'oidc',
    signInPage: () => signInPage,
    ...options,
  })
  return {
    issuer: url,
    keys,
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

export interface Login {
  readonly config: client.Configuration
  readonly tokens: Awaited<ReturnType<typeof client.authorizationCodeGrant>>
}

/** What an app does: discovery by openid-client, which knows the issuer by its address alone. */
export function discover(
  issuer: string,
  clientId = 'client-id',
  metadata: Partial<client.ClientMetadata> = {},
): Promise<client.Configuration> {
  const options = { execute: [client.allowInsecureRequests] }
  return client.discovery(new URL(issuer), clientId, metadata, client.None(), options)
}

/** An authorization request with PKCE and nonce, and what redeems the answer. */
export async function authorization(
  config: client.Configuration,
  parameters: Record<string, string> = {},
): Promise<{ url: string; redeem: (callback: string) => Promise<Login['tokens']> }> {
  const verifier = client.randomPKCECodeVerifier()
  const nonce = client.randomNonce()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile email offline_access',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    nonce,
    ...parameters,
  })
  return {
    url: url.href,
    redeem: (callback) =>
      client.authorizationCodeGrant(config, new URL(callback), {
        pkceCodeVerifier: verifier,
        expectedNonce: nonce,
        idTokenExpected: true,
      }),
  }
}

export function isCallback(url: string): boolean {
  return url.startsWith('http://localhost:4321/')
}

/** Opens an authorization request and stops at the sign-in page or back at the app. */
export function visit(browser: Browser, url: string): Promise<Stop> {
  return browser.follow(url, isCallback)
}

/** POSTs a choice as the sign-in page does and follows it back to the app. */
export async function choose(browser: Browser, page: string, choice: object): Promise<Stop> {
  const response = await post(browser, page, choice)
  const answer: unknown = await response.json()
  if (typeof answer !== 'object' || answer === null || !('returnTo' in answer)) {
    throw new Error(`the sign-in answered ${JSON.stringify(answer)}`)
  }
  return visit(browser, String(answer.returnTo))
}

/** POSTs to the sign-in page as a script does, without an Origin. */
export function post(browser: Browser, page: string, body: object): Promise<Response> {
  return browser.send(page, { method: 'POST', body: JSON.stringify(body) })
}

/** The whole way: request, page, choice, code, tokens. */
export async function login(
  issuer: string,
  choice: object,
  { browser = openBrowser(), parameters = {}, clientId }: LoginOptions = {},
): Promise<Login> {
  const config = await discover(issuer, clientId)
  const { url, redeem } = await authorization(config, parameters)
  const page = await visit(browser, url)
  const back = await choose(browser, page.url, choice)
  return { config, tokens: await redeem(back.url) }
}

export interface LoginOptions {
  readonly browser?: Browser
  readonly parameters?: Record<string, string>
  readonly clientId?: string
}
