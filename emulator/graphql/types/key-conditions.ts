import type { Field, Model } from '../../model/definition.ts'
import { keyFields } from './mutation-inputs.ts'
import { capitalised } from './names.ts'
import { block } from './shared-types.ts'

const numeric: Readonly<Record<string, string>> = {
  Int: 'Int',
  AWSTimestamp: 'Int',
  Float: 'Float',
}
const compositeOperators = ['eq', 'le', 'lt', 'ge', 'gt', 'between', 'beginsWith']

/** The list query's argument about the sort key, if the identifier has one (`data-api` §2.6). */
export function keyConditionArgument(model: Model): readonly string[] {
  const [, ...sortKeys] = keyFields(model)
  const [only, ...others] = sortKeys
  if (only === undefined) return []
  if (others.length === 0) return [`${only.name}: Model${familyOf(only)}KeyConditionInput`]
  const name = sortKeys
    .map((key, index) => (index === 0 ? key.name : capitalised(key.name)))
    .join('')
  return [`${name}: ${compositeName(model)}KeyConditionInput`]
}

/** The inputs that these arguments name, over all models. */
export function keyConditionInputs(models: readonly Model[]): readonly string[] {
  const keyed = models.filter(
    (model) => !model.disabled.includes('list') && model.declaresIdentifier,
  )
  const single = keyed.flatMap((model) => {
    const [, ...sortKeys] = keyFields(model)
    return sortKeys.length === 1 ? sortKeys.map(familyOf) : []
  })
  return [...[...new Set(single)].map(singleInput), ...keyed.flatMap(compositeInputs)]
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

function compositeInputs(model: Model): readonly string[] {
  const [, ...sortKeys] = keyFields(model)
  if (sortKeys.length < 2) return []
  const name = compositeName(model)
  const operators = compositeOperators.map(
    (operator) =>
      `${operator}: ${operator === 'between' ? `[${name}KeyInput]` : `${name}KeyInput`}`,
  )
  return [
    block(`input ${name}KeyConditionInput`, operators),
    block(
      `input ${name}KeyInput`,
      sortKeys.map((key) => `${key.name}: ${key.kind === 'enum' ? key.type : familyOf(key)}`),
    ),
  ]
}

function compositeName({ name }: Model): string {
  return `Model${capitalised(name)}PrimaryComposite`
}

function familyOf({ type, kind }: Field): string {
  if (kind === 'enum') return 'String'
  return type === 'ID' ? 'ID' : (numeric[type] ?? 'String')
}
