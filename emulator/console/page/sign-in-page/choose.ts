import { fetchJson, postJson } from '../wire/fetch-json.ts'
import { parseInteraction } from '../wire/interaction.ts'
import type { Interaction } from '../wire/interaction.ts'
import { objectAt, textAt } from '../wire/json.ts'
import type { JsonObject } from '../wire/json.ts'
import type { PersonaCard } from '../wire/persona.ts'

/** What is sent to the issuer: a persona, its claims for this sign-in, and ages in seconds. */
export interface SignInChoice {
  readonly persona: string
  readonly claims: JsonObject
  readonly issuedSecondsAgo: number
  readonly signedInSecondsAgo: number
}

/** A persona as it is. */
export function unedited(persona: PersonaCard): SignInChoice {
  const { name, claims, issuedSecondsAgo, signedInSecondsAgo } = persona
  return { persona: name, claims, issuedSecondsAgo, signedInSecondsAgo }
}

/** What the application asks for; rejects when the interaction is unknown or over. */
export async function loadInteraction(path: string): Promise<Interaction> {
  return parseInteraction(await fetchJson(`${path.replace(/\/$/, '')}/details`))
}

/** Tells the issuer who signs in, or that nobody does; gives the URL to go on to. */
export async function choose(
  path: string,
  choice: SignInChoice | { readonly abort: true },
): Promise<string> {
  const answer = objectAt(await postJson(path, choice), 'answer')
  return textAt(answer['returnTo'], 'returnTo')
}
