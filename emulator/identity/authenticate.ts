import type { JSONWebKeySet } from 'jose'

import { epochSeconds } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { enabledModes } from '../model/modes.ts'
import type { AuthorizationModes, Mode } from '../model/modes.ts'
import type { Identity } from './identity.ts'
import { refuse } from './refusal.ts'
import type { Refused } from './refusal.ts'
import { parseToken } from './verify-signature.ts'
import { verifyToken } from './verify-token.ts'

/** The headers by which a request says who it is. */
export interface RequestCredentials {
  readonly authorization?: string | undefined
  /** `x-api-key`. */
  readonly apiKey?: string | undefined
}

/** Who a request proved to be, or AppSync's 401 with the true reason. */
export type Authentication = { readonly ok: true; readonly identity: Identity } | Refused

/** Answers who sent a request. */
export type Authenticator = (credentials: RequestCredentials) => Promise<Authentication>

/** What an authenticator goes by. */
export interface AuthenticatorOptions {
  readonly modes: AuthorizationModes
  /** The sandbox's own issuer, which stands in for `oidcIssuerUrl`. */
  readonly issuer: string
  /** The issuer's public keys, asked for with each token. */
  readonly jwks: () => JSONWebKeySet
  readonly clock: Clock
  readonly apiKey?: string | undefined
}

/** Makes what AppSync does before any GraphQL: the mode by the headers, then the credentials by the mode (clients.md §2.2, §5.1). */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  return async ({ authorization, apiKey }) => {
    if (apiKey !== undefined) return authenticateApiKey(apiKey, options)
    if (authorization === undefined || authorization.trim() === '') {
      return refuse('no-credentials', 'the request has neither authorization nor x-api-key')
    }
    if (authorization.startsWith('AWS4-HMAC-SHA256 ')) return notEmulated('iam')

    return authenticateToken(authorization, options)
  }
}

function authenticateApiKey(apiKey: string, options: AuthenticatorOptions): Authentication {
  if (!enabledModes(options.modes).includes('apiKey')) {
    return notEnabled('x-api-key', ['apiKey'], options.modes)
  }
  if (options.apiKey === undefined || apiKey !== options.apiKey) {
    return refuse('wrong-api-key', 'x-api-key is not the API key of this sandbox')
  }
  return { ok: true, identity: { mode: 'apiKey' } }
}

async function authenticateToken(
  token: string,
  options: AuthenticatorOptions,
): Promise<Authentication> {
  const enabled = enabledModes(options.modes)
  const takesJwt = enabled.includes('oidc') || enabled.includes('userPool')
  const parsed = parseToken(token)
  if (enabled.includes('lambda') && !(takesJwt && parsed.ok)) return notEmulated('lambda')
  if (!takesJwt) return notEnabled('authorization', ['oidc', 'userPool', 'lambda'], options.modes)
  if (!parsed.ok) return parsed
  if (tokenMode(parsed.claims['iss'], enabled) === 'userPool') return notEmulated('userPool')

  return authenticateOidc(token, options)
}

async function authenticateOidc(
  token: string,
  { modes: { oidc }, issuer, jwks, clock }: AuthenticatorOptions,
): Promise<Authentication> {
  const verified = await verifyToken(token, {
    issuer,
    clientId: oidc?.clientId,
    authTtlSeconds: oidc?.authTtlSeconds,
    issueTtlSeconds: oidc?.issueTtlSeconds,
    jwks: jwks(),
    now: epochSeconds(clock),
  })
  if (!verified.ok) return verified

  return { ok: true, identity: { mode: 'oidc', issuer, claims: verified.claims } }
}

/** Of an API with both kinds of token, only Amazon Cognito's issuer makes one a user pool's. */
function tokenMode(iss: unknown, enabled: readonly Mode[]): 'oidc' | 'userPool' {
  if (!enabled.includes('oidc')) return 'userPool'
  if (!enabled.includes('userPool')) return 'oidc'

  const isCognito = typeof iss === 'string' && iss.startsWith('https://cognito-idp.')
  return isCognito ? 'userPool' : 'oidc'
}

function notEmulated(mode: Mode): Refused {
  return refuse('not-emulated', `this version cannot check requests of mode "${mode}" yet`)
}

function notEnabled(header: string, wanted: readonly Mode[], modes: AuthorizationModes): Refused {
  const taken = enabledModes(modes).join(', ')
  return refuse(
    'mode-not-enabled',
    `${header} is for mode ${wanted.join(' or ')}; the API takes ${taken}`,
  )
}
