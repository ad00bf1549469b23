import type { Random } from '../conformance/random.ts'
import { encode, noise, oddDocument, oddJson, oddText, oddToken, oneOf } from './odd-values.ts'

/** What requests are made of. */
export interface Ingredients {
  readonly random: Random
  /** Name and port of the sandbox, as in Host. */
  readonly host: string
  /** A token that is in order. */
  readonly token: string
}

/** One request as bytes; a connection of its own sends it and then says that it is done. */
export type MakeRequest = (ingredients: Ingredients) => Buffer

interface Parts {
  readonly method?: string
  readonly path: string
  readonly headers?: readonly string[]
  readonly body?: string | Buffer
  /** Another length than the body's. */
  readonly length?: number | string
}

function http({ host }: Ingredients, parts: Parts): Buffer {
  const { method = 'POST', path, headers = [], body = '' } = parts
  const bytes = Buffer.from(body)
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `host: ${host}`,
    'connection: close',
    `content-length: ${parts.length ?? bytes.length}`,
    ...headers,
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes])
}

function withToken({ random, token }: Ingredients): readonly string[] {
  return [
    `authorization: ${token}`,
    ...(random.chance(0.3) ? ['content-type: application/json'] : []),
  ]
}

const ask = JSON.stringify({ query: '{ listTodos { items { id } } }' })

function tokenRequest(given: Ingredients): Buffer {
  const { random, token } = given
  const name = random.pick(['authorization', 'authorization', 'authorization', 'x-api-key'])
  const value = oddToken(random, token).replaceAll(/[\r\n\0]/g, '')
  const date = random.chance(0.2)
    ? [`x-amz-date: ${oddText(random).replaceAll(/[\r\n\0]/g, '')}`]
    : []
  return http(given, { path: '/graphql', headers: [`${name}: ${value}`, ...date], body: ask })
}

function bodyRequest(given: Ingredients): Buffer {
  const { random } = given
  const body = oneOf<string | Buffer>(random, [
    () => oddJson(random),
    () => JSON.stringify({ query: oddDocument(random) }),
    () => JSON.stringify({ query: oddDocument(random) }),
    () =>
      `{"query":"query ($a: ModelTodoFilterInput) { listTodos(filter: $a) { items { id } } }","variables":{"a":${oddJson(random)}}}`,
    () =>
      `{"query":"mutation ($a: CreateTodoInput!) { createTodo(input: $a) { id } }","variables":{"a":${oddJson(random)}}}`,
    () =>
      `{"query":"{ __typename }","variables":${oddJson(random)},"operationName":${oddJson(random)},"extensions":${oddJson(random)}}`,
    () =>
      Buffer.concat([
        Buffer.from('{"query":"{ __typename }","x":"'),
        Buffer.from([0xff, 0xfe, 0xc0, random.below(256)]),
        Buffer.from('"}'),
      ]),
    () => Buffer.from(Array.from({ length: random.below(300) }, () => random.below(256))),
  ])
  // A length that is not true leaves the request hanging or cut.
  const length = random.chance(0.1) ? Buffer.byteLength(body) + random.below(50) - 20 : undefined
  const lie = length === undefined || length < 0 ? {} : { length }
  return http(given, { path: '/graphql', headers: withToken(given), body, ...lie })
}

function urlRequest(given: Ingredients): Buffer {
  const { random } = given
  const encoded = (): string => encode(oddText(random))
  const path = oneOf(random, [
    () => `/${noise(random).replaceAll(/[\s\0]/g, '')}`,
    () => '//',
    () => '///evil.example/%2e%2e',
    () => `http://${oddText(random).replaceAll(/\s/g, '')}/graphql`,
    () => '*',
    () => `/graphql?query=${encoded()}&variables=${encoded()}`,
    () => `/graphql?query=%7B__typename%7D&variables=${encode(oddJson(random))}`,
    () => `/graphql/realtime?header=${encoded()}&payload=%`,
    () => `/assets/${encoded()}`,
    () => `/assets/..%2f..%2fpackage.json`,
    () => `/oidc/interaction/${encoded()}/details`,
    () => '/oidc/%E0%A4%A',
    () => '/sandbox/%E0%A4%A',
    () => `/sandbox/decisions?since=${encoded()}`,
    () => `/${'a/'.repeat(3000)}`,
  ])
  const method = random.pick([
    'GET',
    'GET',
    'HEAD',
    'OPTIONS',
    'PUT',
    'DELETE',
    'PATCH',
    'TRACE',
    'PROPFIND',
  ])
  return http(given, { method, path, headers: withToken(given) })
}

const sandboxPaths = [
  'tokens',
  'personas',
  'records',
  'clock',
  'reset',
  'faults',
  'keys',
  'decisions',
  'credentials/guest',
  'credentials/__proto__',
  'health',
] as const

function sandboxRequest(given: Ingredients): Buffer {
  const { random } = given
  const path = `/sandbox/${random.pick(sandboxPaths)}`
  const odd = (): string => oddJson(random)
  const body = oneOf(random, [
    odd,
    () => `{"claims":${odd()},"mode":${odd()},"omit":${odd()}}`,
    () => `{"claims":{"sub":"x"},"issuedAt":${odd()},"expiresAt":${odd()},"audience":${odd()}}`,
    () => `{"persona":${odd()},"forge":${odd()}}`,
    () => `{"Todo":${odd()},"__proto__":${odd()}}`,
    () => `{"Todo":[{"id":${odd()},"content":${odd()}}]}`,
    () => `{"offsetSeconds":${odd()}}`,
    () => `{"now":${odd()}}`,
    () => `{"alice":{"claims":${odd()}}}`,
    () => `{"name":${odd()},"claims":${odd()}}`,
  ])
  return http(given, { method: random.pick(['GET', 'PUT', 'POST', 'POST', 'DELETE']), path, body })
}

const oidcPaths = [
  'auth',
  'token',
  'me',
  'session/end',
  'introspection',
  'revocation',
  'token/introspection',
  'token/revocation',
  'par',
  'request',
  'jwks',
  'reg',
  'device/auth',
  'interaction/x',
  '.well-known/openid-configuration',
] as const

function oidcRequest(given: Ingredients): Buffer {
  const { random, token } = given
  const odd = (usual: string): string => encode(random.chance(0.5) ? usual : oddText(random))
  const parameters = [
    `client_id=${odd('client-id')}`,
    `redirect_uri=${odd('http://localhost:3000/')}`,
    `response_type=${odd('code')}`,
    `scope=${odd('openid')}`,
    `grant_type=${odd(random.pick(['authorization_code', 'refresh_token', 'client_credentials', 'password']))}`,
    `code=${odd('code')}`,
    `refresh_token=${odd('x')}`,
    `code_verifier=${odd('v'.repeat(43))}`,
    `code_challenge=${odd('c'.repeat(43))}&code_challenge_method=${odd('S256')}`,
    `claims=${encode(oddJson(random))}`,
    `request=${odd(oddToken(random, token))}`,
    `id_token_hint=${odd(oddToken(random, token))}`,
    `login_hint=${odd('alice')}&prompt=${odd('login')}&max_age=${odd('1')}&ui_locales=${odd('en')}`,
    `token=${odd(oddToken(random, token))}`,
    `client_assertion=${odd(oddToken(random, token))}&client_assertion_type=${odd('urn:ietf:params:oauth:client-assertion-type:jwt-bearer')}`,
    '__proto__=x&constructor[a]=b&client_id=a&client_id=b',
    '%=%&=&&&',
  ]
  const text = random.some(parameters, 8).join('&')
  const path = `/oidc/${random.pick(oidcPaths)}`
  if (random.chance(0.5))
    return http(given, { method: 'GET', path: `${path}?${text}`, headers: cookies(random) })
  const type = random.pick([
    'application/x-www-form-urlencoded',
    'application/json',
    'text/plain',
    ';;;',
  ])
  const basic = Buffer.from(random.pick(['client-id:', '%:%', ':', 'a', noise(random)])).toString(
    'base64',
  )
  const headers = [
    `content-type: ${type}`,
    ...(random.chance(0.4) ? [`authorization: Basic ${basic}`] : []),
    ...cookies(random),
  ]
  return http(given, { path, headers, body: random.chance(0.8) ? text : oddJson(random) })
}

function cookies(random: Random): readonly string[] {
  const value = noise(random).replaceAll(/[^\x21-\x7e]/g, '')
  return random.chance(0.3) ? [`cookie: _session=${value}; _interaction=${value}; ${value}`] : []
}

/** What is no HTTP, or only nearly. */
function rawRequest(given: Ingredients): Buffer {
  const { random, host } = given
  const text = oneOf(random, [
    () => noise(random, 400),
    () => `GET /ping HTTP/1.1\r\nhost: ${host}\r\n${noise(random)}\r\n\r\n`,
    () => `GET /graphql HTTP/9.9\r\n\r\n`,
    () => `GET /graphql HTTP/1.0\r\n\r\n`,
    () => `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-length: ${oddText(random)}\r\n\r\n{}`,
    () =>
      `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ntransfer-encoding: chunked\r\n\r\n${noise(random, 10)}\r\n`,
    () =>
      `POST /sandbox/tokens HTTP/1.1\r\nhost: ${host}\r\ntransfer-encoding: chunked\r\n\r\nffffffff\r\n{}\r\n`,
    () =>
      `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}`,
    () =>
      `POST /graphql HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${given.token}\r\ncontent-length: 500\r\n\r\n{"query":`,
    () => `PUT /sandbox/records HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 500\r\n\r\n{"Todo":`,
    () =>
      `POST /oidc/token HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 500\r\n\r\ngrant_type=`,
    () => `GET /ping HTTP/1.1\r\nhost: ${host}\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
    () => `GET /graphql HTTP/1.1\r\nhost: ${oddText(random)}\r\nconnection: close\r\n\r\n`,
    () =>
      `GET /oidc/auth HTTP/1.1\r\nhost: ${random.pick(['[', 'a b', '', '::', `${host}/x`, '[::1'])}\r\nx-forwarded-host: ${oddText(random)}\r\nconnection: close\r\n\r\n`,
    () =>
      `GET /graphql HTTP/1.1\r\nhost: ${random.pick(['127.0.0.1:99999', '127.0.0.1:x', '[::1]:', 'localhost:-1'])}\r\nauthorization: x\r\nconnection: close\r\n\r\n`,
    () => `CONNECT ${host} HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
    () =>
      `GET /graphql/realtime HTTP/1.1\r\nhost: ${host}\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-key: ${oddText(random)}\r\nsec-websocket-version: 99\r\n\r\n`,
    () => `GET //// HTTP/1.1\r\nhost: ${host}\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n`,
    () =>
      `POST /graphql HTTP/1.1\r\nhost: ${host}\r\nexpect: 100-continue\r\nexpect: x\r\ncontent-length: 2\r\n\r\n{}`,
    () => `\u0016\u0003\u0001\u0002\u0000\u0001${noise(random)}`,
    () => `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`,
  ])
  return Buffer.from(text, random.chance(0.5) ? 'latin1' : 'utf8')
}

/** Requests by kind and how many of each. */
export const kinds: Readonly<
  Record<string, { readonly count: number; readonly make: MakeRequest }>
> = {
  tokens: { count: 2000, make: tokenRequest },
  bodies: { count: 2000, make: bodyRequest },
  urls: { count: 1200, make: urlRequest },
  'sandbox calls': { count: 1300, make: sandboxRequest },
  'oidc calls': { count: 1300, make: oidcRequest },
  'no HTTP': { count: 1200, make: rawRequest },
}
