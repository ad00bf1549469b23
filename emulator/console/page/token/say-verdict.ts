import type { TokenLimit, Verdict } from './token-limits.ts'
import { clockTime, seconds } from './time-text.ts'

/** The verdict in words: what happens, why, and what would help. */
export interface VerdictText {
  readonly title: string
  readonly reason: string
  readonly help: string
}

/** Says a verdict about the token of `who` at `now`, in seconds since the epoch. */
export function sayVerdict(verdict: Verdict, who: string, now: number): VerdictText {
  if (verdict.effect === 'accepted') return sayAccepted(verdict.first, who, now)

  const { because, since } = verdict
  return {
    title:
      since === undefined
        ? `${who}’s token is refused`
        : `${who}’s token has been refused since ${clockTime(since)}`,
    reason: refusalReason(because, now),
    help: helpFor(because),
  }
}

function sayAccepted(first: TokenLimit | undefined, who: string, now: number): VerdictText {
  const title = `${who}’s token is accepted`
  if (first?.lastSecond === undefined) return { title, reason: 'No limit ends it.', help: '' }

  const left = seconds(first.lastSecond - now)
  const help =
    first.claim === 'auth_time'
      ? 'Only a new sign-in renews auth_time; a refresh renews iat.'
      : 'A refresh renews it.'
  return {
    title,
    reason: `${first.claim} runs out first, in ${left}, at ${clockTime(first.lastSecond)}.`,
    help,
  }
}

function refusalReason(limit: TokenLimit, now: number): string {
  if (limit.value === undefined) return `The token has no ${limit.claim}; the API requires it.`
  if (limit.claim === 'exp')
    return `exp was ${clockTime(limit.value)}, ${seconds(now - limit.value)} ago.`

  return `${limit.claim} is ${seconds(now - limit.value)} old; the API allows ${seconds(limit.ttlSeconds ?? 0)}.`
}

function helpFor(limit: TokenLimit): string {
  if (limit.claim === 'auth_time') return 'Signing in again helps; a refresh renews iat only.'

  return 'A refresh helps: it renews iat and exp. So does signing in again.'
}
