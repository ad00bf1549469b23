import type { IncomingMessage, ServerResponse } from 'node:http'

import type { KoaContextWithOIDC, Provider } from 'oidc-provider'

import type { Clock } from '../clock.ts'
import { isObject } from '../model/is-object.ts'
import { createAccounts } from './accounts.ts'
import { openClients } from './clients.ts'
import type { KnownClients } from './clients.ts'
import { configure, interactionPath } from './configuration.ts'
import { explainError } from './explain-error.ts'
import { buildPolicy } from './interaction-policy.ts'
import { completeIntrospection } from './introspection.ts'
import type { TokenMode } from '../model/modes.ts'
import type { Persona } from './persona.ts'
import { publishKeys, translateHint } from './published-keys.ts'
import { restampTokens } from './restamp-tokens.ts'
import type { RestampOptions } from './restamp-tokens.ts'
import { openSessionToFrames } from './session-cookie.ts'
import { createSignIn } from './sign-in.ts'
import type { SignInRequest, TokenLimits } from './sign-in.ts'
import type { SigningKeys } from './signing-keys.ts'
import { answerUserinfo } from './userinfo.ts'

/** What an issuer is made of. */
export interface IssuerOptions {
  /** Its identifier and address, e.g. `http://127.0.0.1:20002/oidc`, without a slash at the end. */
  readonly issuer: string
  /** Asked for each time, as personas and limits are. */
  readonly clients: () => KnownClients
  readonly keys: SigningKeys
  readonly clock: Clock
  /** Asked for with each sign-in, so that they may change. */
  readonly personas: () => readonly Persona[]
  readonly limits: () => TokenLimits
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
export async function createIssuer(given: IssuerOptions): Promise<Issuer> {
  // Whoever calls with the API key has nobody to sign in as.
  const personas = (): readonly Persona[] =>
    given.personas().filter(({ mode }) => mode !== 'apiKey')
  const options = { ...given, personas }
  const { issuer } = options
  // Only now, because it takes some tenths of a second, for which commands without an issuer need not wait.
  const { oidcProvider: oidc } = await import('./quiet-oidc-provider.ts')
  const accounts = createAccounts()
  const policy = buildPolicy(oidc.interactionPolicy, { ...options, accounts })
  const provider = new oidc.Provider(issuer, configure({ ...options, accounts, policy }))
  openClients(provider, () => oidc.Provider.ctx)
  useMiddleware(provider, { ...options, accounts })

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

type MiddlewareOptions = RestampOptions & Pick<IssuerOptions, 'clients'>

function useMiddleware(provider: Provider, options: MiddlewareOptions): void {
  provider.use(async (ctx, next) => {
    if (ctx.path === '/me' && ctx.method !== 'OPTIONS') return answerUserinfo(ctx, options)
    await translateHint(ctx, options.keys)
    await next()
    publishKeys(ctx, options.keys)
    if (!hasOidc(ctx)) return undefined
    openSessionToFrames(ctx)
    explainAnswer(ctx, options.clients())
    if (ctx.oidc.route === 'introspection') return completeIntrospection(ctx, options)
    return ctx.oidc.route === 'token' ? restampTokens(ctx, options) : undefined
  })
}

/** oidc-provider adds it to the context of its own routes only. */
function hasOidc(ctx: object): ctx is KoaContextWithOIDC {
  return 'oidc' in ctx
}

/** Says it in JSON as the error pages say it. */
function explainAnswer(ctx: KoaContextWithOIDC, clients: KnownClients): void {
  const body: unknown = ctx.body
  if (!isObject(body) || typeof body['error'] !== 'string') return
  const explanation = explainError(ctx, { error: body['error'] }, clients)
  if (explanation !== undefined) ctx.body = { ...body, error_description: explanation }
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
