import { isObject } from '../model/is-object.ts'
import { readHeaders } from './connection-request.ts'
import type { RequestHeaders } from './connection-request.ts'

/** What a client asks for, once its frame could be read. */
export type ClientMessage =
  | { readonly type: 'connection_init' }
  | StartMessage
  | { readonly type: 'stop'; readonly id: string }

/** A subscription that is asked for. */
export interface StartMessage {
  readonly type: 'start'
  readonly id: string
  /** The GraphQL request, still as JSON text: that is what a client signs. */
  readonly data: string
  /** `extensions.authorization`: who asks. */
  readonly headers: RequestHeaders
}

/** An error as the real-time channel words it; `errorCode` stands in errors of the connection only. */
export interface RealtimeError {
  readonly errorType?: string
  readonly message: string
  readonly errorCode?: number
}

/** What the server says. */
export type ServerMessage =
  | { readonly type: 'ka' }
  | { readonly type: 'connection_ack'; readonly payload: { readonly connectionTimeoutMs: number } }
  | { readonly type: 'connection_error'; readonly payload: ErrorPayload }
  | { readonly type: 'start_ack' | 'complete'; readonly id: string }
  | { readonly id?: string; readonly type: 'error'; readonly payload: ErrorPayload }

interface ErrorPayload {
  readonly errors: readonly RealtimeError[]
}

/** A frame that could be read, or what to answer to it. */
export type ParsedFrame =
  | { readonly ok: true; readonly message: ClientMessage }
  | { readonly ok: false; readonly id?: string; readonly error: RealtimeError }

/** The subprotocol that clients offer and the server selects; not to be confused with the package of that name. */
export const subprotocol = 'graphql-ws'

/** How long a client waits for any frame before it gives the connection up, in milliseconds (`clients` §3.3). */
export const connectionTimeoutMs = 300_000

/** A larger frame is refused, in bytes: as much as AppSync takes over HTTP. */
export const frameLimitBytes = 1_000_000

/** Reads a text frame of a client. */
export function parseFrame(text: string): ParsedFrame {
  const frame = parseJson(text)
  if (!isObject(frame)) return unreadable('the frame is no JSON object')
  const { type, id, payload } = frame
  if (type === 'connection_init') return { ok: true, message: { type } }
  if (type !== 'start' && type !== 'stop') {
    const given = `"type" is ${JSON.stringify(type) ?? 'missing'}`
    return unreadable(`${given}; clients send connection_init, start and stop`, id)
  }
  if (typeof id !== 'string' || id === '') {
    return unreadable(`"id" of ${type} is ${JSON.stringify(id) ?? 'missing'}; it has to be a text`)
  }
  return type === 'stop' ? { ok: true, message: { type, id } } : parseStart(id, payload)
}

function parseStart(id: string, payload: unknown): ParsedFrame {
  if (!isObject(payload) || typeof payload['data'] !== 'string') {
    return unreadable('"payload.data" of start has to be the request as JSON text', id)
  }
  const { data, extensions } = payload
  const headers = isObject(extensions) ? readHeaders(extensions['authorization']) : undefined
  return { ok: true, message: { type: 'start', id, data, headers: headers ?? {} } }
}

function unreadable(why: string, id?: unknown): ParsedFrame {
  const error = unsupported('unknown', why)
  return typeof id === 'string' ? { ok: false, id, error } : { ok: false, error }
}

/** AppSync's words for what it does not take here (appsync-realtime-client, artillery #1567), then what is the matter. */
export function unsupported(what: string, why: string): RealtimeError {
  return {
    errorType: 'UnsupportedOperation',
    message: `${what} not supported through the realtime channel: ${why}`,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
