import type { JsonObject } from '../wire/json.ts'
import { findPersona } from '../wire/persona.ts'
import type { PersonaCard } from '../wire/persona.ts'

/** What to call whoever a token speaks of: the persona's name, else its `sub`. */
export function nameOf(claims: JsonObject, personas: readonly PersonaCard[]): string {
  const { sub } = claims
  return findPersona(personas, claims)?.name ?? (typeof sub === 'string' ? sub : 'no sub')
}
