import type { KnownCaller } from '../analysis/witness.ts'
import { readPersonas } from '../read-inputs.ts'
import type { Settings } from '../settings.ts'

/** Only personas that the project has: those that rules suggest are nobody that people know. */
export async function knownCallers(settings: Settings): Promise<readonly KnownCaller[]> {
  const personas = (await readPersonas(settings)) ?? []
  return personas.map(({ name, claims }) => ({
    name,
    identity: { mode: 'oidc', issuer: '', claims },
  }))
}
