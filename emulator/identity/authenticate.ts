import { epochSeconds } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { enabledModes } from '../model/modes.ts'
import type { AuthorizationModes, Mode, TokenMode } from '../model/modes.ts'
import { authenticateApiKey } from './authenticate-api-key.ts'
import { authenticateIam } from './authenticate-iam.ts'
import type { AuthorizeByLambda } from './authorize-by-lambda.ts'
import { authenticateUserPool } from './authenticate-user-pool.ts'
import type { Authentication } from './authentication.ts'
import type { CredentialsIssuer } from './credentials.ts'
import { refuse } from './refusal.ts'
import type { Refused } from './refusal.ts'
import { isSignatureV4 } from './signature-v4.ts'
import type { SignedRequest } from './signed-request.ts'
import { parseToken } from './verify-signature.ts'
import type { KeySet } from './verify-signature.ts'
import { verifyToken } from './verify-token.ts'

/** The headers by which a request says who it is. */
export interface RequestCredentials {
  readonly authorization?: string | undefined
  /** `x-api-key`. */
  readonly apiKey?: string | undefined
  /** What a signature covers, header names in lower case; `credentialsOf` makes it. Without it no signature is believed. */
  readonly request?: SignedRequest | undefined
}

/** Answers who sent a request. */
export type Authenticator = (credentials: RequestCredentials) => Promise<Authentication>

/** What an authenticator goes by. */
export interface AuthenticatorOptions {
  readonly modes: AuthorizationModes
  /** The sandbox's own issuer, which stands in for `oidcIssuerUrl`. */
  readonly issuer: string
  /** The issuer's public keys, asked for with each token. */
  readonly jwks: () => KeySet | Promise<KeySet>
  readonly clock: Clock
  /** The clock that callers sign by; absent: the sandbox's. */
  readonly machineClock?: Clock | undefined
  readonly apiKey?: string | undefined
  /** Seconds since the epoch from which on the key is refused; absent: it never is. */
  readonly apiKeyExpiresAt?: number | undefined
  /** Knows the AWS credentials that were handed out. */
  readonly credentials: Pick<CredentialsIssuer, 'find'>
  /** Asks the user's Lambda authorizer about a token; absent: mode `lambda` is refused. */
  readonly authorizeByLambda?: AuthorizeByLambda | undefined
}

/** Makes what AppSync does before any GraphQL: the mode by the headers, then the credentials by the mode (clients.md §2.2, §5.1). */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  return async (credentials) => {
    const { authorization, apiKey, request } = credentials
    if (apiKey !== undefined) return authenticateKey(apiKey, options)
    if (authorization === undefined || authorization.trim() === '') {
      return refuse('no-credentials', 'the request has neither authorization nor x-api-key')
    }
    if (isSignatureV4(authorization)) return authenticateSigned(authorization, request, options)

    return authenticateToken(authorization, request, options)
  }
}

function authenticateKey(apiKey: string, options: AuthenticatorOptions): Authentication {
  if (enabledModes(options.modes).includes('apiKey')) return authenticateApiKey(apiKey, options)
  return notEnabled('x-api-key', ['apiKey'], options.modes)
}

async function authenticateSigned(
  authorization: string,
  request: SignedRequest | undefined,
  options: AuthenticatorOptions,
): Promise<Authentication> {
  if (request !== undefined) return authenticateIam(authorization, request, options)
  return refuse('incomplete-signature', 'the request came without what its signature covers')
}

async function authenticateToken(
  token: string,
  request: SignedRequest | undefined,
  options: AuthenticatorOptions,
): Promise<Authentication> {
  const enabled = enabledModes(options.modes)
  const takesJwt = enabled.includes('oidc') || enabled.includes('userPool')
  const parsed = parseToken(token)
  if (enabled.includes('lambda') && !(takesJwt && parsed.ok)) {
    return options.authorizeByLambda?.(token, request) ?? noAuthorizer()
  }
  if (!takesJwt) return notEnabled('authorization', ['oidc', 'userPool', 'lambda'], options.modes)
  if (!parsed.ok) return parsed
  const isOidc = tokenMode(parsed.claims['iss'], enabled) === 'oidc'
  return isOidc ? authenticateOidc(token, options) : authenticatePool(token, options)
}

async function authenticatePool(
  token: string,
  options: AuthenticatorOptions,
): Promise<Authentication> {
  const { modes, issuer, jwks, clock } = options
  const ownIssuer = enabledModes(modes).includes('oidc') ? undefined : issuer
  return authenticateUserPool(token, { ownIssuer, jwks: await jwks(), now: epochSeconds(clock) })
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
    jwks: await jwks(),
    now: epochSeconds(clock),
  })
  if (!verified.ok) return verified

  return { ok: true, identity: { mode: 'oidc', issuer, claims: verified.claims } }
}

/** Of an API with both kinds of token, only Amazon Cognito's issuer makes one a user pool's. */
function tokenMode(iss: unknown, enabled: readonly Mode[]): TokenMode {
  if (!enabled.includes('oidc')) return 'userPool'
  if (!enabled.includes('userPool')) return 'oidc'

  const isCognito = typeof iss === 'string' && iss.startsWith('https://cognito-idp.')
  return isCognito ? 'userPool' : 'oidc'
}

function noAuthorizer(): Refused {
  return refuse('not-emulated', 'the definition names no function for lambdaAuthorizationMode')
}

function notEnabled(header: string, wanted: readonly Mode[], modes: AuthorizationModes): Refused {
  const taken = enabledModes(modes).join(', ')
  return refuse(
    'mode-not-enabled',
    `${header} is for mode ${wanted.join(' or ')}; the API takes ${taken}`,
  )
}
