import { personaTables } from '../analysis/table/persona-table.ts'
import type { PersonaTable } from '../analysis/table/persona-table.ts'
import type { Persona } from '../issuer/persona.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { chosen } from '../model/chosen.ts'
import { knownCallers } from './known-callers.ts'

/** What of a matrix is to be shown, by name; nothing named: all of it. */
export interface MatrixChoice {
  readonly models: readonly string[]
  readonly personas: readonly string[]
}

/** Who may do what: a table a model; throws USAGE for a name that nothing has. */
export function personaMatrix(
  version: LoadedPolicy,
  personas: readonly Persona[],
  { models, personas: names }: MatrixChoice,
): readonly PersonaTable[] {
  const callers = knownCallers(chosen('persona', personas, names), version.definition.modes)
  return chosen('model', personaTables(version, callers), models)
}
