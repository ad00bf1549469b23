import { postJson } from '../wire/fetch-json.ts'
import { objectAt, optionalText } from '../wire/json.ts'
import type { JsonObject } from '../wire/json.ts'

/** A persona to keep: claims and ages as edited, under a name of its own. */
export interface NewPersona {
  readonly name: string
  readonly description?: string
  readonly claims: JsonObject
  readonly issuedSecondsAgo: number
  readonly signedInSecondsAgo: number
}

/** Saves a persona and says where it is kept; rejects with the sandbox's own words. */
export async function savePersona(persona: NewPersona): Promise<string> {
  const answer = objectAt(await postJson('/sandbox/personas', persona), 'answer')
  const file = optionalText(answer['savedIn'])
  return file === undefined
    ? `"${persona.name}" is kept until the sandbox stops: there is no file of personas`
    : `"${persona.name}" is saved in ${file}`
}
