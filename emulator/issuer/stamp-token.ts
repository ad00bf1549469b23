import { epochSeconds } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { userPoolIssuer } from '../model/aws-names.ts'
import type { Claims } from '../model/claims.ts'
import type { TokenMode } from '../model/modes.ts'
import { forgeToken } from './forge-token.ts'
import { signClaims } from './signing-keys.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { TokenRequest } from './token-request.ts'
import { userPoolClaims } from './user-pool-claims.ts'

/** How long a token is good for when nobody says otherwise, in seconds. */
export const tokenLifetimeSeconds = 3600

/** What one token is to say. All times are seconds since the epoch. */
export interface TokenStamp {
  readonly issuer: string
  /** Absent: no aud, and no azp. */
  readonly audience?: string | readonly string[] | undefined
  readonly issuedAt: number
  /** Absent: no auth_time. */
  readonly authTime?: number | undefined
  /** Laid over everything above: any claim, any value. */
  readonly claims: Claims
  /** Claims to leave out. */
  readonly omit?: readonly string[]
  /** The header's `typ`; `JWT` by default. */
  readonly type?: string
}

/** A token and the claims that it carries. */
export interface StampedToken {
  readonly token: string
  readonly claims: Claims
}

/** What the sandbox adds to a token that is asked for without them. */
export interface Stamper {
  readonly keys: SigningKeys
  readonly issuer: string
  /** The audience by default. */
  readonly clientId: string
  readonly clock: Clock
  /** Whose tokens are meant when a request names no mode. */
  readonly tokenMode: () => TokenMode
}

/** Makes every token of a sandbox, those of the browser's sign-in and those asked for. */
export async function stampToken(stamp: TokenStamp, keys: SigningKeys): Promise<StampedToken> {
  const claims = claimsOf(stamp)
  return { token: await signClaims(claims, stamp.type ?? 'JWT', keys), claims }
}

/**
 * Answers `POST /sandbox/tokens` (contract §3): what is asked for, and of mode `oidc` beyond iss, aud, azp, iat, exp, auth_time
 * nothing; of mode `userPool` what Amazon Cognito's tokens have.
 */
export async function mintToken(
  request: TokenRequest,
  stamper: Stamper,
): Promise<StampedToken & { readonly mode: TokenMode }> {
  const { persona, mode = stamper.tokenMode() } = request
  const now = epochSeconds(stamper.clock)
  const claims = { ...persona?.claims, ...namedClaims(request), ...request.claims }
  const stamp: TokenStamp = {
    ...(mode === 'oidc'
      ? { issuer: stamper.issuer, audience: request.audience ?? stamper.clientId, claims }
      : userPoolStamp(claims, persona?.name, stamper)),
    ...timesOf(request, now),
    omit: request.authTime === null ? [...request.omit, 'auth_time'] : request.omit,
  }
  const { forge: name } = request
  const stamped =
    name === undefined
      ? await stampToken(stamp, stamper.keys)
      : await forgeToken(claimsOf(stamp), { name, now }, stamper.keys)
  return { ...stamped, mode }
}

function timesOf(
  { persona, issuedAt }: TokenRequest,
  now: number,
): Pick<TokenStamp, 'issuedAt' | 'authTime'> {
  return {
    issuedAt: issuedAt ?? now - (persona?.issuedSecondsAgo ?? 0),
    authTime: now - (persona?.signedInSecondsAgo ?? 0),
  }
}

function userPoolStamp(
  claims: Claims,
  name: string | undefined,
  { clientId }: Stamper,
): Pick<TokenStamp, 'issuer' | 'claims'> {
  return { issuer: userPoolIssuer, claims: userPoolClaims({ clientId, name, claims }) }
}

/** What the request states by name, so that it goes before the same claim of the persona. */
function namedClaims(request: TokenRequest): Claims {
  const named = {
    iss: request.issuer,
    aud: request.audience,
    azp: typeof request.audience === 'string' ? request.audience : undefined,
    iat: request.issuedAt,
    exp: request.expiresAt,
    nbf: request.notBefore,
    auth_time: request.authTime,
  }
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))
}

function claimsOf({ issuer, audience, issuedAt, authTime, claims, omit = [] }: TokenStamp): Claims {
  const all: Claims = {
    iss: issuer,
    ...(audience === undefined ? {} : { aud: audience }),
    ...(typeof audience === 'string' ? { azp: audience } : {}),
    iat: issuedAt,
    exp: issuedAt + tokenLifetimeSeconds,
    ...(authTime === undefined ? {} : { auth_time: authTime }),
    ...claims,
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => !omit.includes(name)))
}
