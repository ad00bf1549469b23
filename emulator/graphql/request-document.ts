import { inputName, rootFieldName } from './types/names.ts'
import { hasImplicitId, implicitTimestamps, typeText } from './types/model-fields.ts'
import { keyFields } from './types/mutation-inputs.ts'
import type { Definition, Model } from '../model/definition.ts'
import { keyOf } from '../model/item.ts'
import { smallestInput } from './sample-input.ts'
import type { Item } from '../model/item.ts'

/** A GraphQL request. */
export interface GraphQLDocument {
  /** The root field that it asks for, e.g. `updateTodo`. */
  readonly fieldName: string
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** `createTodo`, `updateTodo` or `deleteTodo` with an input, selecting these fields of the result. */
function mutationDocument(
  model: Model,
  operation: 'create' | 'update' | 'delete',
  { input, fields }: { readonly input: Item; readonly fields: readonly string[] },
): GraphQLDocument {
  const fieldName = rootFieldName(operation, model.name)
  const query = `mutation ($input: ${inputName(operation, model.name)}!) { ${fieldName}(input: $input) { ${fields.join(' ')} } }`
  return { fieldName, query, variables: { input } }
}

/** `getTodo` of an item. */
function getDocument(model: Model, item: Item, fields: readonly string[]): GraphQLDocument {
  const fieldName = rootFieldName('get', model.name)
  const keys = hasImplicitId(model)
    ? [['id', 'ID!'] as const]
    : keyFields(model).map(
        (field) => [field.name, typeText({ ...field, required: true }, 'input')] as const,
      )
  const declared = keys.map(([name, type]) => `$${name}: ${type}`).join(', ')
  const given = keys.map(([name]) => `${name}: $${name}`).join(', ')
  const query = `query (${declared}) { ${fieldName}(${given}) { ${fields.join(' ')} } }`
  return { fieldName, query, variables: keyOf(model.identifier, item) }
}

/** One page of `listTodos`. */
export function listDocument(
  model: Model,
  { nextToken, fields }: { readonly nextToken: string | null; readonly fields: readonly string[] },
): GraphQLDocument {
  const fieldName = rootFieldName('list', model.name)
  const query = `query ($nextToken: String) { ${fieldName}(nextToken: $nextToken) { items { ${fields.join(' ')} } nextToken } }`
  return { fieldName, query, variables: { nextToken } }
}

/** Every field of a model that can be selected without a selection of its own. */
function leafFields(model: Model): readonly string[] {
  return [
    ...model.fields
      .filter(({ kind }) => kind === 'scalar' || kind === 'enum')
      .map(({ name }) => name),
    ...(hasImplicitId(model) ? ['id'] : []),
    ...implicitTimestamps(model),
  ]
}

/** What can be asked of a model; `read` is `get` with every field. */
export const askableOperations = ['create', 'get', 'read', 'list', 'update', 'delete'] as const
export type AskableOperation = (typeof askableOperations)[number]

/** Details of a request about a model. */
export interface RequestParts {
  readonly definition: Definition
  /** Holds the key of the item that is asked for. */
  readonly item: Item
  readonly request: {
    /** Of create and update; the smallest one by default. */
    readonly input?: Item
    /** What to select, or only `field`; the key by default. */
    readonly fields?: readonly string[]
    readonly field?: string
  }
}

/** The smallest document that asks for an operation. */
export function operationDocument(
  model: Model,
  operation: AskableOperation,
  { item, request, definition }: RequestParts,
): GraphQLDocument {
  const key = keyOf(model.identifier, item)
  const fields = request.field === undefined ? request.fields : [request.field]
  const selected = fields ?? model.identifier
  switch (operation) {
    case 'create':
      return mutationDocument(model, 'create', {
        input: request.input ?? smallestInput(model, definition),
        fields: selected,
      })
    case 'update':
      return mutationDocument(model, 'update', {
        input: { ...key, ...request.input },
        fields: selected,
      })
    case 'delete':
      return mutationDocument(model, 'delete', { input: key, fields: selected })
    case 'get':
      return getDocument(model, item, selected)
    case 'read':
      return getDocument(model, item, fields ?? leafFields(model))
    case 'list':
      return listDocument(model, { nextToken: null, fields: selected })
  }
}
