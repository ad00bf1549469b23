import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import type { AddressInfo, Server as NetServer } from 'node:net'
import type { Duplex } from 'node:stream'

import { EmulatorError } from '../errors.ts'
import type { Certificate } from './certificate.ts'
import { acceptTls } from './tls.ts'

/** What answers below a path; the first whose prefix fits. */
export interface Mount {
  /** e.g. `/oidc`, which also answers `/oidc/…`; `/` answers whatever is left, and has to be there. */
  readonly prefix: string
  readonly handle: RequestListener
  /** Takes over a socket that asks for the WebSocket protocol; without it such a socket is refused. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

/** A listening server. */
export interface ListeningServer {
  readonly host: string
  readonly port: number
  /** From now on these answer; requests that came earlier were waiting. */
  mount(mounts: readonly Mount[]): void
  /** Stops listening and ends every connection. */
  close(): Promise<void>
}

/** Where to listen. */
export interface ListenOptions {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** Whether a taken port may be replaced by the next free one. */
  readonly orNext: boolean
  /** Absent: plain HTTP only; otherwise the port speaks TLS as well. */
  readonly certificate?: Certificate | undefined
}

/** Tokens that are too large are answered as AppSync answers; Node's own limit of 16 kB would answer an empty 431. */
const headerLimitBytes = 131_072

/** How many ports beyond the wanted one are tried. */
const portsTried = 20

/** Listens; rejects with PORT_IN_USE when that is not possible. What answers is mounted later, when the port is known. */
export async function listen(options: ListenOptions): Promise<ListeningServer> {
  let mount: ListeningServer['mount'] = () => undefined
  const mounted = new Promise<readonly Mount[]>((resolve) => {
    mount = resolve
  })
  const server = createServer({ maxHeaderSize: headerLimitBytes }, (req, res) => {
    void mounted.then((mounts) => dispatch(mounts, req, res))
  })
  server.on('upgrade', (req, socket, head) => {
    // Nobody else listens from here on, and a connection that breaks is no fault of the sandbox.
    socket.on('error', () => socket.destroy())
    void mounted.then((mounts) => upgrade(mounts, req, socket, head))
  })
  const front = frontOf(server, options.certificate)
  const { address, port } = await bind(front.server, options)
  return { host: address, port, mount, close: () => close(front) }
}

/** What listens, and how all its connections are ended. */
interface Front {
  readonly server: NetServer
  closeAllConnections(): void
}

function frontOf(server: Server, certificate: Certificate | undefined): Front {
  if (certificate !== undefined) return acceptTls(server, certificate)
  return { server, closeAllConnections: () => server.closeAllConnections() }
}

function dispatch(mounts: readonly Mount[], ...[req, res]: Parameters<RequestListener>): void {
  mountOf(mounts, pathOf(req))?.handle(req, res)
}

function upgrade(
  mounts: readonly Mount[],
  ...[req, socket, head]: Parameters<NonNullable<Mount['upgrade']>>
): void {
  const path = pathOf(req)
  const mount = mountOf(mounts, path)
  if (mount?.upgrade === undefined) refuseUpgrade(path, mounts, socket)
  else mount.upgrade(req, socket, head)
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?')[0] ?? '/'
}

function mountOf(mounts: readonly Mount[], path: string): Mount | undefined {
  return mounts.find(
    ({ prefix }) => prefix === '/' || path === prefix || path.startsWith(`${prefix}/`),
  )
}

/** Said in the answer instead of silence: clients retry a refused upgrade for ever. */
function refuseUpgrade(path: string, mounts: readonly Mount[], socket: Duplex): void {
  const takers = mounts.filter((mount) => mount.upgrade !== undefined).map(({ prefix }) => prefix)
  const text = `${path} takes no WebSocket; these do: ${takers.join(', ') || 'none'}\n`
  const head = [
    'HTTP/1.1 404 Not Found',
    'connection: close',
    'content-type: text/plain; charset=utf-8',
    `content-length: ${Buffer.byteLength(text)}`,
  ]
  socket.once('finish', () => socket.destroy())
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`)
}

async function bind(
  server: NetServer,
  { host, port, orNext }: ListenOptions,
): Promise<AddressInfo> {
  const last = orNext && port !== 0 ? port + portsTried : port
  for (let candidate = port; candidate <= last; candidate++) {
    const address = await tryPort(server, host, candidate)
    if (address !== undefined) return address
  }
  throw new EmulatorError('PORT_IN_USE', portMessage(host, port, last))
}

function portMessage(host: string, port: number, last: number): string {
  const taken = last > port ? `ports ${port} to ${last}` : `port ${port}`
  return `${taken} on ${host} cannot be used: another process listens there ("lsof -i :${port}" names it); stop it, or choose another with --port N (0 takes any free one)`
}

/** Ports below 1024 belong to the system on most machines, and Flutter's subscriptions want 443. */
function forbidden(port: number): string {
  return `port ${port} may not be used by you: the system keeps it for privileged programs; choose one above 1023 with --port N, or allow it ("sudo sysctl net.ipv4.ip_unprivileged_port_start=${port}" on Linux)`
}

function tryPort(server: NetServer, host: string, port: number): Promise<AddressInfo | undefined> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') return resolve(undefined)
      if (error.code === 'EACCES') return reject(new EmulatorError('PORT_IN_USE', forbidden(port)))
      const message = `--host "${host}" cannot be listened on: ${error.message}; use --host 127.0.0.1`
      return reject(new EmulatorError('USAGE', message, { cause: error }))
    }
    server.once('error', onError)
    server.listen({ port, host }, () => {
      server.off('error', onError)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address : undefined)
    })
  })
}

function close(front: Front): Promise<void> {
  return new Promise((resolve) => {
    front.server.close(() => resolve())
    front.closeAllConnections()
  })
}
