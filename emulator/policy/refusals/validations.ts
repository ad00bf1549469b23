import type { Definition, Field, Validation, ValidationType } from '../../model/definition.ts'
import { refuseField } from './refusal.ts'
import type { Refusal } from './refusal.ts'

/** `.validate()` stands on single numbers and texts and demands what they can meet. */
export function validations({ models }: Definition): readonly Refusal[] {
  return models.flatMap((model) =>
    model.fields.flatMap((field) => {
      const messages = (field.validations ?? []).flatMap(
        (validation) => validationFault(field, validation) ?? [],
      )
      return [...new Set(messages)].map((message) => refuseField(model, field, message))
    }),
  )
}

function validationFault(field: Field, validation: Validation): string | undefined {
  if (field.list !== null) return `@validate directive cannot be used on list field '${field.name}'`
  return (
    repeatedFault(field, validation) ??
    typeFault(field, validation) ??
    valueFault(field, validation)
  )
}

function repeatedFault(field: Field, { type }: Validation): string | undefined {
  const same = (field.validations ?? []).filter((validation) => validation.type === type)
  if (same.length < 2) return undefined
  return `Duplicate @validate directive with type '${type}' on field '${field.name}'. Each validation type can only be used once per field.`
}

const numericTypes: readonly ValidationType[] = ['gt', 'gte', 'lt', 'lte']
const lengthTypes: readonly ValidationType[] = ['minLength', 'maxLength']

function typeFault(field: Field, { type }: Validation): string | undefined {
  const [allowed, text] = numericTypes.includes(type)
    ? [['Int', 'Float'], 'numeric fields (Int, Float)']
    : [['String'], "'String' fields"]
  if (allowed.includes(field.type)) return undefined
  return `Validation type '${type}' can only be used with ${text}. Field '${field.name}' is of type '${field.type}'`
}

function valueFault(field: Field, { type, value }: Validation): string | undefined {
  const received = `Received '${value}' for field '${field.name}'`
  if (lengthTypes.includes(type) && !(Number.parseInt(value, 10) >= 0))
    return `${type} value must be a non-negative integer. ${received}`
  if (numericTypes.includes(type) && Number.isNaN(Number.parseFloat(value)))
    return `${type} value must be a number. ${received}`
  return undefined
}
