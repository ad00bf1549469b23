import type { Field, Model } from '../../model/definition.ts'

/** The field of this name, if the model declares it. */
export function fieldOf({ fields }: Pick<Model, 'fields'>, name: string): Field | undefined {
  return fields.find((field) => field.name === name)
}

/** Whether AWS takes the field for a key: one scalar or enum value. */
export function isKeyLike({ kind, list }: Field): boolean {
  return list === null && (kind === 'scalar' || kind === 'enum')
}

/** AWS's text for a Boolean in a key, which DynamoDB does not have. */
export const booleanKey = 'Boolean values cannot be used as sort keys.'

/** AWS's text for a single sort key that has no conditions of its own. */
export function noSortKeyCondition(field: string): string {
  return `Sort Key Condition could not be constructed for field '${field}'`
}
