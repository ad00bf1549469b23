import { randomUUID } from 'node:crypto'

import { getOperationAST, Kind, OperationTypeNode } from 'graphql'
import type { DocumentNode } from 'graphql'
import type { Plugin } from 'graphql-yoga'

import type { Authenticator } from '../identity/authenticate.ts'
import type { Identity } from '../identity/identity.ts'
import type { Refusal } from '../identity/refusal.ts'
import { requestError } from './appsync-errors.ts'
import type { RequestError } from './appsync-errors.ts'
import type { FieldDecision } from './context.ts'
import type { Store } from '../store/store.ts'
import { bodyLimitBytes, parseBody, parseSearch, readBody } from './request-body.ts'
import type { ParsedBody } from './request-body.ts'

/** What travels with one request through the server. */
export interface ServerContext {
  /** Items to work on instead of the sandbox's own; dry runs give a fork. */
  readonly store?: Store
  /** What was decided on the way; whoever gives it can read it afterwards. */
  notes?: RequestNotes
  identity?: Identity
  document?: DocumentNode
}

/** What one request came to, beside its answer. */
export interface RequestNotes {
  readonly decisions: FieldDecision[]
  refusal?: Refusal
}

/** What becomes of a request before GraphQL. */
export interface RequestOptions {
  readonly authenticate: Authenticator
  /** Told of every request that is not let in. */
  readonly noteRefusal: (refusal: Refusal) => void
}

/** Who asks, and what: AppSync's order is credentials (401), then the body (400), then GraphQL. */
export function useAppSyncRequest({
  authenticate,
  noteRefusal,
}: RequestOptions): Plugin<object, ServerContext> {
  return {
    onRequestParse: async ({ request, serverContext, setRequestParser, endResponse }) => {
      const refusal = await identify(request, serverContext, authenticate)
      if (refusal !== undefined) {
        noteRefusal(refusal)
        endResponse(errorResponse(requestError(refusal.status, refusal.errorType, refusal.message)))
        return
      }
      setRequestParser(async () => {
        const parsed = await readRequest(request)
        return parsed.ok ? parsed.parameters : errorResponse(parsed.error)
      })
    },
    onParams: ({ request, paramsHandler, setParamsHandler }) => {
      if (request.method !== 'GET') return
      // AppSync takes mutations over GET too (`data-api` §5.1); yoga takes them from a POST only.
      const asPost = new Request(request.url, { method: 'POST' })
      setParamsHandler((payload) => paramsHandler({ ...payload, request: asPost }))
    },
    onParse:
      ({ context }) =>
      ({ result }) => {
        // Errors point into the document that yoga parsed, or took from its cache, not into ours.
        if (isDocument(result)) Object.assign(context, { document: result })
      },
  }
}

/** Settles who asks; the refusal when nobody does. A caller in this process may say who it is, what comes over a port cannot. */
async function identify(
  { headers }: Request,
  serverContext: ServerContext,
  authenticate: Authenticator,
): Promise<Refusal | undefined> {
  const notes = (serverContext.notes ??= { decisions: [] })
  if (serverContext.identity !== undefined) return undefined
  const authentication = await authenticate({
    authorization: headers.get('authorization') ?? undefined,
    apiKey: headers.get('x-api-key') ?? undefined,
  })
  if (authentication.ok) serverContext.identity = authentication.identity
  else notes.refusal = authentication.refusal
  return authentication.ok ? undefined : authentication.refusal
}

function isDocument(result: unknown): result is DocumentNode {
  return (
    typeof result === 'object' &&
    result !== null &&
    'kind' in result &&
    result.kind === Kind.DOCUMENT
  )
}

async function readRequest(request: Request): Promise<ParsedBody> {
  if (request.method === 'GET')
    return refuseSubscription(parseSearch(new URL(request.url).searchParams))
  const text = await readBody(request)
  if (text === undefined) {
    const message = `the body is larger than ${bodyLimitBytes} bytes, AppSync's limit`
    return { ok: false, error: requestError(413, 'RequestEntityTooLargeException', message) }
  }
  return refuseSubscription(parseBody(text))
}

/** AppSync serves subscriptions over its WebSocket only; what a POST answers is not documented. */
function refuseSubscription(parsed: ParsedBody): ParsedBody {
  if (!parsed.ok) return parsed
  const operation = getOperationAST(parsed.document, parsed.parameters.operationName)
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return parsed
  const message = 'Subscriptions go over the WebSocket at /graphql/realtime, not over HTTP.'
  return { ok: false, error: requestError(400, 'BadRequestException', message) }
}

/** The answer to a request refused as a whole; the type is also in the header from which aws-amplify reads it (`clients` §2.4). */
export function errorResponse({ status, errorType, body }: RequestError): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      'x-amzn-errortype': errorType,
      'x-amzn-requestid': randomUUID(),
    },
  })
}
