import { messageOf } from '../../errors.ts'
import { isObject } from '../../model/is-object.ts'
import { DataSourceError, malformedRequest } from '../data-source-error.ts'

/** What an HTTP data source answers a resolver. */
interface HttpAnswer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  /** As text, whatever its type. */
  readonly body: string
}

type Request = Readonly<Record<string, unknown>>

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** AppSync's limit of a request, in milliseconds. */
const timeLimitMs = 30_000

/** Sends `{ method, resourcePath, params: { query, headers, body } }`; an answer of any status is an answer. */
export async function sendHttp(endpoint: string, request: Request): Promise<HttpAnswer> {
  const method = String(request['method'])
  if (!methods.includes(method))
    throw malformedRequest(`Unsupported method '${method}'; it is one of ${methods.join(', ')}`)
  const params = isObject(request['params']) ? request['params'] : {}
  const url = urlOf(endpoint, request, params)
  try {
    const response = await fetch(url, {
      method,
      headers: textsOf(params['headers']),
      ...bodyOf(method, params['body']),
      signal: AbortSignal.timeout(timeLimitMs),
    })
    const headers = Object.fromEntries(response.headers)
    return { statusCode: response.status, headers, body: await response.text() }
  } catch (error) {
    throw new DataSourceError(`${method} ${url.href}: ${reasonOf(error)}`, 'HttpDataSource')
  }
}

function urlOf(endpoint: string, request: Request, params: Request): URL {
  const path = request['resourcePath']
  if (typeof path !== 'string' || !path.startsWith('/'))
    throw malformedRequest('resourcePath has to be a text that starts with "/"')
  const url = new URL(endpoint.replace(/\/$/, '') + path)
  for (const [name, value] of Object.entries(textsOf(params['query'])))
    url.searchParams.append(name, value)
  return url
}

/** Values as texts; what is undefined or null is left out. */
function textsOf(values: unknown): Record<string, string> {
  const entries = Object.entries(isObject(values) ? values : {})
  return Object.fromEntries(
    entries.flatMap(([name, value]) => ((value ?? null) === null ? [] : [[name, textOf(value)]])),
  )
}

function bodyOf(method: string, body: unknown): { readonly body?: string } {
  const isWithout = method === 'GET' || method === 'HEAD' || (body ?? null) === null
  return isWithout ? {} : { body: textOf(body) }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return messageOf(cause)
}
