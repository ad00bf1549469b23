import type { Identity, LambdaIdentity } from '../identity/identity.ts'
import type { Persona } from '../issuer/persona.ts'
import type { Claims } from '../model/claims.ts'
import { tokenModeOf } from '../model/modes.ts'
import type { AuthorizationModes } from '../model/modes.ts'
import { sameValue } from '../model/same-value.ts'
import { sourceText } from './source-text.ts'

/** Who asked, as a suite writes it. */
export interface RecordedCaller {
  /** e.g. `as('bob')`. */
  readonly code: string
  /** For titles, e.g. `bob`. */
  readonly name: string
  readonly persona?: Persona
}

/** What tokens have beside the claims of a person. */
const issued = new Set(
  'iss aud azp iat exp nbf auth_time nonce at_hash sid jti token_use client_id scope origin_jti event_id version'.split(
    ' ',
  ),
)

const principals = {
  guest: 'guest',
  authenticated: 'authenticated',
  'non-cognito': 'admin',
} as const

/** The caller by name where the claims are a persona's. */
export function recordedCaller(
  identity: Identity,
  personas: readonly Persona[],
  modes: AuthorizationModes,
): RecordedCaller {
  switch (identity.mode) {
    case 'apiKey':
      return { code: 'as.apiKey()', name: 'apiKey' }
    case 'iam': {
      const name = principals[identity.principal]
      return { code: `as.${name}()`, name }
    }
    case 'lambda':
      return lambdaCaller(identity)
    case 'oidc':
    case 'userPool': {
      const claims = personClaims(identity.claims)
      const persona = personas.find((candidate) => isPersona(candidate, claims, identity.mode))
      const who = sourceText(persona?.name ?? claims)
      const mode = identity.mode === tokenModeOf(modes) ? '' : `, { mode: '${identity.mode}' }`
      const name = persona?.name ?? 'somebody'
      return { code: `as(${who}${mode})`, name, ...(persona === undefined ? {} : { persona }) }
    }
  }
}

function lambdaCaller({ deniedFields, resolverContext: context }: LambdaIdentity): RecordedCaller {
  const answer = {
    ...(deniedFields === undefined ? {} : { deniedFields }),
    ...(context === undefined ? {} : { context }),
  }
  const said = Object.keys(answer).length === 0 ? '' : sourceText(answer)
  return { code: `as.lambda(${said})`, name: 'lambda' }
}

function personClaims(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !issued.has(name)))
}

/** A user pool names whoever has no name of their own. */
function isPersona({ name, claims }: Persona, seen: Claims, mode: 'oidc' | 'userPool'): boolean {
  const own = personClaims(claims)
  const given = mode === 'oidc' ? {} : { sub: name, ...usernameIn(seen, name) }
  return sameValue({ ...given, ...own }, seen)
}

function usernameIn(seen: Claims, name: string): Claims {
  return 'username' in seen ? { username: name } : { 'cognito:username': name }
}
