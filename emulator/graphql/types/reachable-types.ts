import type { CustomType, Field } from '../../model/definition.ts'

/** The names of the custom types that these fields hold, directly or inside one another. */
export function reachableCustomTypes(
  fields: readonly Field[],
  customTypes: readonly CustomType[],
): ReadonlySet<string> {
  const reached = new Set<string>()
  const visit = (members: readonly Field[]): void => {
    for (const { kind, type } of members) {
      if (kind !== 'customType' || reached.has(type)) continue
      reached.add(type)
      visit(customTypes.find(({ name }) => name === type)?.fields ?? [])
    }
  }
  visit(fields)
  return reached
}
