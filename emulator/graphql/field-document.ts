import { getNamedType, isLeafType, isObjectType } from 'graphql'
import type { GraphQLField, GraphQLOutputType, GraphQLSchema } from 'graphql'

import type { Definition } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import type { GraphQLDocument } from './request-document.ts'
import { connectionName, plainConnectionName } from './types/names.ts'

/** One root field with arguments, to be asked for. */
export interface FieldRequest {
  readonly root: 'Query' | 'Mutation' | 'Subscription'
  readonly fieldName: string
  readonly args: Item
  /** What is selected; by default every field that needs no further request: no relations. */
  readonly selection?: string
}

/** The document that asks for a root field; what the schema does not have stands in it too, so that the API says so. */
export function fieldDocument(
  schema: GraphQLSchema,
  definition: Definition,
  { root, fieldName, args, selection }: FieldRequest,
): GraphQLDocument {
  const field = rootField(schema, root, fieldName)
  const types = new Map(field?.args.map(({ name, type }) => [name, String(type)]))
  const names = Object.keys(args).filter((name) => args[name] !== undefined)
  const declared = names.map((name) => `$${name}: ${types.get(name) ?? 'String'}`).join(', ')
  const given = names.map((name) => `${name}: $${name}`).join(', ')
  const selected = selection ?? (field === undefined ? '' : selectionOf(field.type, definition))
  const query = `${root.toLowerCase()} ${declared && `(${declared})`} { ${fieldName}${given && `(${given})`}${selected && ` ${selected}`} }`
  return {
    fieldName,
    query,
    variables: Object.fromEntries(names.map((name) => [name, args[name]])),
  }
}

function rootField(
  schema: GraphQLSchema,
  root: FieldRequest['root'],
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  const types = {
    Query: schema.getQueryType(),
    Mutation: schema.getMutationType(),
    Subscription: schema.getSubscriptionType(),
  }
  return types[root]?.getFields()[name]
}

/** `{ id content address { city } }`; of a page, its items and its token; nothing for a scalar. */
function selectionOf(
  type: GraphQLOutputType,
  definition: Definition,
  above: readonly string[] = [],
): string {
  const named = getNamedType(type)
  if (!isObjectType(named)) return ''
  const isRoot = above.length === 0
  const isPage = isConnection(named.name, definition)
  const members = Object.values(named.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type)
    if (isLeafType(inner)) return [field.name]
    const isRelated =
      isConnection(inner.name, definition) ||
      definition.models.some(({ name }) => name === inner.name)
    if ((isRelated && !isPage) || above.includes(inner.name)) return []
    return [`${field.name} ${selectionOf(field.type, definition, [...above, named.name])}`]
  })
  return isRoot || members.length > 0 ? `{ ${members.join(' ')} }` : ''
}

function isConnection(name: string, { models }: Definition): boolean {
  return models.some(
    (model) => name === connectionName(model.name) || name === plainConnectionName(model.name),
  )
}
