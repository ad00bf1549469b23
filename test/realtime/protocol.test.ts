import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { once } from 'node:events'
import { test } from 'node:test'

import { ask, call, tokenFor } from '../ask.ts'
import { runSandbox } from '../running-sandbox.ts'
import { connectAs, openSocket } from './socket-client.ts'
import type { Asked, Frame } from './socket-client.ts'

const start = { id: '7', type: 'start' }
const notSupported = 'not supported through the realtime channel'
const kinds = 'clients send connection_init, start and stop'

function error(message: string, errorType?: string): object {
  return { type: 'error', payload: { errors: [{ ...(errorType && { errorType }), message }] } }
}

function unsupported(what: string, why: string): object {
  return error(`${what} ${notSupported}: ${why}`, 'UnsupportedOperation')
}

const noData = {
  id: '7',
  ...unsupported('unknown', '"payload.data" of start has to be the request as JSON text'),
}
const badFrames: readonly [string, object | string, object][] = [
  ['no JSON', 'hello', unsupported('unknown', 'the frame is no JSON object')],
  ['an empty frame', '', unsupported('unknown', 'the frame is no JSON object')],
  ['a list', [1], unsupported('unknown', 'the frame is no JSON object')],
  ['null', 'null', unsupported('unknown', 'the frame is no JSON object')],
  ['no type', {}, unsupported('unknown', `"type" is missing; ${kinds}`)],
  [
    'an unknown type',
    { id: '7', type: 'subscribe', payload: { query: 'subscription { onCreateTodo { id } }' } },
    { id: '7', ...unsupported('unknown', `"type" is "subscribe"; ${kinds}`) },
  ],
  ['a type that is no text', { type: 1 }, unsupported('unknown', `"type" is 1; ${kinds}`)],
  [
    'start without an id',
    { type: 'start', payload: { data: '{}' } },
    unsupported('unknown', '"id" of start is missing; it has to be a text'),
  ],
  [
    'stop with a number',
    { type: 'stop', id: 7 },
    unsupported('unknown', '"id" of stop is 7; it has to be a text'),
  ],
  ['start without a payload', start, noData],
  ['start with a payload that is null', { ...start, payload: null }, noData],
  ['start as other servers take it', { ...start, payload: { query: '{ a }' } }, noData],
  ['start whose data is an object', { ...start, payload: { data: { query: '' } } }, noData],
  [
    'stop of what never started',
    { type: 'stop', id: 'x' },
    { id: 'x', ...error('Unknown operation id x', 'UnknownOperationError') },
  ],
  [
    'a frame of more than a megabyte',
    'x'.repeat(1_000_001),
    error('the frame is larger than 1000000 bytes', 'RequestEntityTooLargeException'),
  ],
]

test('a frame that cannot be read is answered with an error, and the socket goes on', async (t) => {
  const sandbox = await runSandbox(t)
  const token = await tokenFor(sandbox, { persona: 'alice' })
  const client = await connectAs(t, sandbox.ready.realtime, token)

  for (const [title, frame, answer] of badFrames) {
    await t.test(title, async () => {
      client.send(frame)

      assert.deepEqual(await client.next(), answer)
    })
  }
  await t.test('a binary frame', async () => {
    client.socket.send(Buffer.from('{"type":"connection_init"}'), { binary: true })

    const why = 'frames have to be text, this one is binary'
    assert.deepEqual(await client.next(), unsupported('unknown', why))
  })
  await t.test('start before connection_init', async () => {
    const early = await openSocket(t, sandbox.ready.realtime, { header: { Authorization: token } })
    const authorization = { Authorization: token }

    const answer = await early.start('1', { query: good, authorization })

    const why = 'send connection_init first'
    assert.deepEqual(answer, { id: '1', ...unsupported('start', why) })
  })
  const authorization = { Authorization: token }
  const answer = await client.start('1', { query: good, authorization })
  assert.deepEqual(answer, { id: '1', type: 'start_ack' })
})

const good = 'subscription { onCreateTodo { id } }'
const two = `subscription One { onCreateTodo { id } } subscription Two { onDeleteTodo { id } }`
const notHere = 'only subscriptions go over this socket; POST the rest to /graphql'
const noGraphQL = error('Unable to parse GraphQL query.', 'MalformedHttpRequestException')
const requests: readonly [string, Partial<Asked>, object][] = [
  ['an empty document', { query: '' }, noGraphQL],
  ['a document that cannot be parsed', { query: 'subscription {' }, noGraphQL],
  [
    'two operations without a name',
    { query: two },
    error('Missing operation name.', 'BadRequestException'),
  ],
  [
    'a name that no operation has',
    { query: two, operationName: 'Three' },
    error("Unknown operation named 'Three'.", 'BadRequestException'),
  ],
  ['a query', { query: '{ listTodos { items { id } } }' }, unsupported('query', notHere)],
  [
    'a mutation',
    { query: 'mutation { createTodo(input: {}) { id } }' },
    unsupported('mutation', notHere),
  ],
  [
    'a field that does not exist',
    { query: 'subscription { onCreateTodo { nope } }' },
    error(
      "Validation error of type FieldUndefined: Field 'nope' in type 'Todo' is undefined @ 'onCreateTodo/nope'",
    ),
  ],
  [
    'a required variable that is missing',
    {
      query:
        'subscription ($f: ModelSubscriptionTodoFilterInput!) { onCreateTodo(filter: $f) { id } }',
    },
    error(
      "Variable 'f' has coerced Null value for NonNull type 'ModelSubscriptionTodoFilterInput!'",
    ),
  ],
  [
    'a subscription that leaves its field out',
    { query: 'subscription { onCreateTodo @skip(if: true) { id } }' },
    error('the subscription selects no field'),
  ],
  [
    'no credentials of its own',
    { authorization: {} },
    error('Valid authorization header not provided.', 'UnauthorizedException'),
  ],
  [
    'a token that is none',
    { authorization: { authorization: 'x' } },
    error('Unable to parse JWT token.', 'UnauthorizedException'),
  ],
]

test('a start that cannot be served is refused by its id, and the socket goes on', async (t) => {
  const sandbox = await runSandbox(t)
  const token = await tokenFor(sandbox, { persona: 'alice' })
  const client = await connectAs(t, sandbox.ready.realtime, token)
  const mine = { query: good, authorization: { Authorization: token } }

  for (const [title, asked, answer] of requests) {
    await t.test(title, async () => {
      assert.deepEqual(await client.start('1', { ...mine, ...asked }), { id: '1', ...answer })
    })
  }
  await t.test('the one of two operations that is named is started', async () => {
    const answer = await client.start('two', { ...mine, query: two, operationName: 'Two' })

    assert.deepEqual(answer, { id: 'two', type: 'start_ack' })
  })
  await t.test('an id is free again after stop, and not before', async () => {
    const answers: Frame[] = [await client.start('1', mine), await client.start('1', mine)]
    client.send({ type: 'stop', id: '1' })
    answers.push(await client.next(), await client.start('1', mine))

    const duplicated = error('Duplicated operation with id 1', 'DuplicatedOperationError')
    assert.deepEqual(answers, [
      { id: '1', type: 'start_ack' },
      { id: '1', ...duplicated },
      { type: 'complete', id: '1' },
      { id: '1', type: 'start_ack' },
    ])
  })
})

test('frames are answered in the order in which they came, without waiting in between', async (t) => {
  const sandbox = await runSandbox(t)
  const token = await tokenFor(sandbox, { persona: 'alice' })
  const client = await openSocket(t, sandbox.ready.realtime, { header: { Authorization: token } })
  const data = JSON.stringify({ query: good })
  const payload = { data, extensions: { authorization: { Authorization: token } } }

  client.send({ type: 'connection_init' })
  client.send({ id: '1', type: 'start', payload })
  client.send({ id: '1', type: 'stop' })
  client.send({ id: '2', type: 'start', payload })

  const types = []
  for (let count = 0; count < 4; count++) types.push((await client.next())['type'])
  assert.deepEqual(types, ['connection_ack', 'start_ack', 'complete', 'start_ack'])
  assert.deepEqual(client.rest(), [{ type: 'ka' }])
})

test('a start that is refused stands in the decision log with its true reason', async (t) => {
  const sandbox = await runSandbox(t)
  const now = Math.floor(Date.now() / 1000)
  const token = await tokenFor(sandbox, { persona: 'alice' })
  const nobody = await tokenFor(sandbox, { claims: { sub: 'x' } })
  const old = await tokenFor(sandbox, { persona: 'alice', authTime: now - 400 })
  const client = await connectAs(t, sandbox.ready.realtime, token)
  const query = 'subscription { onCreateNote { id } }'

  const denied = await client.start('1', { query, authorization: { Authorization: nobody } })
  const refused = await client.start('2', { query, authorization: { Authorization: old } })
  const allowed = await client.start('3', { query, authorization: { Authorization: token } })

  const text = 'Not Authorized to access onCreateNote on type Subscription'
  assert.deepEqual(denied, { id: '1', ...error(text, 'Unauthorized') })
  assert.deepEqual(refused, { id: '2', ...error('Unauthorized', 'UnauthorizedException') })
  assert.deepEqual(allowed, { id: '3', type: 'start_ack' })
  const { body } = await call(sandbox, '/decisions')
  assert.ok(Array.isArray(body))
  assert.deepEqual(
    body.map(({ effect, fieldName, refusal }) => [effect, fieldName ?? refusal.reason]),
    [
      ['deny', 'onCreateNote'],
      ['deny', 'signed-in-too-long-ago'],
      ['conditional', 'onCreateNote'],
    ],
  )
})

test('what is no WebSocket at all leaves the sandbox alive', async (t) => {
  const sandbox = await runSandbox(t)
  const { port, hostname } = new URL(sandbox.ready.url)
  const token = await tokenFor(sandbox, { persona: 'alice' })
  const head = `GET /graphql/realtime HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n`
  const key = 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n'
  const noise: readonly [string, string, RegExp][] = [
    ['a handshake without a key', `${head}\r\n`, /^HTTP\/1\.1 400 /],
    ['bytes that are no frame', `${head}${key}\r\n${'\xff'.repeat(50)}`, /^HTTP\/1\.1 101 /],
    ['a frame without a mask', `${head}${key}\r\n\x81\x02{}`, /^HTTP\/1\.1 101 /],
  ]

  for (const [title, bytes, answer] of noise) {
    await t.test(title, async () => {
      const socket = connect(Number(port), hostname)
      let heard = ''
      socket.on('data', (chunk) => (heard += chunk.toString('latin1')))
      socket.write(bytes, 'latin1')
      await once(socket, 'close')

      assert.match(heard, answer)
    })
  }
  await t.test('a frame too large to be read', async () => {
    const client = await connectAs(t, sandbox.ready.realtime, token)
    client.send('x'.repeat(16_000_001))

    assert.equal((await client.closed())[0], 1009)
  })
  const { status } = await ask(sandbox, { token, query: '{ listTodos { items { id } } }' })
  assert.equal(status, 200)
})
