import { GraphQLError } from 'graphql'
import type { GraphQLSchema } from 'graphql'

import { conditionalCheckFault } from '../store/aws-fault.ts'
import { withServiceTail } from '../store/service-tail.ts'
import { outputErrorMessage } from './output-errors.ts'

/** Where in the document an error arose, as AppSync prints it. */
export interface AppSyncLocation {
  /** Counts from 1. */
  readonly line: number
  /** Counts from 1. */
  readonly column: number
  readonly sourceName: null
}

/** An error of GraphQL itself: of validation, of variables, of an output that does not fit its type. It has no errorType. */
export interface GraphQLFault {
  readonly path: readonly (string | number)[] | null
  readonly locations: readonly AppSyncLocation[] | null
  readonly message: string
}

/** An error that a resolver raised; the keys stand in AppSync's order (`clients §5.2`). */
interface ResolverFault {
  readonly path: readonly (string | number)[] | null
  readonly data: unknown
  readonly errorType: string | null
  readonly errorInfo: unknown
  readonly locations: readonly AppSyncLocation[] | null
  readonly message: string
}

/** One entry of `errors` in a response of AppSync. */
export type AppSyncError = GraphQLFault | ResolverFault

/** What `util.error()` can send along. */
export interface ResolverErrorDetails {
  readonly data?: unknown
  readonly errorInfo?: unknown
}

/** Thrown by a resolver to answer its field with an error in AppSync's words. */
export class ResolverError extends Error {
  override readonly name = 'ResolverError'
  readonly errorType: string | null
  readonly data: unknown
  readonly errorInfo: unknown

  constructor(message: string, errorType: string | null, details: ResolverErrorDetails = {}) {
    super(message)
    this.errorType = errorType
    this.data = details.data ?? null
    this.errorInfo = details.errorInfo ?? null
  }
}

/** The denial of an operation: `$util.unauthorized()`. */
export function notAuthorized(field: string, type: string): ResolverError {
  return new ResolverError(`Not Authorized to access ${field} on type ${type}`, 'Unauthorized')
}

/** The denial of single input fields, in the order given. */
export function unauthorizedFields(fields: readonly string[]): ResolverError {
  return new ResolverError(`Unauthorized on [${fields.join(', ')}]`, 'Unauthorized')
}

/** DynamoDB's answer to a create of what exists, an update of what does not, and a condition that failed. */
export function conditionalCheckFailed(requestId?: string): ResolverError {
  const { message, errorType } = conditionalCheckFault(requestId)
  return new ResolverError(message, errorType)
}

/** Any other refusal of DynamoDB, in its own words. */
export function dynamoDbError(message: string, requestId?: string): ResolverError {
  return new ResolverError(withServiceTail(message, requestId), 'DynamoDB:DynamoDbException')
}

/** An execution error of graphql-js as AppSync would print it; never a stack. */
export function toAppSyncError(error: GraphQLError, schema: GraphQLSchema): AppSyncError {
  const path = error.path ?? null
  const locations = locationsOf(error)
  const cause = error.originalError
  if (cause instanceof ResolverError) {
    const { data, errorType, errorInfo, message } = cause
    return { path, data, errorType, errorInfo, locations, message }
  }

  // AppSync gives no location for outputs that do not fit their type (amplify-js #5963, graphql-compose #121).
  const message = outputErrorMessage(error, schema)
  if (message !== undefined) return { path, locations: null, message }

  if (cause === undefined || cause === null || cause instanceof GraphQLError) {
    return { path, locations, message: error.message }
  }
  const fault = { data: null, errorType: 'InternalFailure', errorInfo: null }
  return { path, ...fault, locations, message: error.message }
}

/** Where the error arose; `null` when graphql-js does not say. */
export function locationsOf(error: GraphQLError): readonly AppSyncLocation[] | null {
  return error.locations?.map(({ line, column }) => ({ line, column, sourceName: null })) ?? null
}

/** A request that never reached GraphQL. */
export interface RequestError {
  /** HTTP status. */
  readonly status: number
  /** Also the value of the header `x-amzn-errortype`. */
  readonly errorType: string
  readonly body: { readonly errors: readonly { errorType: string; message: string }[] }
}

/** AppSync's answer to a request that it refuses as a whole (`clients §5.1`). */
export function requestError(status: number, errorType: string, message: string): RequestError {
  return { status, errorType, body: { errors: [{ errorType, message }] } }
}
