import type { Definition } from '../model/definition.ts'
import type { ModelPolicy, Policy } from '../policy/compile-policy.ts'
import type { Table } from '../store/store.ts'
import { tablesOf } from './tables-of.ts'

/** A model as the API serves it: its policy, and what the store knows of it. */
export interface ServedModel extends ModelPolicy {
  readonly table: Table
}

/** Every model's, by name. */
export function servedModels(
  definition: Definition,
  { models }: Policy,
): ReadonlyMap<string, ServedModel> {
  const tables = tablesOf(definition)
  const served = [...models].flatMap(([name, policy]) => {
    const table = tables.get(name)
    return table === undefined ? [] : [[name, { ...policy, table }] as const]
  })
  return new Map(served)
}
