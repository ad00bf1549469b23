import { Kind, parse } from 'graphql'
import type { DocumentNode } from 'graphql'

import { isObject } from '../model/is-object.ts'
import { requestError } from './appsync-errors.ts'
import type { RequestError } from './appsync-errors.ts'

/** A GraphQL request as it came over HTTP. */
interface GraphQLParameters {
  readonly query: string
  readonly variables?: Record<string, unknown>
  readonly operationName?: string
}

/** What the body holds, or AppSync's refusal of it. */
export type ParsedBody =
  | { readonly ok: true; readonly parameters: GraphQLParameters; readonly document: DocumentNode }
  | { readonly ok: false; readonly error: RequestError }

/** More than this is refused, in bytes; AppSync's own limit is 1 MB. */
export const bodyLimitBytes = 1_000_000

/** The text of a body, or undefined when it is larger than the limit. */
export async function readBody({ headers, body }: Request): Promise<string | undefined> {
  if (Number(headers.get('content-length') ?? 0) > bodyLimitBytes) return undefined
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    // What is too much is read and dropped: a client still sending would not hear the answer otherwise.
    if (size <= bodyLimitBytes) chunks.push(chunk)
  }
  return size > bodyLimitBytes ? undefined : new TextDecoder().decode(Buffer.concat(chunks))
}

/** Reads a POST body as AppSync does: JSON whatever the content type, unknown keys ignored (`data-api` §5.1). */
export function parseBody(text: string): ParsedBody {
  if (text.trim() === '') return malformed('Request body is empty.')
  const body = parseJson(text)
  return parseParameters(isObject(body) ? body : {})
}

/** The same for a GET, whose variables are JSON text. */
export function parseSearch(search: URLSearchParams): ParsedBody {
  const variables = search.get('variables')
  return parseParameters({
    query: search.get('query') ?? undefined,
    // What is no JSON stays a text, and is refused as such.
    variables:
      variables === null || variables === '' ? undefined : (parseJson(variables) ?? variables),
    operationName: search.get('operationName') ?? undefined,
  })
}

function parseParameters(given: Record<string, unknown>): ParsedBody {
  const parameters = readParameters(given)
  const document = parameters && parseDocument(parameters.query)
  if (parameters === undefined || document === undefined)
    return malformed('Unable to parse GraphQL query.')

  const fault = operationFault(document, parameters.operationName)
  return fault === undefined ? { ok: true, parameters, document } : badRequest(fault)
}

/** Undefined: a part is of another type, so that AppSync cannot read the whole (of the query it is known, `data-api` §5.1). */
function readParameters(given: Record<string, unknown>): GraphQLParameters | undefined {
  const { query } = given
  // Clients send null for what they do not have.
  const variables = given['variables'] ?? {}
  const operationName = given['operationName'] ?? ''
  const isReadable = typeof query === 'string' && typeof operationName === 'string'
  if (!isReadable || !isObject(variables)) return undefined
  return { query, variables, ...(operationName === '' ? {} : { operationName }) }
}

/** Why no operation of the document is meant, the unknown name in graphql-java's words (`NodeUtil.getOperation`). */
function operationFault(document: DocumentNode, name: string | undefined): string | undefined {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION)
  if (name === undefined) return operations.length > 1 ? 'Missing operation name.' : undefined
  return operations.some((operation) => operation.name?.value === name)
    ? undefined
    : `Unknown operation named '${name}'.`
}

function parseDocument(query: string): DocumentNode | undefined {
  try {
    return parse(query, { maxTokens: 50_000 })
  } catch {
    // AppSync says the same of every document that is none.
    return undefined
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function badRequest(message: string): ParsedBody {
  return { ok: false, error: requestError(400, 'BadRequestException', message) }
}

function malformed(message: string): ParsedBody {
  return { ok: false, error: requestError(400, 'MalformedHttpRequestException', message) }
}
