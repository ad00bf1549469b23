import type { Definition, Field, Model } from '../../model/definition.ts'
import { declaredFields, keyFields } from './mutation-inputs.ts'
import { capitalised, sortArgument } from './names.ts'
import { block } from './shared-types.ts'

/** The sort keys of a table or index, and the name that AWS builds their inputs' names with. */
interface SortKeys {
  readonly name: string
  readonly fields: readonly Field[]
}

const numeric: Readonly<Record<string, string>> = {
  Int: 'Int',
  AWSTimestamp: 'Int',
  Float: 'Float',
}
const compositeOperators = ['eq', 'le', 'lt', 'ge', 'gt', 'between', 'beginsWith']

/** The list query's argument about the sort key, if the identifier has one (`data-api` §2.6). */
export function keyConditionArgument(model: Model): readonly string[] {
  return model.database === undefined ? argumentAbout(tableKeys(model)) : []
}

/** The same for the query of a secondary index. */
export function indexConditionArgument(
  model: Model,
  index: Model['indexes'][number],
): readonly string[] {
  return argumentAbout(indexKeys(model, index))
}

function argumentAbout({ name, fields }: SortKeys): readonly string[] {
  const [first, ...others] = fields
  const argument = sortArgument(fields.map((field) => field.name))
  if (first === undefined || argument === undefined) return []
  const input = others.length === 0 ? `Model${familyOf(first)}` : name
  return [`${argument}: ${input}KeyConditionInput`]
}

/** The inputs about sort keys, of every table and index, with a query or without. */
export function keyConditionInputs(models: Definition['models']): readonly string[] {
  const keyed = models.flatMap((model) => [
    ...(model.declaresIdentifier ? [tableKeys(model)] : []),
    ...model.indexes.map((index) => indexKeys(model, index)),
  ])
  const single = keyed.flatMap(({ fields }) => (fields.length === 1 ? fields.map(familyOf) : []))
  const composite = new Map(keyed.map((keys) => [keys.name, keys]))
  return [
    ...[...new Set(single)].map(singleInput),
    ...[...composite.values()].flatMap(compositeInputs),
  ]
}

function tableKeys(model: Model): SortKeys {
  return { name: `Model${model.name}PrimaryComposite`, fields: keyFields(model).slice(1) }
}

function indexKeys(model: Model, { name, sortKeys }: Model['indexes'][number]): SortKeys {
  return {
    name: `Model${model.name}${capitalised(name)}Composite`,
    fields: declaredFields(model, sortKeys),
  }
}

function singleInput(family: string): string {
  const comparisons = ['eq', 'le', 'lt', 'ge', 'gt'].map((operator) => `${operator}: ${family}`)
  const prefix = family === 'String' || family === 'ID' ? [`beginsWith: ${family}`] : []
  return block(`input Model${family}KeyConditionInput`, [
    ...comparisons,
    `between: [${family}]`,
    ...prefix,
  ])
}

function compositeInputs({ name, fields }: SortKeys): readonly string[] {
  if (fields.length < 2) return []
  const operators = compositeOperators.map(
    (operator) =>
      `${operator}: ${operator === 'between' ? `[${name}KeyInput]` : `${name}KeyInput`}`,
  )
  return [
    block(`input ${name}KeyConditionInput`, operators),
    block(`input ${name}KeyInput`, fields.map(compositeMember)),
  ]
}

/** Only the last member's scalar is reduced to GraphQL's own: a slip of AWS's, kept. */
function compositeMember(key: Field, position: number, keys: readonly Field[]): string {
  const isPlain = position === keys.length - 1 && key.kind === 'scalar'
  return `${key.name}: ${isPlain ? familyOf(key) : key.type}`
}

function familyOf({ type, kind }: Field): string {
  if (kind === 'enum') return 'String'
  return type === 'ID' ? 'ID' : (numeric[type] ?? 'String')
}
