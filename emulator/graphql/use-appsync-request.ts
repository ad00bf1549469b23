import { randomUUID } from 'node:crypto'

import { getOperationAST, Kind, OperationTypeNode } from 'graphql'
import type { DocumentNode, GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'

import type { Authenticator } from '../identity/authenticate.ts'
import type { Identity } from '../identity/identity.ts'
import type { Refusal } from '../identity/refusal.ts'
import { credentialsOf } from '../identity/signed-request.ts'
import { requestError } from './appsync-errors.ts'
import type { RequestError } from './appsync-errors.ts'
import type { FieldDecision } from './context.ts'
import type { IamPolicy } from './iam-policy.ts'
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
  /** Errors beside the answers of fields: `util.appendError()`. */
  appended?: GraphQLError[]
  refusal?: Refusal
}

/** What becomes of a request before GraphQL. */
export interface RequestOptions {
  readonly authenticate: Authenticator
  /** Asked about every caller who proved to be somebody. */
  readonly iamPolicy: IamPolicy
  /** Told of every request that is not let in. */
  readonly noteRefusal: (refusal: Refusal) => void
}

/** Who asks, and what: AppSync's order is credentials (401), then the body (400), then the IAM policy (401), then GraphQL. */
export function useAppSyncRequest(options: RequestOptions): Plugin<object, ServerContext> {
  const { noteRefusal } = options
  return {
    onRequestParse: async ({ request, serverContext, setRequestParser, endResponse }) => {
      const notes = (serverContext.notes ??= { decisions: [] })
      const refuse = (refusal: Refusal): Response => {
        notes.refusal = refusal
        noteRefusal(refusal)
        return errorResponse(requestError(refusal.status, refusal.errorType, refusal.message))
      }
      const isGiven = serverContext.identity !== undefined
      const body = onlyOnce(() => readBody(request))
      const refusal = isGiven
        ? undefined
        : await identify({ request, body }, serverContext, options)
      if (refusal !== undefined) {
        endResponse(refuse(refusal))
        return
      }
      setRequestParser(async () => {
        const parsed = await readRequest(request, body)
        if (!parsed.ok) return errorResponse(parsed.error)
        const denied = isGiven ? undefined : denialOf(parsed, serverContext, options)
        return denied === undefined ? parsed.parameters : refuse(denied)
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

/** A body can be read once; its signature and its content are read from the same text. */
type ReadText = () => Promise<string | undefined>

function onlyOnce(read: ReadText): ReadText {
  let text: ReturnType<ReadText> | undefined
  return () => (text ??= read())
}

/** Settles who asks; the refusal when nobody does. A caller in this process may say who it is, what comes over a port cannot. */
async function identify(
  { request, body }: { readonly request: Request; readonly body: ReadText },
  serverContext: ServerContext,
  { authenticate }: Pick<RequestOptions, 'authenticate'>,
): Promise<Refusal | undefined> {
  const { pathname, search } = new URL(request.url)
  const authentication = await authenticate(
    credentialsOf({
      method: request.method,
      path: `${pathname}${search}`,
      headers: Object.fromEntries(request.headers),
      body: async () => (await body()) ?? '',
    }),
  )
  if (authentication.ok) serverContext.identity = authentication.identity
  return authentication.ok ? undefined : authentication.refusal
}

function denialOf(
  { document, parameters }: Extract<ParsedBody, { ok: true }>,
  { identity }: ServerContext,
  { iamPolicy }: Pick<RequestOptions, 'iamPolicy'>,
): Refusal | undefined {
  if (identity === undefined) return undefined
  return iamPolicy(identity, { document, operationName: parameters.operationName })?.refusal
}

function isDocument(result: unknown): result is DocumentNode {
  return (
    typeof result === 'object' &&
    result !== null &&
    'kind' in result &&
    result.kind === Kind.DOCUMENT
  )
}

async function readRequest(request: Request, body: ReadText): Promise<ParsedBody> {
  if (request.method === 'GET')
    return refuseSubscription(parseSearch(new URL(request.url).searchParams))
  const text = await body()
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
