import type { ProofRequest } from '../analysis/lint/proof.ts'
import { fieldDocument } from '../graphql/field-document.ts'
import type { GraphQLDocument } from '../graphql/request-document.ts'
import { smallestInput } from '../graphql/sample-input.ts'
import { rootFieldName } from '../graphql/types/names.ts'
import type { Model } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import { keyOf } from '../model/item.ts'
import type { Records } from '../store/store.ts'
import { sampleArguments } from './sample-arguments.ts'
import type { TrialWorld } from './trial-world.ts'

/** The GraphQL request that a step of a proof asks; an item that is not named by its key is the first that is stored. */
export function stepDocument(
  version: TrialWorld,
  ask: ProofRequest,
  records: Records,
): GraphQLDocument {
  if (ask.operation === 'call') return callDocument(version, ask.name)
  const { definition, world } = version
  const model = modelOf(version, ask.model)
  const parts = partsOf(ask, { model, version, item: records[model.name]?.[0] ?? {} })
  return fieldDocument(world.schema(), definition, {
    ...parts,
    selection: selectionOf(ask, model),
  })
}

/** The mutation of which a subscription is told; it selects whatever subscriptions can look at. */
export function changeDocument(
  version: TrialWorld,
  { to, input, model: name }: Extract<ProofRequest, { operation: 'listen' }>,
  records: Records,
): GraphQLDocument {
  const model = modelOf(version, name)
  const item = records[model.name]?.[0] ?? {}
  return fieldDocument(version.world.schema(), version.definition, {
    root: 'Mutation',
    fieldName: rootFieldName(to, model.name),
    args: { input: inputOf(to, input, { model, version, item }) },
  })
}

interface Asked {
  readonly model: Model
  readonly version: TrialWorld
  /** The first that is stored. */
  readonly item: Item
}

type ModelRequest = Exclude<ProofRequest, { operation: 'call' }>

function partsOf(
  ask: ModelRequest,
  asked: Asked,
): Pick<Parameters<typeof fieldDocument>[2], 'root' | 'fieldName' | 'args'> {
  const { model } = asked
  switch (ask.operation) {
    case 'get':
      return {
        root: 'Query',
        fieldName: rootFieldName('get', model.name),
        args: { ...keyOf(model.identifier, asked.item), ...ask.input },
      }
    case 'list':
      return {
        root: 'Query',
        fieldName: rootFieldName('list', model.name),
        args: { filter: ask.filter },
      }
    case 'query':
      return { root: 'Query', fieldName: ask.query, args: ask.given }
    case 'listen':
    case 'subscribe':
      return {
        root: 'Subscription',
        fieldName: rootFieldName(subscriptions[ask.to], model.name),
        args: 'given' in ask ? (ask.given ?? {}) : {},
      }
    case 'create':
    case 'update':
    case 'delete':
      return {
        root: 'Mutation',
        fieldName: rootFieldName(ask.operation, model.name),
        args: { input: inputOf(ask.operation, ask.input, asked) },
      }
  }
}

const subscriptions = { create: 'onCreate', update: 'onUpdate', delete: 'onDelete' } as const

function inputOf(
  operation: 'create' | 'update' | 'delete',
  input: Item,
  { model, version, item }: Asked,
): Item {
  if (operation === 'create') return { ...smallestInput(model, version.definition), ...input }
  return { ...keyOf(model.identifier, item), ...input }
}

/** What a step selects, by default the key; of lists and index queries, of their items. */
function selectionOf(ask: ModelRequest, model: Model): string {
  const fields = ('fields' in ask ? ask.fields : undefined) ?? model.identifier
  const follow = 'follow' in ask && ask.follow !== undefined ? followed(ask.follow, model) : ''
  const selected = `{ ${fields.join(' ')}${follow} }`
  return ask.operation === 'list' || ask.operation === 'query' ? `{ items ${selected} }` : selected
}

function followed(
  { relation, fields }: { readonly relation: string; readonly fields: readonly string[] },
  model: Model,
): string {
  const field = model.fields.find(({ name }) => name === relation)
  const selected = `{ ${fields.join(' ')} }`
  return field?.relation?.kind === 'hasMany'
    ? ` ${relation} { items ${selected} }`
    : ` ${relation} ${selected}`
}

function callDocument({ world, definition }: TrialWorld, name: string): GraphQLDocument {
  const operation = definition.operations.find((one) => `${one.root}.${one.name}` === name)
  if (operation === undefined) throw new Error(`a proof calls "${name}", which is no operation`)
  return fieldDocument(world.schema(), definition, {
    root: operation.root,
    fieldName: operation.name,
    args: sampleArguments(operation, definition),
  })
}

function modelOf({ definition }: TrialWorld, name: string): Model {
  const model = definition.models.find((one) => one.name === name)
  if (model === undefined) throw new Error(`a proof asks for "${name}", which is no model`)
  return model
}
