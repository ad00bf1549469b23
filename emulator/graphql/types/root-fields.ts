import type { GeneratedOperation, Model, SecondaryIndex } from '../../model/definition.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import type { ModeGate } from '../../policy/mode-gates.ts'
import type { OperationPolicy } from '../../policy/operation-policy.ts'
import { gateDirectives, operationDirectives } from './gate-directives.ts'
import { typeText } from './model-fields.ts'
import { declaredFields, keyFields } from './mutation-inputs.ts'
import {
  conditionName,
  connectionName,
  filterName,
  inputName,
  plainConnectionName,
  plainFilterName,
  rootFieldName,
  subscriptionFilterName,
} from './names.ts'
import { indexConditionArgument, keyConditionArgument } from './key-conditions.ts'

/** The root fields of a model, by root type (`data-api` §2.5). */
export interface RootFields {
  readonly Query: readonly string[]
  readonly Mutation: readonly string[]
  readonly Subscription: readonly string[]
}

export function rootFields(policy: ModelPolicy): RootFields {
  const { model } = policy
  const present = <T extends GeneratedOperation>(operations: readonly T[]): readonly T[] =>
    operations.filter((operation) => !model.disabled.includes(operation))
  return {
    Query: [
      ...present(['get', 'list']).map((operation) =>
        operation === 'get' ? getField(policy) : listField(policy),
      ),
      ...model.indexes.flatMap((index) => indexField(policy, index)),
    ],
    Mutation: present(['create', 'update', 'delete']).map((operation) =>
      mutationField(policy, operation),
    ),
    Subscription: present(['onCreate', 'onUpdate', 'onDelete']).map((operation) =>
      subscriptionField(policy, operation),
    ),
  }
}

function getField({ model, gates }: ModelPolicy): string {
  return field(
    rootFieldName('get', model.name),
    keyArguments(model),
    `${model.name} ${gateDirectives(gates.get)}`,
  )
}

function keyArguments(model: Model): readonly string[] {
  const fields = keyFields(model)
  if (fields.length === 0) return ['id: ID!']
  return fields.map((key) => `${key.name}: ${typeText({ ...key, required: true }, 'input')}`)
}

function listField({ model, gates }: ModelPolicy): string {
  const paging = [`filter: ${filterName(model.name)}`, 'limit: Int', 'nextToken: String']
  const [partitionKey] = keyFields(model)
  const keyed = model.declaresIdentifier && partitionKey !== undefined
  const given = keyed
    ? [
        `${partitionKey.name}: ${typeText({ ...partitionKey, required: false }, 'input')}`,
        ...keyConditionArgument(model),
        ...paging,
        'sortDirection: ModelSortDirection',
      ]
    : paging
  return field(
    rootFieldName('list', model.name),
    given,
    `${connectionName(model.name)} ${gateDirectives(gates.list)}`,
  )
}

function indexField({ model, gates }: ModelPolicy, index: SecondaryIndex): readonly string[] {
  const [partitionKey] = declaredFields(model, [index.partitionKey])
  if (index.queryField === null || partitionKey === undefined) return []
  const given = [
    `${partitionKey.name}: ${partitionKey.type}!`,
    ...indexConditionArgument(model, index),
    'sortDirection: ModelSortDirection',
    `filter: ${plainFilterName(model.name)}`,
    'limit: Int',
    'nextToken: String',
  ]
  const connection = plainConnectionName(model.name)
  return [field(index.queryField, given, `${connection} ${gateDirectives(gates.index)}`)]
}

function mutationField(
  { model, gates }: ModelPolicy,
  operation: 'create' | 'update' | 'delete',
): string {
  const given = [
    `input: ${inputName(operation, model.name)}!`,
    `condition: ${conditionName(model.name)}`,
  ]
  return field(
    rootFieldName(operation, model.name),
    given,
    `${model.name} ${gateDirectives(gates[operation])}`,
  )
}

const triggers = { onCreate: 'create', onUpdate: 'update', onDelete: 'delete' } as const

/** The root field of a custom operation, under its own name. */
export function operationField({ operation, gates }: OperationPolicy): string {
  const given = operation.arguments.map(
    (argument) => `${argument.name}: ${typeText(argument, 'output')}`,
  )
  const mutations = operation.triggers.map((name) => JSON.stringify(name)).join(', ')
  const parts = [
    typeText(operation.result, 'output'),
    ...(mutations === '' ? [] : [`@aws_subscribe(mutations: [${mutations}])`]),
    operationDirectives(gates),
  ]
  const result = parts.join(' ')
  return given.length === 0 ? `${operation.name}: ${result}` : field(operation.name, given, result)
}

/** One argument for each owner role that may listen and whose field holds a single value. */
function subscriptionField(policy: ModelPolicy, operation: keyof typeof triggers): string {
  const { model, gates, listen } = policy
  const owners = listen.flatMap((role) =>
    role.kind === 'owner' && !role.list ? [`${role.field}: String`] : [],
  )
  const mutation = rootFieldName(triggers[operation], model.name)
  const gate: ModeGate = gates.listen
  return field(
    rootFieldName(operation, model.name),
    [`filter: ${subscriptionFilterName(model.name)}`, ...owners],
    `${model.name} @aws_subscribe(mutations: ["${mutation}"]) ${gateDirectives(gate)}`,
  )
}

function field(name: string, given: readonly string[], result: string): string {
  return `${name}(${given.join(', ')}): ${result}`
}
