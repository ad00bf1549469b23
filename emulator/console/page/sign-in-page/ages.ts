import type { TokenLifetimes } from '../wire/interaction.ts'

/** How old the token to be issued shall be, in seconds. */
export interface Ages {
  readonly issuedSecondsAgo: number
  readonly signedInSecondsAgo: number
}

/** The situations that are worth a button. */
export const situations = ['Fresh', 'Refreshed', 'Stale sign-in', 'Expired'] as const
export type Situation = (typeof situations)[number]

/** The ages that make a situation under these limits. */
export function agesOf(situation: Situation, limits: TokenLifetimes): Ages {
  const authTtl = limits.authTtlSeconds || 300
  const issueTtl = limits.issueTtlSeconds || 600
  const ages: Readonly<Record<Situation, Ages>> = {
    Fresh: { issuedSecondsAgo: 0, signedInSecondsAgo: 0 },
    Refreshed: { issuedSecondsAgo: 0, signedInSecondsAgo: Math.floor(authTtl * 0.7) },
    'Stale sign-in': { issuedSecondsAgo: 0, signedInSecondsAgo: authTtl + 1 },
    Expired: {
      issuedSecondsAgo: issueTtl + 1,
      signedInSecondsAgo: Math.max(authTtl, issueTtl) + 1,
    },
  }
  return ages[situation]
}

/** The situation that some ages are, if one. */
export function situationOf(ages: Ages, limits: TokenLifetimes): Situation | undefined {
  return situations.find((situation) => {
    const { issuedSecondsAgo, signedInSecondsAgo } = agesOf(situation, limits)
    return (
      issuedSecondsAgo === ages.issuedSecondsAgo && signedInSecondsAgo === ages.signedInSecondsAgo
    )
  })
}

/** What the ages come to, in a sentence. */
export function sayAges(ages: Ages, limits: TokenLifetimes): string {
  const authLeft = left(limits.authTtlSeconds, ages.signedInSecondsAgo)
  const issueLeft = left(limits.issueTtlSeconds, ages.issuedSecondsAgo)
  if (authLeft < 0)
    return 'The API will refuse this token: the sign-in is too old, and a refresh keeps auth_time.'
  if (issueLeft < 0)
    return 'The API will refuse this token: it was issued too long ago. A refresh renews iat.'
  if (authLeft === Infinity && issueLeft === Infinity) return 'The API checks neither age.'
  if (authLeft <= issueLeft)
    return 'The sign-in runs out first. Signing in again renews both; a refresh renews iat and keeps auth_time.'

  return 'The token runs out before the sign-in does. A refresh renews iat.'
}

function left(ttlSeconds: number | undefined, ageSeconds: number): number {
  return ttlSeconds ? ttlSeconds - ageSeconds : Infinity
}
