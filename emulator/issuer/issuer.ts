import type { IncomingMessage, ServerResponse } from 'node:http'

import type { KoaContextWithOIDC, Provider } from 'oidc-provider'

import type { Clock } from '../clock.ts'
import { createAccounts } from './accounts.ts'
import { configure, interactionPath } from './configuration.ts'
import { explainError } from './explain-error.ts'
import { buildPolicy } from './interaction-policy.ts'
import { isObject } from '../model/is-object.ts'
import type { TokenMode } from '../model/modes.ts'
import { isLoopbackUri } from './loopback.ts'
import type { Persona } from './persona.ts'
import { publishKeys, translateHint } from './published-keys.ts'
import { restampTokens } from './restamp-tokens.ts'
import type { RestampOptions } from './restamp-tokens.ts'
import { createSignIn } from './sign-in.ts'
import type { SignInRequest, TokenLimits } from './sign-in.ts'
import type { SigningKeys } from './signing-keys.ts'
import { answerUserinfo } from './userinfo.ts'

/** What an issuer is made of. */
export interface IssuerOptions {
  /** Its identifier and address, e.g. `http://127.0.0.1:20002/oidc`, without a slash at the end. */
  readonly issuer: string
  /** Asked for with each request, so that they may change. */
  readonly clientIds: () => readonly string[]
  readonly keys: SigningKeys
  readonly clock: Clock
  /** Asked for with each sign-in, so that they may change. */
  readonly personas: () => readonly Persona[]
  readonly limits: TokenLimits
  /** Which mode a client's tokens are for. */
  readonly tokenMode: (clientId: string) => TokenMode
  /** HTML of the page on which a persona is chosen. */
  readonly signInPage: () => string
}

/** An OpenID Connect issuer to be mounted in a server. */
export interface Issuer {
  /** Answers every request whose path begins with the path of the issuer's identifier. */
  handle(req: IncomingMessage, res: ServerResponse): void
}

/** Makes the issuer: oidc-provider with personas instead of passwords. */
export async function createIssuer(options: IssuerOptions): Promise<Issuer> {
  const { issuer, clientIds } = options
  // Only now, because it takes some tenths of a second, for which commands without an issuer need not wait.
  const { oidcProvider: oidc } = await import('./quiet-oidc-provider.ts')
  const accounts = createAccounts()
  const policy = buildPolicy(oidc.interactionPolicy, { ...options, accounts })
  const provider = new oidc.Provider(issuer, configure({ ...options, accounts, policy }))
  allowLoopbackRedirects(provider)
  useMiddleware(provider, { ...options, accounts }, clientIds)

  const { SessionNotFound } = oidc.errors
  const signIn = createSignIn({ ...options, provider, accounts, SessionNotFound })
  const answer = provider.callback()
  return {
    handle: (req, res) => {
      const interaction = matchInteraction(req, res, issuer)
      if (interaction) void signIn(interaction)
      else void answer(cutPrefix(req, new URL(issuer).pathname), res)
    },
  }
}

/** Ports change from day to day on a developer's machine, so no list of redirect URIs is kept. */
function allowLoopbackRedirects({ Client }: Provider): void {
  Client.prototype.redirectUriAllowed = isLoopbackUri
  Client.prototype.postLogoutRedirectUriAllowed = isLoopbackUri
}

function useMiddleware(
  provider: Provider,
  options: RestampOptions,
  clientIds: () => readonly string[],
): void {
  provider.use(async (ctx, next) => {
    if (ctx.path === '/me' && ctx.method !== 'OPTIONS') return answerUserinfo(ctx, options)
    await translateHint(ctx, options.keys)
    await next()
    publishKeys(ctx, options.keys)
    if (!hasOidc(ctx) || ctx.oidc.route !== 'token') return undefined
    explainTokenError(ctx, clientIds())
    return restampTokens(ctx, options)
  })
}

/** oidc-provider adds it to the context of its own routes only. */
function hasOidc(ctx: object): ctx is KoaContextWithOIDC {
  return 'oidc' in ctx
}

function explainTokenError(ctx: KoaContextWithOIDC, clientIds: readonly string[]): void {
  const body: unknown = ctx.body
  if (!isObject(body) || body['error'] !== 'invalid_client') return

  ctx.body = { ...body, error_description: explainError(ctx, { error: body['error'] }, clientIds) }
}

function matchInteraction(
  req: IncomingMessage,
  res: ServerResponse,
  issuer: string,
): SignInRequest | undefined {
  const path = (req.url ?? '').split('?')[0] ?? ''
  const prefix = `${interactionPath(issuer)}/`
  if (!path.startsWith(prefix)) return undefined
  const [uid = '', detail, ...more] = path.slice(prefix.length).split('/')
  const isKnown = uid !== '' && (detail === undefined || detail === 'details') && more.length === 0
  return isKnown ? { req, res, uid, isDetails: detail !== undefined } : undefined
}

/** How oidc-provider is mounted below a path: it looks at `originalUrl` to see where it stands. */
function cutPrefix(req: IncomingMessage, prefix: string): IncomingMessage {
  const originalUrl = req.url ?? '/'
  return Object.assign(req, { originalUrl, url: originalUrl.slice(prefix.length) || '/' })
}
