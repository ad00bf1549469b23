import { GraphQLError } from 'graphql'
import type { DocumentNode, GraphQLSchema } from 'graphql'

import { StoreError } from '../store/store.ts'
import { toAppSyncError } from './appsync-errors.ts'
import type { AppSyncError } from './appsync-errors.ts'
import { toResolverError } from './store-errors.ts'
import { toValidationErrors } from './validation-errors.ts'

/** The errors of a whole answer as AppSync prints them: those found before anything ran, then those of fields. */
export function toAppSyncErrors(
  errors: readonly GraphQLError[],
  document: DocumentNode,
  schema: GraphQLSchema,
): readonly AppSyncError[] {
  const executed = errors.filter(({ path }) => path !== undefined)
  const before = errors.filter(({ path }) => path === undefined)
  const refused = toValidationErrors(before, document, schema)
  return [...refused, ...executed.map((error) => toAppSyncError(withStoreWords(error), schema))]
}

function withStoreWords(error: GraphQLError): GraphQLError {
  const { originalError, message, nodes, path } = error
  if (!(originalError instanceof StoreError)) return error
  return new GraphQLError(message, {
    originalError: toResolverError(originalError),
    nodes: nodes ?? null,
    path: path ?? null,
  })
}
