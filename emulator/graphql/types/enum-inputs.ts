import { generatedOperations } from '../../model/definition.ts'
import type { Definition, Field, Model } from '../../model/definition.ts'
import { collectionsOf } from './collections.ts'
import { block } from './shared-types.ts'

/** Which operator input an enum field takes. */
export type EnumInputName = (field: Field) => string

/** Lists of an enum have operators of their own, unless the list is required: a slip of AWS's, kept. */
export function enumInputName(field: Field): string {
  return field.required ? relationEnumInput(field) : indexEnumInput(field)
}

/** The filter of an index query knows no such exception. */
export function indexEnumInput({ type, list }: Field): string {
  return list === null ? `Model${type}Input` : `Model${type}ListInput`
}

/** The filter of a relation knows no lists. */
export function relationEnumInput({ type }: Field): string {
  return `Model${type}Input`
}

/** The operator inputs that a model's fields take for their enums. */
export function enumInputs(
  model: Model,
  { enums, models }: Pick<Definition, 'enums' | 'models'>,
): readonly string[] {
  return enums.flatMap(({ name }) => {
    const used = new Set(enumInputsUsedBy(model, name, models))
    return [...used].map((input) => enumInput(input, name))
  })
}

function enumInput(input: string, name: string): string {
  return input === `Model${name}ListInput`
    ? block(`input ${input}`, [
        `eq: [${name}]`,
        `ne: [${name}]`,
        `contains: ${name}`,
        `notContains: ${name}`,
      ])
    : block(`input ${input}`, [`eq: ${name}`, `ne: ${name}`])
}

/** An enum field whose operator input nothing defines. */
export interface UndefinedInput {
  readonly model: Model
  readonly field: Field
  readonly input: string
}

/** The filters of relations name operator inputs that AWS makes for other filters only. */
export function undefinedEnumInputs({
  enums,
  models,
}: Pick<Definition, 'enums' | 'models'>): readonly UndefinedInput[] {
  const made = new Set(
    models.flatMap((model) => enums.flatMap(({ name }) => enumInputsUsedBy(model, name, models))),
  )
  return models.flatMap((model) => {
    const { isListed, isIndexed, isRelated } = collectionsOf(model, models)
    if (!isRelated || isListed || isIndexed) return []
    return model.fields
      .filter((field) => field.kind === 'enum' && !made.has(relationEnumInput(field)))
      .map((field) => ({ model, field, input: relationEnumInput(field) }))
  })
}

/** A model of which nothing but `get` is left filters by nothing. */
function enumInputsUsedBy(
  model: Model,
  enumName: string,
  models: readonly Model[],
): readonly string[] {
  const { isListed, isIndexed } = collectionsOf(model, models)
  const isFiltered = generatedOperations.some(
    (operation) => operation !== 'get' && !model.disabled.includes(operation),
  )
  const names: EnumInputName[] = [
    ...(isFiltered || isIndexed ? [enumInputName] : []),
    ...(isIndexed && !isListed ? [indexEnumInput] : []),
  ]
  const fields = model.fields.filter(({ kind, type }) => kind === 'enum' && type === enumName)
  return names.flatMap((nameOf) => fields.map(nameOf))
}
