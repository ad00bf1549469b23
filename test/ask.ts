import type { RunningSandbox } from './running-sandbox.ts'

/** A GraphQL request. */
export interface Question {
  readonly token?: string
  readonly query: string
  readonly variables?: object
  readonly headers?: Readonly<Record<string, string>>
}

/** The whole answer to an HTTP request, its body as JSON. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/** Asks the API of a sandbox as a client does. */
export function ask(sandbox: RunningSandbox, question: Question): Promise<Answer> {
  const { token, query, variables, headers } = question
  return send(sandbox.ready.graphql, {
    method: 'POST',
    headers: { ...(token === undefined ? {} : { authorization: token }), ...headers },
    body: JSON.stringify({ query, variables }),
  })
}

/** A call of the sandbox API: GET, or what `method` says with a JSON body. */
export function call(
  { ready }: RunningSandbox,
  path: string,
  { method = 'GET', body, headers }: CallOptions = {},
): Promise<Answer> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) }
  return send(`${ready.sandbox}${path}`, { method, ...json, headers: { ...headers } })
}

/** How a call differs from a plain GET. */
export interface CallOptions {
  readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE'
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A token as `POST /sandbox/tokens` makes it. */
export async function tokenFor(sandbox: RunningSandbox, request: object): Promise<string> {
  const { status, body } = await call(sandbox, '/tokens', { method: 'POST', body: request })
  if (status !== 200 || typeof body !== 'object' || body === null || !('token' in body)) {
    throw new Error(`no token: ${status} ${JSON.stringify(body)}`)
  }
  return String(body.token)
}

/** One HTTP request whose answer is JSON. */
export async function send(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init)
  const body: unknown = await response.json()
  return { status: response.status, headers: response.headers, body }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** The same value with what differs from run to run named instead: `<uuid>`, `<time>`, the tail of DynamoDB's messages. */
export function steady(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(steady)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, steady(child)]))
  }
  if (typeof value !== 'string') return value
  if (uuid.test(value)) return '<uuid>'
  if (time.test(value)) return '<time>'
  return value.replace(/Request ID: [0-9A-Z]+\)$/, 'Request ID: <id>)')
}
