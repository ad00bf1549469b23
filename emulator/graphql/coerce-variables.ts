import {
  getOperationAST,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isScalarType,
  typeFromAST,
} from 'graphql'
import type { DocumentNode, GraphQLInputObjectType, GraphQLInputType, GraphQLSchema } from 'graphql'

import { isObject } from '../model/is-object.ts'
import { readAsJava } from './java-values.ts'

/** What is executed. */
export interface Operation {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operationName?: string | undefined
}

type Variables = Readonly<Record<string, unknown>>

/**
 * Variables as AppSync's graphql-java coerces them, for graphql-js to check: `5` is a text for a String, `"5"` a number for an Int.
 * Literals are not coerced, there as here.
 */
export function coerceVariables(operation: Operation, variables: Variables): Variables {
  const { schema, document, operationName } = operation
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? []
  const types = new Map(
    definitions.map(({ variable, type }) => [variable.name.value, typeFromAST(schema, type)]),
  )
  return mapValues(variables, (name, value) => {
    const type = types.get(name)
    return isInputType(type) ? coerce(type, value) : value
  })
}

function coerce(type: GraphQLInputType, value: unknown): unknown {
  if (value === null || value === undefined) return value
  if (isNonNullType(type)) return coerce(type.ofType, value)
  if (isListType(type)) return coerceList(type.ofType, value)
  if (isScalarType(type)) return readAsJava(type.name, value)
  return isInputObjectType(type) && isObject(value) ? coerceObject(type, value) : value
}

/** A single value stands for a list of one. */
function coerceList(elementType: GraphQLInputType, value: unknown): unknown {
  if (!Array.isArray(value)) return coerce(elementType, value)
  return value.map((element: unknown) => coerce(elementType, element))
}

function coerceObject(type: GraphQLInputObjectType, value: Variables): Variables {
  const fields = type.getFields()
  return mapValues(value, (name, inner) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    return field === undefined ? inner : coerce(field.type, inner)
  })
}

function mapValues(values: Variables, map: (name: string, value: unknown) => unknown): Variables {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(name, value)]))
}
