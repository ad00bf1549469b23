import {
  defaultFieldResolver,
  getNamedType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql'
import type { GraphQLField, GraphQLOutputType, GraphQLSchema } from 'graphql'

import { writeAsJava } from './java-values.ts'

/** Has every field of a scalar answered as graphql-java writes it, whoever resolves the field; says the same schema. */
export function writeLeafValues(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue
    const leaves = Object.values(type.getFields()).filter(isLeaf)
    for (const field of leaves) wrapResolver(field)
  }
  return schema
}

function isLeaf(field: GraphQLField<unknown, unknown>): boolean {
  return isScalarType(getNamedType(field.type))
}

function wrapResolver(field: GraphQLField<unknown, unknown>): void {
  const { type, resolve = defaultFieldResolver } = field
  field.resolve = (...asked) => {
    const value: unknown = resolve(...asked)
    return value instanceof Promise
      ? value.then((settled: unknown) => writeValue(type, settled))
      : writeValue(type, value)
  }
}

function writeValue(type: GraphQLOutputType, value: unknown): unknown {
  if (value === null || value === undefined) return value
  if (isNonNullType(type)) return writeValue(type.ofType, value)
  if (isScalarType(type)) return writeAsJava(type.name, value)
  if (!isListType(type) || !Array.isArray(value)) return value
  return value.map((element: unknown) => writeValue(type.ofType, element))
}
