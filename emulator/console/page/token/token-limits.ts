import type { TokenLifetimes } from '../wire/interaction.ts'
import type { JsonObject } from '../wire/json.ts'

/** One of the clocks that end a token. All times in seconds since the epoch. */
export interface TokenLimit {
  readonly claim: 'auth_time' | 'iat' | 'exp'
  /** The setting of `oidcAuthorizationMode` behind it. */
  readonly setting?: string
  /** The claim's value; absent when the token has none. */
  readonly value?: number
  /** Seconds that the API allows since `value`. */
  readonly ttlSeconds?: number
  /** The last second in which it does not stand in the way; absent: it never does. */
  readonly lastSecond?: number
  /** True when the API wants the claim and the token has none. */
  readonly missing: boolean
}

/** What the API would answer, and why. */
export type Verdict =
  | { readonly effect: 'accepted'; readonly first?: TokenLimit }
  | { readonly effect: 'refused'; readonly because: TokenLimit; readonly since?: number }

/** The limits of a token, in the order in which the console lists them. */
export function limitsOf(claims: JsonObject, lifetimes: TokenLifetimes): readonly TokenLimit[] {
  return [
    sinceClaim(claims, 'auth_time', {
      ttl: lifetimes.authTtlSeconds,
      setting: 'tokenExpiryFromAuthInSeconds',
    }),
    sinceClaim(claims, 'iat', {
      ttl: lifetimes.issueTtlSeconds,
      setting: 'tokenExpireFromIssueInSeconds',
    }),
    expiry(claims),
  ]
}

/** Accepted, with the limit that ends it first, or refused, since the first limit that was passed. */
export function verdictOf(limits: readonly TokenLimit[], now: number): Verdict {
  const missing = limits.find((limit) => limit.missing)
  if (missing) return { effect: 'refused', because: missing }

  const [first] = limits.filter(ends).toSorted((one, other) => one.lastSecond - other.lastSecond)
  if (!first) return { effect: 'accepted' }
  if (now <= first.lastSecond) return { effect: 'accepted', first }

  return { effect: 'refused', because: first, since: first.lastSecond }
}

/** Seconds that are left before the limit; negative when it was passed; absent when it never is. */
export function secondsLeft(limit: TokenLimit, now: number): number | undefined {
  return limit.lastSecond === undefined ? undefined : limit.lastSecond - now
}

function ends(limit: TokenLimit): limit is TokenLimit & { readonly lastSecond: number } {
  return limit.lastSecond !== undefined
}

/** clients §6: a lifetime of 0 or none is not checked; a checked claim must be there. */
function sinceClaim(
  claims: JsonObject,
  claim: 'auth_time' | 'iat',
  { ttl, setting }: { readonly ttl: number | undefined; readonly setting: string },
): TokenLimit {
  const value = numberOf(claims[claim])
  const checked = ttl !== undefined && ttl > 0
  return {
    claim,
    missing: checked && value === undefined,
    ...(value !== undefined && { value }),
    ...(checked && { ttlSeconds: ttl, setting }),
    ...(checked && value !== undefined && { lastSecond: value + ttl }),
  }
}

/** The API requires exp, and takes no token at or after it (clients §6). */
function expiry(claims: JsonObject): TokenLimit {
  const value = numberOf(claims['exp'])
  if (value === undefined) return { claim: 'exp', missing: true }

  return { claim: 'exp', missing: false, value, lastSecond: value - 1 }
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
