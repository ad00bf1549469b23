import { epochSeconds } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Claims } from '../model/claims.ts'
import { forgeToken } from './faults.ts'
import type { Forgery } from './faults.ts'
import { signClaims } from './signing-keys.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { TokenRequest } from './token-request.ts'

/** How long a token is good for when nobody says otherwise, in seconds. */
export const tokenLifetimeSeconds = 3600

/** What one token is to say. All times are seconds since the epoch. */
export interface TokenStamp {
  readonly issuer: string
  readonly audience: string | readonly string[]
  readonly issuedAt: number
  /** Absent: no auth_time. */
  readonly authTime?: number | undefined
  /** Laid over everything above: any claim, any value. */
  readonly claims: Claims
  /** Claims to leave out. */
  readonly omit?: readonly string[]
  /** The header's `typ`; `JWT` by default. */
  readonly type?: string
  readonly forgery?: Forgery | undefined
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
}

/** Makes every token of a sandbox, those of the browser's sign-in and those asked for. */
export async function stampToken(stamp: TokenStamp, keys: SigningKeys): Promise<StampedToken> {
  const claims = claimsOf(stamp)
  const token = stamp.forgery
    ? await forgeToken(claims, stamp.forgery, keys)
    : await signClaims(claims, stamp.type ?? 'JWT', keys)
  return { token, claims }
}

/** Answers `POST /sandbox/tokens` (contract §3): what is asked for, and beyond iss, aud, azp, iat, exp, auth_time nothing. */
export async function mintToken(
  request: TokenRequest,
  stamper: Stamper,
): Promise<StampedToken & { readonly mode: TokenRequest['mode'] }> {
  const { persona } = request
  const now = epochSeconds(stamper.clock)
  const stamp: TokenStamp = {
    issuer: request.issuer ?? stamper.issuer,
    audience: request.audience ?? stamper.clientId,
    issuedAt: request.issuedAt ?? now - (persona?.issuedSecondsAgo ?? 0),
    authTime: now - (persona?.signedInSecondsAgo ?? 0),
    claims: { ...persona?.claims, ...namedClaims(request), ...request.claims },
    omit: request.authTime === null ? [...request.omit, 'auth_time'] : request.omit,
    forgery: request.forge,
  }
  return { ...(await stampToken(stamp, stamper.keys)), mode: request.mode }
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
    aud: audience,
    ...(typeof audience === 'string' ? { azp: audience } : {}),
    iat: issuedAt,
    exp: issuedAt + tokenLifetimeSeconds,
    ...(authTime === undefined ? {} : { auth_time: authTime }),
    ...claims,
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => !omit.includes(name)))
}
