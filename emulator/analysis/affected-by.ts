import type { Definition } from '../model/definition.ts'

/**
 * Whose access can be another when the rules of this holder are: the model, and those that have a relation to it; or the
 * operation. Undefined: no study asks about it (the fields of custom types), so nothing is known.
 */
export function affectedBy(
  holder: string,
  { models, operations }: Pick<Definition, 'models' | 'operations'>,
): ReadonlySet<string> | undefined {
  if (operations.some(({ root, name }) => `${root}.${name}` === holder)) return new Set([holder])
  const [type = ''] = holder.split('.')
  if (!models.some(({ name }) => name === type)) return undefined
  const related = models.filter(({ fields }) =>
    fields.some((field) => field.relation !== undefined && field.type === type),
  )
  return new Set([type, ...related.map(({ name }) => name)])
}
