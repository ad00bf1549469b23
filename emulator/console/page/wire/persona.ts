import { listAt, objectAt, optionalNumber, optionalText, textAt } from './json.ts'
import type { JsonObject } from './json.ts'

/** A persona as the pages show it. */
export interface PersonaCard {
  readonly name: string
  readonly displayName?: string
  readonly description: string
  readonly claims: JsonObject
  /** Age of `iat` in seconds that its tokens get. */
  readonly issuedSecondsAgo: number
  /** Age of `auth_time` in seconds that its tokens get. */
  readonly signedInSecondsAgo: number
}

/** Those who can sign in, of what `GET /sandbox/personas` or the interaction's details answer: a caller with the API key cannot. */
export function parsePersonas(value: unknown): readonly PersonaCard[] {
  const signIns = listAt(value, 'personas').filter(
    (persona) => objectAt(persona, 'personas[]')['mode'] !== 'apiKey',
  )
  return signIns.map(parsePersona)
}

function parsePersona(value: unknown): PersonaCard {
  const persona = objectAt(value, 'personas[]')
  const name = textAt(persona['name'], 'personas[].name')
  const displayName = optionalText(persona['displayName'])
  return {
    name,
    ...(displayName !== undefined && { displayName }),
    description: optionalText(persona['description']) ?? '',
    claims: objectAt(persona['claims'], `${name}.claims`),
    issuedSecondsAgo: optionalNumber(persona['issuedSecondsAgo']) ?? 0,
    signedInSecondsAgo: optionalNumber(persona['signedInSecondsAgo']) ?? 0,
  }
}

/** The persona whose `sub` is the token's: the claims of a sign-in may be edited, its `sub` rarely is. */
export function findPersona(
  personas: readonly PersonaCard[],
  claims: JsonObject,
): PersonaCard | undefined {
  return personas.find((persona) => persona.claims['sub'] === claims['sub'])
}
