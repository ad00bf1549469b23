import { randomUUID } from 'node:crypto'

import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql'
import type { Plugin } from 'graphql-yoga'

import { requestError } from './appsync-errors.ts'
import type { RequestError } from './appsync-errors.ts'
import type { FieldDecision } from './context.ts'
import { showFieldDecision } from './show-decision.ts'
import { toAppSyncErrors } from './to-appsync-errors.ts'
import { errorResponse } from './use-appsync-request.ts'
import type { RequestNotes, ServerContext } from './use-appsync-request.ts'

/** The request header that asks for the decisions beside the answer. */
const explainHeader = 'x-amplite-explain'

/** Results in AppSync's shape: HTTP 200, `data` first, errors with their keys at the top level. */
export function useAppSyncResult(schema: GraphQLSchema): Plugin<object, ServerContext> {
  return {
    onResultProcess: ({ request, result, serverContext, setResultProcessor }) => {
      if (Array.isArray(result) || Symbol.asyncIterator in result) return
      const { data } = result
      const { document, notes } = serverContext
      if (document === undefined) {
        setResultProcessor(() => errorResponse(refusal(result.errors)), 'application/json')
        return
      }
      const errors = errorsOf(result, notes)
      const body = {
        data: data ?? null,
        ...(errors.length === 0 ? {} : { errors: toAppSyncErrors(errors, document, schema) }),
        ...(request.headers.has(explainHeader) ? explained(notes?.decisions ?? []) : {}),
      }
      setResultProcessor(() => jsonResponse(body), 'application/json')
    },
  }
}

/** Those of fields, then those that handlers put beside an answer. */
function errorsOf(
  { errors = [] }: ExecutionResult,
  notes: RequestNotes | undefined,
): readonly GraphQLError[] {
  return [...errors, ...(notes?.appended ?? [])]
}

/** What yoga refuses before there is a document, e.g. a PUT; AppSync's words for it are not documented. */
function refusal(errors: readonly GraphQLError[] = []): RequestError {
  const [error] = errors
  const status = httpStatusOf(error)
  const errorType = status < 500 ? 'BadRequestException' : 'InternalFailure'
  return requestError(status, errorType, error?.message ?? 'the request came to nothing')
}

function httpStatusOf(error: GraphQLError | undefined): number {
  const http: unknown = error?.extensions['http']
  const status: unknown =
    typeof http === 'object' && http !== null && 'status' in http ? http.status : undefined
  return typeof status === 'number' ? status : 500
}

function explained(decisions: readonly FieldDecision[]): object {
  return { extensions: { amplite: { decisions: decisions.map(showFieldDecision) } } }
}

function jsonResponse(body: object): Response {
  return new Response(JSON.stringify(body), {
    headers: { 'content-type': 'application/json;charset=UTF-8', 'x-amzn-requestid': randomUUID() },
  })
}
