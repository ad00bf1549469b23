import type { IncomingMessage, ServerResponse } from 'node:http'

import type { errors, InteractionResults, Provider } from 'oidc-provider'

import { epochSeconds } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { Accounts, SignIn } from './accounts.ts'
import { parseChoice, signInOf } from './choose-sign-in.ts'
import { readJson, redirect, sendJson, sendPage } from './json-http.ts'
import { renderPage } from './pages.ts'
import { isLoopbackOrigin } from './loopback.ts'
import type { Persona } from './persona.ts'
import { RequestError } from './request-error.ts'

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** The ages that the API allows, in seconds; absent or 0: any. */
export interface TokenLimits {
  readonly authTtlSeconds?: number | undefined
  readonly issueTtlSeconds?: number | undefined
}

/** What the sign-in needs of the sandbox and of oidc-provider. */
export interface SignInOptions {
  readonly provider: Provider
  /** oidc-provider's error for an interaction that is not there (any more). */
  readonly SessionNotFound: typeof errors.SessionNotFound
  readonly accounts: Accounts
  readonly clock: Clock
  readonly personas: () => readonly Persona[]
  readonly limits: () => TokenLimits
  /** HTML of the sign-in page. */
  readonly signInPage: () => string
}

/** One request below `/oidc/interaction`. */
export interface SignInRequest {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly uid: string
  readonly isDetails: boolean
}

const gone =
  'this sign-in is unknown, finished or older than an hour; go back to your app and start it again'

/** Answers the requests of the sign-in page: the page, its details, the choice. */
export function createSignIn(options: SignInOptions): (request: SignInRequest) => Promise<void> {
  return async (request) => {
    const { req, res } = request
    try {
      await route(request, options)
    } catch (thrown) {
      const status = statusOf(thrown, options)
      const text = thrown instanceof options.SessionNotFound ? gone : messageOf(thrown)
      const isPage = req.method === 'GET' && !request.isDetails
      if (isPage) sendPage(res, status, renderPage({ title: 'Sign-in failed', text }))
      else sendJson(res, status, { error: text })
    }
  }
}

function statusOf(thrown: unknown, { SessionNotFound }: SignInOptions): number {
  if (thrown instanceof Forbidden) return 403
  return thrown instanceof RequestError || thrown instanceof SessionNotFound ? 400 : 500
}

async function route(request: SignInRequest, options: SignInOptions): Promise<void> {
  const { req, res, isDetails } = request
  const method = req.method ?? 'GET'
  if (method === 'GET') {
    const interaction = await findInteraction(request, options)
    if (isDetails) return sendJson(res, 200, detailsOf(interaction, options))
    return showPage(request, interaction, options)
  }
  if (isDetails || !['POST', 'DELETE'].includes(method)) {
    res.setHeader('allow', isDetails ? 'GET' : 'GET, POST, DELETE')
    return sendJson(res, 405, { error: `method ${method} is not for this address` })
  }
  refuseOtherOrigins(req, options.provider.issuer)
  await findInteraction(request, options)
  return choose(request, method === 'DELETE' ? { abort: true } : await readJson(req), options)
}

class Forbidden extends Error {}

/** Another site must not be able to sign its visitor in. This machine has several names, and each may show the page. */
function refuseOtherOrigins({ headers }: IncomingMessage, issuer: string): void {
  const { origin, host = '' } = headers
  const own = new URL(issuer).origin
  if (origin === undefined || origin === own) return
  if (isLoopbackOrigin(origin) && origin === `http://${host}`) return

  throw new Forbidden(`origin "${origin}" may not sign in; only pages of "${own}" may`)
}

async function findInteraction(
  { req, res, uid }: SignInRequest,
  { provider, SessionNotFound }: SignInOptions,
): Promise<Interaction> {
  const interaction = await provider.interactionDetails(req, res)
  if (interaction.uid === uid) return interaction

  throw new SessionNotFound('the cookie is of another interaction')
}

/** A login_hint that names a persona stands for the click on it. */
async function showPage(
  request: SignInRequest,
  interaction: Interaction,
  options: SignInOptions,
): Promise<void> {
  const hint = interaction.params['login_hint']
  const persona = options.personas().find(({ name }) => name === hint)
  if (persona === undefined) return sendPage(request.res, 200, options.signInPage())

  const result = loginOf(options.accounts.add(signInOf(persona, options.clock)))
  const { req, res } = request
  return redirect(res, await options.provider.interactionResult(req, res, result))
}

async function choose(
  request: SignInRequest,
  body: unknown,
  options: SignInOptions,
): Promise<void> {
  const { req, res } = request
  const choice = parseChoice(body, options.personas(), options.clock)
  const result =
    choice.kind === 'abort'
      ? {
          error: 'access_denied',
          error_description: 'the sign-in was cancelled on the sandbox page',
        }
      : loginOf(options.accounts.add(choice.signIn))
  const returnTo = await options.provider.interactionResult(req, res, result)
  sendJson(res, 200, { returnTo })
}

/** Answers every prompt at once: whoever signs in here has chosen the account and consents. */
function loginOf({ accountId }: SignIn): InteractionResults {
  return { login: { accountId }, select_account: {}, consent: {} }
}

function detailsOf({ uid, params }: Interaction, options: SignInOptions): object {
  const limits = options.limits()
  return {
    uid,
    clientId: params['client_id'],
    redirectUri: params['redirect_uri'],
    scopes: typeof params['scope'] === 'string' ? params['scope'].split(' ') : [],
    loginHint: params['login_hint'] ?? null,
    personas: options.personas().map(describePersona),
    limits: {
      authTtlSeconds: limits.authTtlSeconds ?? null,
      issueTtlSeconds: limits.issueTtlSeconds ?? null,
    },
    now: epochSeconds(options.clock),
  }
}

function describePersona(persona: Persona): object {
  const { name, displayName, description, claims } = persona
  return {
    name,
    displayName: displayName ?? null,
    description: description ?? null,
    claims,
    issuedSecondsAgo: persona.issuedSecondsAgo ?? 0,
    signedInSecondsAgo: persona.signedInSecondsAgo ?? 0,
  }
}
