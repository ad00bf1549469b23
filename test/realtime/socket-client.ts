import { once } from 'node:events'
import type { TestContext } from 'node:test'

import { WebSocket } from 'ws'

/** A frame of the server, parsed. */
export type Frame = Readonly<Record<string, unknown>>

/** How a client connects. */
export interface SocketOptions {
  /** The JSON of `header-…`; absent: none is offered. */
  readonly header?: object
  readonly protocols?: readonly string[]
  readonly search?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A bare client of the real-time protocol. */
export interface SocketClient {
  readonly socket: WebSocket
  /** Sends JSON, or a text as it is. */
  send(frame: object | string): void
  /** The next frame of the server that is no sign of life. */
  next(): Promise<Frame>
  /** Every frame that came and was not asked for, signs of life included. */
  rest(): readonly Frame[]
  /** Sends `start` and gives the answer to it. */
  start(id: string, asked: Asked): Promise<Frame>
  /** The code and the reason of the end. */
  closed(): Promise<readonly [number, string]>
}

/** A subscription and who asks for it. */
export interface Asked {
  readonly query: string
  readonly variables?: object
  readonly operationName?: string
  readonly authorization?: object
}

/** base64url without padding, as aws-amplify writes it. */
export function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** Opens a socket; it ends with the test at the latest. */
export async function openSocket(
  t: TestContext,
  url: string,
  { header, protocols, search = '', headers = {} }: SocketOptions,
): Promise<SocketClient> {
  const offered = header === undefined ? ['graphql-ws'] : ['graphql-ws', `header-${encode(header)}`]
  const socket = new WebSocket(`${url}${search}`, [...(protocols ?? offered)], { headers })
  t.after(() => socket.terminate())
  const client = clientOf(socket)
  await once(socket, 'open')
  return client
}

/** Opens a socket with a token and waits until it is acknowledged. */
export async function connectAs(t: TestContext, url: string, token: string): Promise<SocketClient> {
  const client = await openSocket(t, url, { header: { Authorization: token, host: 'x' } })
  client.send({ type: 'connection_init' })
  const answer = await client.next()
  if (answer['type'] !== 'connection_ack') throw new Error(JSON.stringify(answer))
  return client
}

function clientOf(socket: WebSocket): SocketClient {
  const frames: Frame[] = []
  const waiting: ((frame: Frame) => void)[] = []
  const ended = once(socket, 'close')
  // A socket that never opened is reported by whoever waits for it to open.
  ended.catch(() => undefined)
  socket.on('message', (data) => {
    const frame: Frame = JSON.parse(Buffer.isBuffer(data) ? data.toString() : 'null')
    const waiter = frame['type'] === 'ka' ? undefined : waiting.shift()
    if (waiter === undefined) frames.push(frame)
    else waiter(frame)
  })
  const send = (frame: object | string): void =>
    socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  const next = (): Promise<Frame> => {
    const index = frames.findIndex(({ type }) => type !== 'ka')
    const [frame] = index < 0 ? [] : frames.splice(index, 1)
    return frame === undefined
      ? new Promise((resolve) => waiting.push(resolve))
      : Promise.resolve(frame)
  }
  return {
    socket,
    send,
    next,
    rest: () => frames,
    start: (id, { authorization, ...request }) => {
      const extensions = authorization === undefined ? {} : { extensions: { authorization } }
      send({ id, type: 'start', payload: { data: JSON.stringify(request), ...extensions } })
      return next()
    },
    closed: async () => {
      const [code, reason]: unknown[] = await ended
      return [Number(code), String(reason)]
    },
  }
}
