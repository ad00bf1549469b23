import { WebSocket } from 'ws'

import type { Random } from '../conformance/random.ts'
import { noise, oddDocument, oddJson, oddText, oddToken, oneOf } from './odd-values.ts'

/** Where frames go, and a token that is in order. */
export interface Target {
  readonly random: Random
  readonly realtime: string
  readonly token: string
}

/** Opens one socket, now and then with odd credentials, and sends so many odd frames; resolves when it is closed again. */
export async function sendOddFrames(
  { random, realtime, token }: Target,
  count: number,
): Promise<void> {
  const header = random.chance(0.7)
    ? JSON.stringify({ Authorization: token, host: 'x' })
    : random.pick([oddJson(random), noise(random), '{"authorization":{}}', '[]'])
  const encoded = Buffer.from(header).toString('base64url')
  const inQuery = random.chance(0.5)
  const socket = new WebSocket(
    inQuery ? `${realtime}?header=${encoded}&payload=e30=` : realtime,
    inQuery || encoded === '' ? ['graphql-ws'] : ['graphql-ws', `header-${encoded}`],
  )
  socket.on('error', () => socket.terminate())
  const until = (event: 'open' | 'close'): Promise<void> =>
    new Promise((resolve) => socket.once(event, () => resolve()))
  const closed = until('close')
  await Promise.race([until('open'), closed])
  if (socket.readyState === socket.OPEN) {
    socket.send('{"type":"connection_init"}')
    for (let sent = 1; sent < count; sent++) sendFrame(socket, random, token)
    if (random.chance(0.5)) tearUp(socket, random)
    // The answers to all that is the sandbox's last word; a ping's comes after them.
    socket.close()
  }
  const impatience = setTimeout(() => socket.terminate(), 2000)
  await closed
  clearTimeout(impatience)
}

function sendFrame(socket: WebSocket, random: Random, token: string): void {
  const id = random.pick(['"1"', '"2"', oddJson(random)])
  const data = oneOf(random, [
    () => JSON.stringify({ query: 'subscription { onCreateTodo { id } }', variables: {} }),
    () => JSON.stringify({ query: oddDocument(random) }),
    () =>
      `{"query":"subscription ($a: ModelSubscriptionTodoFilterInput) { onCreateTodo(filter: $a) { id } }","variables":{"a":${oddJson(random)}}}`,
    () => oddJson(random),
  ])
  const authorization = JSON.stringify({
    Authorization: random.chance(0.6) ? token : oddToken(random, token),
  })
  const text = oneOf(random, [
    () =>
      `{"id":${id},"type":"start","payload":{"data":${JSON.stringify(data)},"extensions":{"authorization":${authorization}}}}`,
    () => `{"id":${id},"type":"start","payload":${oddJson(random)}}`,
    () => `{"id":${id},"type":"stop"}`,
    () => `{"type":${oddJson(random)}}`,
    () => '{"type":"connection_init","payload":{"__proto__":null}}',
    () => oddJson(random),
    () => oddText(random),
    () => noise(random),
  ])
  if (random.chance(0.1)) socket.send(Buffer.from(text))
  else socket.send(text)
}

/** Bytes that are no frames, below the protocol. */
function tearUp(socket: WebSocket, random: Random): void {
  const stream: unknown = Reflect.get(socket, '_socket')
  if (typeof stream !== 'object' || stream === null || !('write' in stream)) return
  const bytes = Buffer.from(Array.from({ length: 20 }, () => random.below(256)))
  if (typeof stream.write === 'function') stream.write(bytes)
}
