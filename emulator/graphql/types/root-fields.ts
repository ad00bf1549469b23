import type { GeneratedOperation, SecondaryIndex } from '../../model/definition.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import type { ModeGate } from '../../policy/mode-gates.ts'
import type { WriteGate } from './gate-directives.ts'
import { declaredFields, keyFields, keyMembers } from './mutation-inputs.ts'
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

interface RootField {
  readonly name: string
  readonly given: readonly string[]
  readonly result: string
  readonly gate: ModeGate
}

export function rootFields(policy: ModelPolicy, writeGate: WriteGate): RootFields {
  const { model } = policy
  const present = <T extends GeneratedOperation>(operations: readonly T[]): readonly T[] =>
    operations.filter((operation) => !model.disabled.includes(operation))
  const write = ({ name, given, result, gate }: RootField): string =>
    writeGate(`${name}(${given.join(', ')}): ${result}`, gate)
  const queries = [
    ...present(['get', 'list']).map((operation) =>
      operation === 'get' ? getField(policy) : listField(policy),
    ),
    ...model.indexes.flatMap((index) => indexField(policy, index)),
  ]
  return {
    Query: queries.map(write),
    Mutation: present(['create', 'update', 'delete']).map((operation) =>
      write(mutationField(policy, operation)),
    ),
    Subscription: present(['onCreate', 'onUpdate', 'onDelete']).map((operation) =>
      write(subscriptionField(policy, operation)),
    ),
  }
}

function getField({ model, gates }: ModelPolicy): RootField {
  const given = keyMembers(model)
  return { name: rootFieldName('get', model.name), given, result: model.name, gate: gates.get }
}

function listField({ model, gates }: ModelPolicy): RootField {
  const paging = [`filter: ${filterName(model.name)}`, 'limit: Int', 'nextToken: String']
  const [partitionKey] = keyFields(model)
  const isKeyed = model.declaresIdentifier && partitionKey !== undefined
  const given = isKeyed
    ? [
        `${partitionKey.name}: ${partitionKey.type}`,
        ...keyConditionArgument(model),
        ...paging,
        'sortDirection: ModelSortDirection',
      ]
    : paging
  return {
    name: rootFieldName('list', model.name),
    given,
    result: connectionName(model.name),
    gate: gates.list,
  }
}

function indexField({ model, gates }: ModelPolicy, index: SecondaryIndex): readonly RootField[] {
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
  const result = plainConnectionName(model.name)
  return [{ name: index.queryField, given, result, gate: gates.index }]
}

function mutationField(
  { model, gates }: ModelPolicy,
  operation: 'create' | 'update' | 'delete',
): RootField {
  const given = [
    `input: ${inputName(operation, model.name)}!`,
    `condition: ${conditionName(model.name)}`,
  ]
  return {
    name: rootFieldName(operation, model.name),
    given,
    result: model.name,
    gate: gates[operation],
  }
}

const triggers = { onCreate: 'create', onUpdate: 'update', onDelete: 'delete' } as const

/** One argument for each owner role that may listen and whose field holds a single value. */
function subscriptionField(policy: ModelPolicy, operation: keyof typeof triggers): RootField {
  const { model, gates, listen } = policy
  const owners = listen.flatMap((role) =>
    role.kind === 'owner' && !role.list ? [`${role.field}: String`] : [],
  )
  const mutation = rootFieldName(triggers[operation], model.name)
  return {
    name: rootFieldName(operation, model.name),
    given: [`filter: ${subscriptionFilterName(model.name)}`, ...owners],
    result: `${model.name} @aws_subscribe(mutations: ["${mutation}"])`,
    gate: gates.listen,
  }
}
