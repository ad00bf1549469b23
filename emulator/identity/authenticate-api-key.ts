import { epochSeconds } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Authentication } from './authentication.ts'
import { refuse } from './refusal.ts'

/** The API key of a sandbox. */
export interface ApiKeyExpectations {
  readonly apiKey?: string | undefined
  /** Seconds since the epoch from which on it is refused; absent: it never is. */
  readonly apiKeyExpiresAt?: number | undefined
  readonly clock: Clock
}

/** Lets the sandbox's own key in while it lasts. */
export function authenticateApiKey(
  given: string,
  { apiKey, apiKeyExpiresAt = Infinity, clock }: ApiKeyExpectations,
): Authentication {
  if (apiKey === undefined || given !== apiKey) {
    return refuse('wrong-api-key', 'x-api-key is not the API key of this sandbox')
  }
  const late = epochSeconds(clock) - apiKeyExpiresAt
  if (late < 0) return { ok: true, identity: { mode: 'apiKey' } }

  return refuse(
    'api-key-expired',
    `the API key expired ${late} s ago, as apiKeyAuthorizationMode.expiresInDays has it (7 by default)`,
  )
}
