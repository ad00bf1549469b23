import { inputName, rootFieldName } from '../graphql/types/names.ts'
import { hasImplicitId, implicitTimestamps, typeText } from '../graphql/types/model-fields.ts'
import { keyFields } from '../graphql/types/mutation-inputs.ts'
import type { Model } from '../model/definition.ts'
import { keyOf } from '../model/item.ts'
import type { Item } from '../model/item.ts'

/** A GraphQL request. */
export interface GraphQLDocument {
  /** The root field that it asks for, e.g. `updateTodo`. */
  readonly fieldName: string
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** `createTodo`, `updateTodo` or `deleteTodo` with an input, selecting these fields of the result. */
export function mutationDocument(
  model: Model,
  operation: 'create' | 'update' | 'delete',
  { input, fields }: { readonly input: Item; readonly fields: readonly string[] },
): GraphQLDocument {
  const fieldName = rootFieldName(operation, model.name)
  const query = `mutation ($input: ${inputName(operation, model.name)}!) { ${fieldName}(input: $input) { ${fields.join(' ')} } }`
  return { fieldName, query, variables: { input } }
}

/** `getTodo` of an item. */
export function getDocument(model: Model, item: Item, fields: readonly string[]): GraphQLDocument {
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
export function leafFields(model: Model): readonly string[] {
  return [
    ...model.fields.filter(({ kind }) => kind !== 'customType').map(({ name }) => name),
    ...(hasImplicitId(model) ? ['id'] : []),
    ...implicitTimestamps(model),
  ]
}
