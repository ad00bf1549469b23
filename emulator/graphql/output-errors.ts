import { isListType, isNonNullType, isObjectType } from 'graphql'
import type { GraphQLError, GraphQLOutputType, GraphQLSchema } from 'graphql'

import { javaTypeOf } from './java-names.ts'

/**
 * AppSync's words for a value that does not fit the type of its field, or undefined when the error is another one.
 * Texts: `data-api §5.2`; graphql-java's NonNullableFieldWasNullException, SerializationError and TypeMismatchError.
 */
export function outputErrorMessage(error: GraphQLError, schema: GraphQLSchema): string | undefined {
  const place = pathText(error.path ?? [])
  const nullField = /^Cannot return null for non-nullable field (\w+)\.(\w+)\.$/.exec(error.message)
  if (nullField) {
    const [, parent = '', field = ''] = nullField
    return `Cannot return null for non-nullable type: ${nullText(error, schema, { parent, field })} (${place})`
  }
  if (error.message.startsWith('Expected Iterable')) {
    return `Can't resolve value (${place}) : type mismatch error, expected type LIST`
  }
  const reason = serializationReason(error.message)
  return reason === undefined ? undefined : `Can't serialize value (${place}) : ${reason}`
}

/** `/listTodos/items[3]/title`. */
function pathText(path: readonly (string | number)[]): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `/${step}`)).join('')
}

/** graphql-java asks a list for its name and prints `null`, both where the list and where an element of it is missing. */
function nullText(
  error: GraphQLError,
  schema: GraphQLSchema,
  { parent, field }: { readonly parent: string; readonly field: string },
): string {
  const owner = schema.getType(parent)
  const type = isObjectType(owner) ? owner.getFields()[field]?.type : undefined
  const isElement = typeof error.path?.at(-1) === 'number'
  return isElement
    ? `'${elementName(type)}' within parent 'null'`
    : `'${nameOf(type)}' within parent '${parent}'`
}

function elementName(type: GraphQLOutputType | undefined): string {
  const list = isNonNullType(type) ? type.ofType : type
  return nameOf(isListType(list) ? list.ofType : list)
}

function nameOf(type: GraphQLOutputType | undefined): string {
  const inner = isNonNullType(type) ? type.ofType : type
  return inner === undefined || isListType(inner) ? 'null' : inner.toString()
}

/** What a scalar or enum said when it was asked to put a value on the wire. */
function serializationReason(message: string): string | undefined {
  if (message.startsWith('Unable to serialize `')) return message
  const scalar = /^(Int|Float|String|Boolean|ID) cannot represent .*?value: (.*)$/s.exec(message)
  if (scalar) return `Expected type '${scalar[1]}' but was '${javaTypeOf(scalar[2] ?? '')}'.`
  const notInEnum = /^Enum "(\w+)" cannot represent value: "?(.*?)"?$/s.exec(message)
  if (notInEnum) return `Invalid input for Enum '${notInEnum[1]}'. Unknown value '${notInEnum[2]}'`
  return undefined
}
