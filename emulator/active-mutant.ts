import { mutantsOf } from './analysis/mutants/all-mutants.ts'
import { placeText } from './definition/place-text.ts'
import { EmulatorError } from './errors.ts'
import { derivePersonas } from './issuer/derive-personas.ts'
import type { Persona } from './issuer/persona.ts'
import { loadPolicy, policyOf } from './load-policy.ts'
import type { LoadedPolicy } from './load-policy.ts'
import { didYouMean } from './model/did-you-mean.ts'
import { tellMutate } from './mutant-report.ts'
import { definitionHash } from './recording/definition-hash.ts'
import { mutantOrder } from './settings.ts'

/** Loads a definition for a sandbox: as `loadPolicy` does, and as the mutant that AMPLITE_MUTANT names. */
export async function loadActive(...given: Parameters<typeof loadPolicy>): Promise<LoadedPolicy> {
  return activated(await loadPolicy(...given))
}

/**
 * The definition as the mutant that AMPLITE_MUTANT names; as it is where none is named, or one of another definition. Throws an
 * `EmulatorError` for a mutant that the definition does not have: a suite must not pass because nothing was changed.
 */
export function activated(loaded: LoadedPolicy): LoadedPolicy {
  const { mutant: id, definition: hash } = mutantOrder()
  const own = definitionHash(loaded.definition)
  const isMeant = id !== undefined && (hash === undefined || hash === own)
  const active = isMeant ? mutated(loaded, id) : loaded
  tellMutate('loaded', own)
  return active
}

/** The same for what shows the rules instead of putting them to work. */
export async function loadActiveToShow(
  ...given: Parameters<typeof loadPolicy>
): Promise<LoadedPolicy> {
  const active = await loadActive(...given)
  tellMutate('looked', active.definition.file)
  return active
}

/** What everybody should know who looks at such a sandbox. */
export function mutantNotes({ mutant }: LoadedPolicy): readonly string[] {
  return mutant === undefined ? [] : [`mutant ${mutant.id} is active`]
}

/** Whom the rules suggest: as they are written, because the callers of a suite are the same whatever the mutant. */
export function personasAsWritten({ mutant }: LoadedPolicy): readonly Persona[] | undefined {
  return mutant === undefined ? undefined : derivePersonas(mutant.written)
}

function mutated({ definition }: LoadedPolicy, id: string): LoadedPolicy {
  const mutants = mutantsOf(definition)
  const found = mutants.find((mutant) => mutant.id === id)
  if (found !== undefined)
    return { ...policyOf(found.definition), mutant: { id, written: definition } }
  const near = didYouMean(
    id,
    mutants.map((mutant) => mutant.id),
  )
  throw new EmulatorError(
    'DEFINITION_INVALID',
    `AMPLITE_MUTANT="${id}": ${placeText(definition.file)} has no such mutant${near}; "amplite mutate" lists them`,
  )
}
