import type { Field, Model } from '../../model/definition.ts'
import { customInputName } from './names.ts'

/** Whether the API makes up an `id` field that the developer did not declare; never of a table that is there already. */
export function hasImplicitId({ database, identifier, fields }: Model): boolean {
  return (
    database === undefined &&
    identifier.length === 1 &&
    identifier[0] === 'id' &&
    !fields.some(({ name }) => name === 'id')
  )
}

/** The fields that items hold: relations are found by them, not in them. */
export function storedFields({ fields }: Model): readonly Field[] {
  return fields.filter(({ relation }) => relation === undefined)
}

/** Timestamps that the API adds because the developer did not declare them. */
export function implicitTimestamps({ database, fields }: Model): readonly string[] {
  if (database !== undefined) return []
  return ['createdAt', 'updatedAt'].filter((name) => !fields.some((field) => field.name === name))
}

/** Every field that the API adds to the type, but for owners. */
export function implicitFields(model: Model): readonly string[] {
  return hasImplicitId(model) ? ['id', ...implicitTimestamps(model)] : implicitTimestamps(model)
}

/** The field's type as SDL writes it, e.g. `[Int!]!`; in inputs custom types have names of their own. */
export function typeText(field: Field, use: 'output' | 'input'): string {
  const name =
    use === 'input' && field.kind === 'customType' ? customInputName(field.type) : field.type
  const inner = field.list === null ? name : `[${name}${field.list.elementRequired ? '!' : ''}]`
  return field.required ? `${inner}!` : inner
}

/** The same without the outer `!`. */
export function optionalTypeText(field: Field, use: 'output' | 'input'): string {
  return typeText({ ...field, required: false }, use)
}
