import { Kind } from 'graphql'
import type { GraphQLError } from 'graphql'

import { locationsOf } from './appsync-errors.ts'
import type { GraphQLFault } from './appsync-errors.ts'
import { javaTypeOf } from './java-names.ts'

/** What graphql-js says of one variable that it could not coerce. */
interface VariableFault {
  /** The variable, without `$`. */
  readonly variable: string
  /** The innermost input field, or the variable itself. */
  readonly field: string
  /** The value as graphql-js printed it. */
  readonly printed: string
  readonly reason: string
}

const refusals = [
  /^Variable "\$(\w+)" of required type "(.+)" was not provided\.$/,
  /^Variable "\$(\w+)" of non-null type "(.+)" must not be null\.$/,
]
const nullInside = [
  /^Expected non-nullable type "(.+)" not to be null\.$/,
  /^Field "\w+" of required type "(.+)" was not provided\.$/,
]

/** A variable that could not be coerced, in AppSync's words (`data-api §5.2`); undefined for any other error. */
export function toVariableError(error: GraphQLError): GraphQLFault | undefined {
  for (const pattern of refusals) {
    const [, variable, type] = pattern.exec(error.message) ?? []
    if (variable !== undefined) return at(error, nullText(variable, type))
  }

  const fault = readFault(error)
  if (fault === undefined) return undefined
  const unknown = unknownFieldOf(fault)
  if (unknown === undefined) return at(error, describe(fault))
  // AppSync neither names the field nor says where; the trailing space is its own (appsync-community #273).
  const message = `The variables input contains a field that is not defined for input object type '${unknown}' `
  return { path: null, locations: null, message }
}

/**
 * The one error that AppSync reports: it stops at the first variable that fails, and inside of an input object it looks for unknown
 * fields before it looks at the known ones (graphql-java's ValuesResolver).
 */
export function firstVariableError(errors: readonly GraphQLError[]): GraphQLError | undefined {
  const [first] = errors
  const sameVariable = errors.filter((error) => error.nodes?.[0] === first?.nodes?.[0])
  return sameVariable.find(isUnknownField) ?? first
}

function isUnknownField(error: GraphQLError): boolean {
  const fault = readFault(error)
  return fault !== undefined && unknownFieldOf(fault) !== undefined
}

function at(error: GraphQLError, message: string): GraphQLFault {
  return { path: null, locations: locationsOf(error), message }
}

function nullText(variable: string, type: string | undefined): string {
  return `Variable '${variable}' has coerced Null value for NonNull type '${type}'`
}

/** The reason comes apart from the rest of the message because the value printed between them may hold anything. */
function readFault(error: GraphQLError): VariableFault | undefined {
  const reason = error.originalError?.message
  if (reason === undefined || error.nodes?.[0]?.kind !== Kind.VARIABLE_DEFINITION) return undefined
  const start = error.message.slice(0, -`; ${reason}`.length)
  const match = /^Variable "\$(\w+)" got invalid value (.*?)(?: at "([^"]*)")?$/s.exec(start)
  const [, variable, printed = '', path] = match ?? []
  if (variable === undefined) return undefined
  return { variable, field: innermostField(path) ?? variable, printed, reason }
}

function innermostField(path: string | undefined): string | undefined {
  return path
    ?.replaceAll(/\[\d+\]/g, '')
    .split('.')
    .at(-1)
}

function unknownFieldOf({ reason }: VariableFault): string | undefined {
  return /^Field "\w+" is not defined by type "(\w+)"\./.exec(reason)?.[1]
}

function describe(fault: VariableFault): string {
  for (const pattern of nullInside) {
    const type = pattern.exec(fault.reason)?.[1]
    // Of a missing inner field AppSync names the variable, and the type of the field (appsync-community #406).
    if (type !== undefined) return nullText(fault.variable, type)
  }
  return `Variable '${fault.field}' has an invalid value. ${translateReason(fault)}`
}

/** Scalars of AppSync speak its language already; the rest are graphql-java's Scalars, GraphQLEnumType and ValuesResolver. */
function translateReason({ reason, printed }: VariableFault): string {
  const scalar = /^(Int|Float|String|Boolean|ID) cannot represent /.exec(reason)?.[1]
  if (scalar) return `Expected type '${scalar}' but was '${javaTypeOf(printed)}'.`
  const enumName =
    /^Value ".*" does not exist in "(\w+)" enum\./s.exec(reason)?.[1] ??
    /^Enum "(\w+)" cannot represent /.exec(reason)?.[1]
  if (enumName)
    return `Invalid input for Enum '${enumName}'. No value found for name '${unquoted(printed)}'`
  if (/^Expected type ".+" to be an object\.$/.test(reason)) {
    const expected = `Expected type 'Map' but was '${javaTypeOf(printed)}'.`
    return `${expected} Variables for input objects must be an instance of type 'Map'.`
  }
  return reason
}

function unquoted(printed: string): string {
  return printed.startsWith('"') ? printed.slice(1, -1) : printed
}
