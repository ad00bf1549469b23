import type { Claims } from '../model/claims.ts'
import { compileClientIdPattern } from '../model/client-id-pattern.ts'
import { isSameIssuer } from './issuer-name.ts'
import { refuse } from './refusal.ts'
import type { Refused } from './refusal.ts'

/** What the API wants of a token's claims, as `oidcAuthorizationMode` says it. */
export interface ClaimExpectations {
  readonly issuer: string
  /** A regular expression over whole client ids; absent: any audience. */
  readonly clientId?: string | undefined
  /** Seconds since `auth_time`; absent or 0: not checked. */
  readonly authTtlSeconds?: number | undefined
  /** Seconds since `iat`; absent or 0: not checked. */
  readonly issueTtlSeconds?: number | undefined
  /** Seconds since the epoch. */
  readonly now: number
}

type Check = (claims: Claims, expected: ClaimExpectations) => Refused | undefined

/** In the order in which a person would want to hear of them. */
const checks: readonly Check[] = [
  checkIssuer,
  checkAudience,
  checkTimesAreNumbers,
  checkExpiry,
  checkNotBefore,
  checkIssuedAt,
  checkAuthTime,
]

/** The first thing about the claims that the API refuses, or undefined when there is none (clients.md §6). */
export function checkClaims(claims: Claims, expected: ClaimExpectations): Refused | undefined {
  for (const check of checks) {
    const refused = check(claims, expected)
    if (refused) return refused
  }
  return undefined
}

function checkIssuer({ iss }: Claims, { issuer }: ClaimExpectations): Refused | undefined {
  if (iss !== undefined && typeof iss !== 'string') return malformed('iss', iss, 'a string')
  if (iss !== undefined && isSameIssuer(iss, issuer)) return undefined

  return refuse('wrong-issuer', `iss is ${quote(iss)}; the API expects ${quote(issuer)}`)
}

/** clients.md §6: the clientId is matched against aud or azp; of several audiences, any. */
function checkAudience({ aud, azp }: Claims, { clientId }: ClaimExpectations): Refused | undefined {
  if (clientId === undefined) return undefined
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
  if (aud !== undefined && !audiences.every(isString)) {
    return malformed('aud', aud, 'a string or a list of strings')
  }
  if (azp !== undefined && !isString(azp)) return malformed('azp', azp, 'a string')

  const pattern = compileClientIdPattern(clientId)
  const wanted = `the clientId ${quote(clientId)} of the API`
  if (pattern === undefined) {
    return refuse('wrong-audience', `${wanted} is no regular expression, so no token matches it`)
  }
  if ([...audiences, azp].some((value) => isString(value) && pattern.test(value))) return undefined

  const detail = `neither aud ${quote(aud)} nor azp ${quote(azp)} matches ${wanted}`
  return refuse('wrong-audience', detail)
}

function checkTimesAreNumbers(claims: Claims): Refused | undefined {
  for (const name of ['exp', 'nbf', 'iat', 'auth_time']) {
    const value = claims[name]
    if (value !== undefined && typeof value !== 'number') {
      return malformed(name, value, 'a number of seconds since the epoch')
    }
  }
  return undefined
}

/** A choice: OpenID Connect requires exp, what AppSync does without it is unsourced. No leeway (clients.md §6). */
function checkExpiry(claims: Claims, { now }: ClaimExpectations): Refused | undefined {
  const exp = readSeconds(claims, 'exp')
  if (exp === undefined) return refuse('exp-missing', 'the token has no exp; the API requires one')
  if (exp > now) return undefined

  return refuse('expired', `exp was ${now - exp} s ago: ${exp}, and now is ${now}`)
}

function checkNotBefore(claims: Claims, { now }: ClaimExpectations): Refused | undefined {
  const nbf = readSeconds(claims, 'nbf')
  if (nbf === undefined || nbf <= now) return undefined

  return refuse('not-yet-valid', `nbf is ${nbf - now} s ahead: ${nbf}, and now is ${now}`)
}

/** A token without the claim that a TTL counts from is refused: the docs say it is required (clients.md §6). */
function checkIssuedAt(claims: Claims, expected: ClaimExpectations): Refused | undefined {
  const ttl = expected.issueTtlSeconds ?? 0
  if (ttl === 0) return undefined
  const iat = readSeconds(claims, 'iat')
  if (iat === undefined) {
    return refuse('iat-missing', `the token has no iat; the API allows ${ttl} s since then`)
  }
  const age = expected.now - iat
  if (age <= ttl) return undefined

  return refuse('issued-too-long-ago', `iat is ${age} s old; the API allows ${ttl} s`)
}

function checkAuthTime(claims: Claims, expected: ClaimExpectations): Refused | undefined {
  const ttl = expected.authTtlSeconds ?? 0
  if (ttl === 0) return undefined
  const authTime = readSeconds(claims, 'auth_time')
  if (authTime === undefined) {
    return refuse(
      'auth-time-missing',
      `the token has no auth_time; the API allows ${ttl} s since then`,
    )
  }
  const age = expected.now - authTime
  if (age <= ttl) return undefined

  return refuse('signed-in-too-long-ago', `auth_time is ${age} s old; the API allows ${ttl} s`)
}

function readSeconds(claims: Claims, name: string): number | undefined {
  const value = claims[name]
  return typeof value === 'number' ? value : undefined
}

function malformed(name: string, value: unknown, wanted: string): Refused {
  return refuse('malformed-claim', `${name} is ${quote(value)}; it has to be ${wanted}`)
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}

function quote(value: unknown): string {
  return JSON.stringify(value) ?? 'missing'
}
