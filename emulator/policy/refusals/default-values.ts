import type { Definition, Field, Model } from '../../model/definition.ts'
import { isDefaultOf } from './default-formats.ts'
import { refuseField } from './refusal.ts'
import type { Refusal } from './refusal.ts'

/** `.default()` stands on single scalars and enums and holds a value of their type. */
export function defaultValues(definition: Definition): readonly Refusal[] {
  const enums = new Map(definition.enums.map(({ name, values }) => [name, values]))
  return definition.models.flatMap((model) =>
    model.fields.flatMap((field) => {
      const message =
        generatedFault(model, field) ?? defaultFault(field, enums.get(field.type) ?? [])
      return message === undefined ? [] : [refuseField(model, field, message)]
    }),
  )
}

/** Only PostgreSQL makes values of its own. */
function generatedFault({ database }: Model, { generated }: Field): string | undefined {
  if (generated !== true || database === 'postgresql') return undefined
  return 'The @default directive requires a value property on non-Postgres datasources.'
}

function defaultFault(field: Field, members: readonly string[]): string | undefined {
  const { type, kind, list, defaultValue } = field
  if (defaultValue === undefined) return undefined
  if (list !== null || (kind !== 'scalar' && kind !== 'enum'))
    return 'The @default directive may only be added to scalar or enum field types.'
  if (kind === 'enum') {
    if (members.includes(defaultValue)) return undefined
    return `Default value "${defaultValue}" is not a member of ${type} enum.`
  }
  if (isDefaultOf(type, defaultValue)) return undefined
  return `Default value "${defaultValue}" is not a valid ${type}.`
}
