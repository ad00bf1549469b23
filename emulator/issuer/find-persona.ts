import { didYouMean } from '../model/did-you-mean.ts'
import type { Persona } from './persona.ts'
import { readText, RequestError } from './request-error.ts'

/** The persona that a field of a request names, or undefined when the field is absent. */
export function findPersona(
  value: unknown,
  field: string,
  personas: readonly Persona[],
): Persona | undefined {
  const name = readText(value, field)
  if (name === undefined) return undefined
  const persona = personas.find((candidate) => candidate.name === name)
  if (persona?.mode === 'apiKey') {
    throw new RequestError(
      field,
      `"${name}" calls with the API key and has no token; send the key as x-api-key`,
    )
  }
  if (persona !== undefined) return persona

  const names = personas.map((candidate) => candidate.name)
  const hint = didYouMean(name, names) || `; there are ${names.join(', ')}`
  throw new RequestError(field, `there is no persona "${name}"${hint}`)
}
