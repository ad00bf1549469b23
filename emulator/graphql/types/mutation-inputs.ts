import type { CustomType, Field, Model } from '../../model/definition.ts'
import { hasImplicitId, optionalTypeText, storedFields, typeText } from './model-fields.ts'
import { customInputName, inputName } from './names.ts'
import { block } from './shared-types.ts'
import { rewrittenCreateFields, rewritesCreateInput } from './sql-inputs.ts'

/** The inputs of the mutations that the model has (`data-api` §2.3). */
export function mutationInputs(model: Model): readonly string[] {
  const fieldsOf = { create: createFields, update: updateFields, delete: keyMembers } as const
  return (['create', 'update', 'delete'] as const)
    .filter((operation) => !model.disabled.includes(operation))
    .map((operation) =>
      block(`input ${inputName(operation, model.name)}`, fieldsOf[operation](model)),
    )
}

function createFields(model: Model): readonly string[] {
  if (rewritesCreateInput(model)) return rewrittenCreateFields(model)
  const declared = storedFields(model).map(
    (field) =>
      `${field.name}: ${isMadeByServer(field) ? optionalTypeText(field, 'input') : typeText(field, 'input')}`,
  )
  return hasImplicitId(model) ? [...declared, 'id: ID'] : declared
}

/** A declared id of type ID or String is generated, and declared timestamps are set, when the client sends none. */
function isMadeByServer({ name, type }: Field): boolean {
  return (
    (name === 'id' && (type === 'ID' || type === 'String')) ||
    name === 'createdAt' ||
    name === 'updatedAt'
  )
}

function updateFields(model: Model): readonly string[] {
  const declared = storedFields(model).map((field) => {
    const isKey = model.identifier.includes(field.name)
    return `${field.name}: ${typeText({ ...field, required: isKey }, 'input')}`
  })
  return hasImplicitId(model) ? [...declared, 'id: ID!'] : declared
}

/** The whole key, as deletes and gets take it; an `id` that is not the written identifier is an ID, whatever its type. */
export function keyMembers(model: Model): readonly string[] {
  if (!model.declaresIdentifier) return ['id: ID!']
  return keyFields(model).map(({ name, type }) => `${name}: ${type}!`)
}

/** The declared fields of the identifier, partition key first. */
export function keyFields(model: Model): readonly Field[] {
  return declaredFields(model, model.identifier)
}

/** The declared fields of these names, in their order. */
export function declaredFields({ fields }: Model, names: readonly string[]): readonly Field[] {
  return names.flatMap((name) => fields.filter((field) => field.name === name))
}

/** The input that stands for a custom type in mutation inputs. */
export function customTypeInput({ name, fields }: CustomType): string {
  return block(
    `input ${customInputName(name)}`,
    fields.map((field) => `${field.name}: ${typeText(field, 'input')}`),
  )
}

/** An `input` type that the builder wrote for an argument. */
export function inputType({ name, fields }: CustomType): string {
  return block(
    `input ${name}`,
    fields.map((field) => `${field.name}: ${typeText(field, 'input')}`),
  )
}
