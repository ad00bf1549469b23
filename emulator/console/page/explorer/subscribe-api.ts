import { isObject } from '../wire/json.ts'
import type { JsonObject } from '../wire/json.ts'
import type { GraphRequest } from './ask-api.ts'

/** Who is told what a subscription brings. */
export interface Listener {
  readonly next: (payload: JsonObject) => void
  readonly error: (error: Error) => void
  readonly complete: () => void
}

/**
 * Subscribes as whoever the token speaks of, over AppSync's real-time protocol (`clients` §3); returns how to stop. A refusal
 * comes as a payload with errors, and completes.
 */
export function subscribeToApi(
  request: GraphRequest,
  accessToken: string,
  listener: Listener,
): () => void {
  const { host, origin } = window.location
  const authorization = { Authorization: accessToken, host }
  const data = JSON.stringify(request)
  const url = `${origin.replace(/^http/, 'ws')}/graphql/realtime`
  const socket = new WebSocket(url, ['graphql-ws', `header-${base64Url(authorization)}`])
  const send = (message: object): void => socket.send(JSON.stringify(message))

  socket.addEventListener('open', () => send({ type: 'connection_init' }))
  socket.addEventListener('message', (event) => {
    const { type, payload } = parseMessage(event.data)
    if (type === 'connection_ack') {
      send({ id: '1', type: 'start', payload: { data, extensions: { authorization } } })
    }
    if (type === 'data') listener.next(payload)
    if (type === 'error' || type === 'connection_error') {
      stop()
      listener.next(payload)
      listener.complete()
    }
  })
  const onClose = ({ reason, code }: CloseEvent): void =>
    listener.error(new Error(`the subscription has ended: ${reason || `code ${code}`}`))
  socket.addEventListener('close', onClose)
  const stop = (): void => {
    socket.removeEventListener('close', onClose)
    socket.close()
  }
  return stop
}

interface Message {
  readonly type: unknown
  readonly payload: JsonObject
}

function parseMessage(text: unknown): Message {
  const message: unknown = typeof text === 'string' ? JSON.parse(text) : undefined
  if (!isObject(message)) return { type: undefined, payload: {} }
  const { type, payload } = message
  return { type, payload: isObject(payload) ? payload : {} }
}

/** Subprotocols may hold no other characters (`clients` §3.2). */
function base64Url(value: object): string {
  const text = btoa(JSON.stringify(value))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
