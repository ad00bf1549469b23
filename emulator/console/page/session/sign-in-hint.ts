import type { JsonObject } from '../wire/json.ts'
import { findPersona } from '../wire/persona.ts'
import type { PersonaCard } from '../wire/persona.ts'

/** The persona to sign in as again without asking; none when this sign-in's claims were edited, for a hint would lose the edits. */
export function signInHint(
  claims: JsonObject,
  personas: readonly PersonaCard[],
): string | undefined {
  const persona = findPersona(personas, claims)
  if (!persona) return undefined

  const own = Object.entries(persona.claims)
  const same = own.every(([name, value]) => JSON.stringify(claims[name]) === JSON.stringify(value))
  return same ? persona.name : undefined
}
