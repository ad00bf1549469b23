import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

import { WebSocketServer } from 'ws'
import type { RawData, WebSocket } from 'ws'

import { Connection } from './connection.ts'
import { readConnectionRequest } from './connection-request.ts'
import { frameLimitBytes, subprotocol, unsupported } from './protocol.ts'
import type { RealtimeError } from './protocol.ts'
import type { RealtimeApi } from './realtime-api.ts'
import { sharePayloads } from './shared-payloads.ts'

/** AppSync's real-time endpoint. */
export interface Realtime {
  /** Takes over a socket that asks for the WebSocket protocol: always, who may not connect hears it there (`clients` §3.4). */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Ends every connection, politely at first, within a quarter of a second. */
  close(): Promise<void>
}

/** How connections are kept. */
export interface RealtimeOptions {
  /** Milliseconds between two signs of life; clients want one each 60 seconds at the latest. */
  readonly keepAliveMs?: number
}

/** What is larger than this is not even read, in bytes; up to here the client hears what is wrong and goes on. */
const readLimitBytes = 16_000_000

/** Milliseconds that a client has to answer a goodbye. */
const goodbyeMs = 250

/** Serves subscriptions; whoever makes it mounts it at `/graphql/realtime`. */
export function createRealtime(
  api: RealtimeApi,
  { keepAliveMs = 50_000 }: RealtimeOptions = {},
): Realtime {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: readLimitBytes,
    handleProtocols: (offered) => offered.has(subprotocol) && subprotocol,
  })
  const connections = new Set<Connection>()
  const stopListening = listenFor(connections, api)

  const connect = (socket: WebSocket, request: IncomingMessage): void => {
    const connection = new Connection(socket, {
      api,
      keepAliveMs,
      request: readConnectionRequest(request),
    })
    connections.add(connection)
    serve(socket, connection)
    socket.on('close', () => connections.delete(connection))
  }
  return {
    upgrade: (request, socket, head) => {
      if (api.faults.meet('sockets-refused')) socket.end(unavailable, () => socket.destroy())
      else server.handleUpgrade(request, socket, head, connect)
    },
    close: () => {
      stopListening()
      for (const connection of connections) connection.close(1001, 'the sandbox has stopped')
      return endAll(server)
    },
  }
}

/** Passes on what happens to every connection; returns how to stop. */
function listenFor(connections: ReadonlySet<Connection>, api: RealtimeApi): () => void {
  const stops = [
    api.events.listen((event) => {
      const payloadText = sharePayloads()
      for (const connection of connections) connection.hear(event, payloadText)
    }),
    // 1012, "service restart": clients connect again and start their subscriptions anew.
    api.events.onEnd((reason) => {
      for (const connection of connections) connection.close(1012, reason)
    }),
    api.faults.onDrop(() => {
      for (const connection of connections) connection.drop()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** What the fault "sockets-refused" answers. */
const unavailable =
  'HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'

function serve(socket: WebSocket, connection: Connection): void {
  socket.on('message', (data, isBinary) => {
    if (isBinary) {
      return connection.refuse(unsupported('unknown', 'frames have to be text, this one is binary'))
    }
    const bytes = bytesOf(data)
    if (bytes.byteLength > frameLimitBytes) return connection.refuse(tooLarge)
    return connection.receive(bytes.toString('utf8'))
  })
  socket.on('close', () => connection.forget())
  // A frame against the WebSocket protocol itself: ws closes the socket with the code for it.
  socket.on('error', () => connection.forget())
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return Buffer.isBuffer(data) ? data : Buffer.from(data)
}

/** What AppSync says is not documented; the type is that of the same fault over HTTP. */
const tooLarge: RealtimeError = {
  errorType: 'RequestEntityTooLargeException',
  message: `the frame is larger than ${frameLimitBytes} bytes`,
}

function endAll(server: WebSocketServer): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => {
      for (const client of server.clients) client.terminate()
    }, goodbyeMs)
    server.close(() => {
      clearTimeout(impatience)
      resolve()
    })
  })
}
