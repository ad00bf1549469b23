import type { Server } from 'node:http'
import { createServer } from 'node:net'
import type { Server as NetServer, Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

import type { Certificate } from './certificate.ts'

/** The first byte of a TLS handshake; no HTTP request begins with it. */
const handshakeByte = 0x16

/** A server in front of another one, which speaks TLS to whoever begins with it and plain HTTP to the others. */
export interface TlsFront {
  readonly server: NetServer
  /** Ends every connection, also those that have not said a word yet. */
  closeAllConnections(): void
}

/** Lets the HTTP server answer both `http` and `https` on one port; sockets that become WebSockets are its own too. */
export function acceptTls(http: Server, { key, chain }: Certificate): TlsFront {
  const sockets = new Set<Socket>()
  const tls = createTlsServer({ key, cert: chain, ALPNProtocols: ['http/1.1'] }, (socket) => {
    socket.on('error', () => socket.destroy())
    http.emit('connection', socket)
  })
  // A client that does not trust the certificate hangs up, and that is its own affair.
  tls.on('tlsClientError', (_error, socket) => socket.destroy())
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.once('readable', () => route(socket, { http, tls }))
  })
  return {
    server,
    closeAllConnections: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}

function route(
  socket: Socket,
  { http, tls }: { readonly http: NetServer; readonly tls: NetServer },
): void {
  const begun: unknown = socket.read()
  // Nothing to read means that the other side has hung up.
  if (!Buffer.isBuffer(begun)) return void socket.end()
  socket.unshift(begun)
  const target = begun[0] === handshakeByte ? tls : http
  target.emit('connection', socket)
}
