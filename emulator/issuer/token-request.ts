import type { Claims } from '../model/claims.ts'
import { tokenModes } from '../model/modes.ts'
import type { TokenMode } from '../model/modes.ts'
import { forgeries } from './forge-token.ts'
import type { Forgery } from './forge-token.ts'
import { findPersona } from './find-persona.ts'
import type { Persona } from './persona.ts'
import {
  readClaims,
  readFields,
  readOneOf,
  readSeconds,
  readText,
  readTexts,
  wrongType,
} from './request-error.ts'

/** A token that somebody asked for (contract §3). Times are seconds since the epoch. */
export interface TokenRequest {
  readonly persona?: Persona | undefined
  /** Laid over the persona's. */
  readonly claims?: Claims | undefined
  /** Absent: that of the API's own tokens. */
  readonly mode?: TokenMode | undefined
  readonly issuedAt?: number | undefined
  /** `null` leaves auth_time out. */
  readonly authTime?: number | null | undefined
  readonly expiresAt?: number | undefined
  readonly notBefore?: number | undefined
  readonly audience?: string | readonly string[] | undefined
  readonly issuer?: string | undefined
  readonly omit: readonly string[]
  readonly forge?: Forgery | undefined
}

const fields = [
  'persona',
  'claims',
  'mode',
  'issuedAt',
  'authTime',
  'expiresAt',
  'notBefore',
  'audience',
  'issuer',
  'omit',
  'forge',
]

/** The body of `POST /sandbox/tokens`, checked; throws a RequestError that names the field. */
export function parseTokenRequest(body: unknown, personas: readonly Persona[]): TokenRequest {
  const given = readFields(body, fields)
  return {
    persona: findPersona(given['persona'], 'persona', personas),
    claims: readClaims(given['claims'], 'claims'),
    mode: readOneOf(given['mode'], 'mode', tokenModes),
    issuedAt: readSeconds(given['issuedAt'], 'issuedAt'),
    authTime: given['authTime'] === null ? null : readSeconds(given['authTime'], 'authTime'),
    expiresAt: readSeconds(given['expiresAt'], 'expiresAt'),
    notBefore: readSeconds(given['notBefore'], 'notBefore'),
    audience: readAudience(given['audience']),
    issuer: readText(given['issuer'], 'issuer'),
    omit: readTexts(given['omit'], 'omit') ?? [],
    forge: readOneOf(given['forge'], 'forge', forgeries),
  }
}

function readAudience(value: unknown): string | readonly string[] | undefined {
  if (value === undefined || typeof value === 'string') return value
  if (Array.isArray(value)) return readTexts(value, 'audience')

  throw wrongType('audience', 'a string or a list of strings', value)
}
