import { isObject, listAt, objectAt, optionalNumber, optionalText, textAt } from './json.ts'
import { parsePersonas } from './persona.ts'
import type { PersonaCard } from './persona.ts'

/** One sign-in that an application has asked for. */
export interface Interaction {
  readonly clientId: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  /** The persona that the application suggests. */
  readonly loginHint?: string
  readonly personas: readonly PersonaCard[]
  readonly limits: TokenLifetimes
}

/** For how many seconds the API takes a token; absent or 0: not checked. */
export interface TokenLifetimes {
  /** Seconds since `auth_time`. */
  readonly authTtlSeconds?: number
  /** Seconds since `iat`. */
  readonly issueTtlSeconds?: number
}

/** The answer of `GET /oidc/interaction/<uid>/details`, typed. */
export function parseInteraction(value: unknown): Interaction {
  const answer = objectAt(value, 'interaction')
  const loginHint = optionalText(answer['loginHint'])
  return {
    clientId: textAt(answer['clientId'], 'clientId'),
    redirectUri: optionalText(answer['redirectUri']) ?? '',
    scopes: listAt(answer['scopes'], 'scopes').map(String),
    personas: parsePersonas(answer['personas']),
    limits: parseLifetimes(answer['limits']),
    ...(loginHint !== undefined && { loginHint }),
  }
}

function parseLifetimes(value: unknown): TokenLifetimes {
  if (!isObject(value)) return {}

  const authTtlSeconds = optionalNumber(value['authTtlSeconds'])
  const issueTtlSeconds = optionalNumber(value['issueTtlSeconds'])
  return {
    ...(authTtlSeconds !== undefined && { authTtlSeconds }),
    ...(issueTtlSeconds !== undefined && { issueTtlSeconds }),
  }
}
