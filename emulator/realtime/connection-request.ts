import type { IncomingMessage } from 'node:http'

import { isObject } from '../model/is-object.ts'

/** Headers by their names in lower case: clients write them in any. */
export type RequestHeaders = Readonly<Record<string, string>>

/** A request as a client signs it: of a connection to `/graphql/connect`, of each start to `/graphql`. */
export interface RealtimeRequest {
  readonly path: '/graphql' | '/graphql/connect'
  readonly headers: RequestHeaders
  readonly body: string
}

/** Who connects, or why that cannot be read. */
export type ConnectionRequest =
  | { readonly ok: true; readonly request: RealtimeRequest }
  | { readonly ok: false; readonly problem: string }

/** Reads who connects: from the subprotocol `header-…`, else from `?header=…`, else from the HTTP headers (`clients` §3.2, §4). */
export function readConnectionRequest(upgrade: IncomingMessage): ConnectionRequest {
  const encoded = fromSubprotocol(upgrade) ?? fromSearch(upgrade)
  if (encoded === undefined) return connecting(plainHeaders(upgrade))
  const headers = readHeaders(decodeJson(encoded.text))
  if (headers !== undefined) return connecting(headers)
  return { ok: false, problem: `${encoded.place} is no base64 of a JSON object of headers` }
}

/** The texts of an object by their names in lower case; undefined when it is no object. */
export function readHeaders(value: unknown): RequestHeaders | undefined {
  if (!isObject(value)) return undefined
  const texts = Object.entries(value).flatMap(([name, text]) =>
    typeof text === 'string' ? [[name.toLowerCase(), text] as const] : [],
  )
  return Object.fromEntries(texts)
}

function connecting(headers: RequestHeaders): ConnectionRequest {
  return { ok: true, request: { path: '/graphql/connect', headers, body: '{}' } }
}

interface Encoded {
  readonly place: string
  readonly text: string
}

function fromSubprotocol({ headers }: IncomingMessage): Encoded | undefined {
  const offered = headers['sec-websocket-protocol']?.split(',').map((name) => name.trim())
  const text = offered?.find((name) => name.startsWith('header-'))?.slice('header-'.length)
  return text === undefined ? undefined : { place: 'the subprotocol "header-…"', text }
}

function fromSearch({ url = '/' }: IncomingMessage): Encoded | undefined {
  const text = new URL(url, 'http://sandbox').searchParams.get('header')
  // In a query a plus sign that is not escaped means a blank; base64 has the one and never the other.
  return text === null ? undefined : { place: '"?header=…"', text: text.replaceAll(' ', '+') }
}

function plainHeaders({ headers }: IncomingMessage): RequestHeaders {
  return readHeaders(headers) ?? {}
}

/** Node's decoder takes both alphabets, with and without padding. */
function decodeJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64').toString('utf8'))
  } catch {
    return undefined
  }
}
