import type { Model } from '../model/definition.ts'
import { isNumericScalar } from '../model/scalars.ts'

/** What the input of create can carry (`data-api.md` §2.3): every field but relations, and `id` where it is implicit. */
export function inputFields({ fields, identifier }: Model): readonly string[] {
  const declared = fields.filter(({ relation }) => relation === undefined).map(({ name }) => name)
  return identifier.includes('id') && !declared.includes('id') ? [...declared, 'id'] : declared
}

/** Whether the input's type lets the field have this value: a text takes no number, a list nothing but a list. */
export function admits({ fields }: Model, name: string, value: unknown): boolean {
  const field = fields.find((one) => one.name === name)
  if (field === undefined) return name === 'id' && typeof value === 'string'
  if (value === null) return !field.required
  if (field.list !== null)
    return Array.isArray(value) && value.every((element) => isOf(field.type, element))
  return isOf(field.type, value)
}

function isOf(type: string, value: unknown): boolean {
  return typeof value === (isNumericScalar(type) ? 'number' : 'string')
}
