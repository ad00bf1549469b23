import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { ask, tokenFor } from '../ask.ts'
import { runSandbox } from '../running-sandbox.ts'
import type { RunningSandbox } from '../running-sandbox.ts'
import { connectAs } from './socket-client.ts'
import type { Frame, SocketClient } from './socket-client.ts'

/** A sandbox, and tokens of the sample's personas. */
async function openSample(
  t: TestContext,
): Promise<readonly [RunningSandbox, Record<'alice' | 'bob' | 'mona', string>]> {
  const sandbox = await runSandbox(t)
  const [alice, bob, mona] = await Promise.all(
    ['alice', 'bob', 'mona'].map((persona) => tokenFor(sandbox, { persona })),
  )
  return [sandbox, { alice: alice ?? '', bob: bob ?? '', mona: mona ?? '' }]
}

/** Starts a subscription and fails when it is refused; the id is what the test calls it by. */
async function listen(
  client: SocketClient,
  id: string,
  asked: { readonly token: string; readonly query: string; readonly variables?: object },
): Promise<void> {
  const { token, ...request } = asked
  const answer = await client.start(id, { ...request, authorization: { Authorization: token } })
  assert.deepEqual(answer, { id, type: 'start_ack' })
}

async function mutate(sandbox: RunningSandbox, token: string, mutation: string): Promise<unknown> {
  const { body } = await ask(sandbox, { token, query: `mutation { ${mutation} }` })
  return body
}

async function take(client: SocketClient, count: number): Promise<readonly Frame[]> {
  const frames = []
  while (frames.length < count) frames.push(await client.next())
  return frames
}

function data(id: string, payload: object): Frame {
  return { id, type: 'data', payload: { data: payload } }
}

test('personas on one socket hear what each of them may hear, and nothing of anybody else', async (t) => {
  const [sandbox, { alice, bob, mona }] = await openSample(t)
  const client = await connectAs(t, sandbox.ready.realtime, mona)
  const query = 'subscription { onCreateArticle { id owner } }'
  await listen(client, 'alice', { token: alice, query })
  await listen(client, 'bob', { token: bob, query })
  await listen(client, 'mona', { token: mona, query })

  await mutate(sandbox, bob, 'createArticle(input: { id: "b", title: "his" }) { id owner }')
  await mutate(sandbox, alice, 'createArticle(input: { id: "a", title: "hers" }) { id owner }')

  const his = { onCreateArticle: { id: 'b', owner: 'bob' } }
  const hers = { onCreateArticle: { id: 'a', owner: 'alice' } }
  assert.deepEqual(await take(client, 4), [
    data('bob', his),
    data('mona', his),
    data('alice', hers),
    data('mona', hers),
  ])
})

test('create, update and delete are told to those who listen for them', async (t) => {
  const [sandbox, { alice }] = await openSample(t)
  const client = await connectAs(t, sandbox.ready.realtime, alice)
  for (const field of ['onCreateNote', 'onUpdateNote', 'onDeleteNote']) {
    await listen(client, field, { token: alice, query: `subscription { ${field} { title } }` })
  }

  await mutate(sandbox, alice, 'createNote(input: { id: "n", title: "1" }) { title owner }')
  await mutate(sandbox, alice, 'updateNote(input: { id: "n", title: "2" }) { title owner }')
  await mutate(sandbox, alice, 'deleteNote(input: { id: "n" }) { title owner }')

  assert.deepEqual(await take(client, 3), [
    data('onCreateNote', { onCreateNote: { title: '1' } }),
    data('onUpdateNote', { onUpdateNote: { title: '2' } }),
    data('onDeleteNote', { onDeleteNote: { title: '2' } }),
  ])
})

test('the filter of the client and the filter of the rules both select', async (t) => {
  const [sandbox, { alice, bob }] = await openSample(t)
  const client = await connectAs(t, sandbox.ready.realtime, alice)
  const query = `subscription ($filter: ModelSubscriptionNoteFilterInput, $owner: String) {
    onCreateNote(filter: $filter, owner: $owner) { title }
  }`
  await listen(client, 'all', { token: alice, query })
  const filter = { title: { beginsWith: 'x' } }
  await listen(client, 'x', { token: alice, query, variables: { filter } })
  await listen(client, 'mine', { token: alice, query, variables: { owner: 'alice' } })
  const foreign = await client.start('his', {
    query,
    variables: { owner: 'bob' },
    authorization: { authorization: alice },
  })

  const create = (title: string): string =>
    `createNote(input: { title: "${title}" }) { title owner }`
  await mutate(sandbox, bob, create('x of bob'))
  await mutate(sandbox, alice, create('plain'))
  await mutate(sandbox, alice, create('xylophone'))

  const note = (id: string, title: string): Frame => data(id, { onCreateNote: { title } })
  const message = 'Not Authorized to access onCreateNote on type Subscription'
  const errors = [{ errorType: 'Unauthorized', message }]
  assert.deepEqual(foreign, { id: 'his', type: 'error', payload: { errors } })
  assert.deepEqual(await take(client, 5), [
    note('all', 'plain'),
    note('mine', 'plain'),
    note('all', 'xylophone'),
    note('x', 'xylophone'),
    note('mine', 'xylophone'),
  ])
})

test('each subscriber sees its own selection of what the mutation selected', async (t) => {
  const [sandbox, { alice }] = await openSample(t)
  const client = await connectAs(t, sandbox.ready.realtime, alice)
  const queries: Readonly<Record<string, string>> = {
    aliased: 'subscription { note: onCreateNote { text: body __typename } }',
    fragment:
      'subscription { onCreateNote { ...part } } fragment part on Note { body ... on Note { id } }',
    conditional: 'subscription ($no: Boolean!) { onCreateNote { id title @include(if: $no) } }',
    required: 'subscription { onCreateNote { id title } }',
  }
  for (const [id, query] of Object.entries(queries)) {
    await listen(client, id, { token: alice, query, variables: { no: false } })
  }

  const created = 'createNote(input: { id: "n", title: "t", body: "b" })'
  await mutate(sandbox, alice, `other: ${created} { id words: body owner }`)

  const errors = [
    {
      message:
        "Cannot return null for non-nullable type: 'String' within parent 'Note' (/onCreateNote/title)",
      path: ['onCreateNote', 'title'],
    },
  ]
  assert.deepEqual(await take(client, 4), [
    data('aliased', { note: { text: 'b', __typename: 'Note' } }),
    data('fragment', { onCreateNote: { body: 'b', id: 'n' } }),
    data('conditional', { onCreateNote: { id: 'n' } }),
    { id: 'required', type: 'data', payload: { data: { onCreateNote: null }, errors } },
  ])
})

test('a mutation that fails, one of somebody who may not, and a stopped subscription tell nothing', async (t) => {
  const [sandbox, { alice, bob }] = await openSample(t)
  const client = await connectAs(t, sandbox.ready.realtime, alice)
  await listen(client, 'on', { token: alice, query: 'subscription { onUpdateNote { title } }' })
  await listen(client, 'off', { token: alice, query: 'subscription { onUpdateNote { title } }' })
  await mutate(sandbox, alice, 'createNote(input: { id: "n", title: "t" }) { title owner }')
  client.send({ id: 'off', type: 'stop' })
  assert.deepEqual(await client.next(), { id: 'off', type: 'complete' })

  await mutate(sandbox, bob, 'updateNote(input: { id: "n", title: "his" }) { title owner }')
  await mutate(sandbox, alice, 'updateNote(input: { id: "none", title: "x" }) { title owner }')
  await mutate(sandbox, alice, 'updateNote(input: { id: "n", title: "hers" }) { title owner }')

  assert.deepEqual(await client.next(), data('on', { onUpdateNote: { title: 'hers' } }))
  assert.deepEqual(client.rest(), [{ type: 'ka' }])
})

test('events come in the order in which the mutations were answered', async (t) => {
  const [sandbox, { alice }] = await openSample(t)
  const client = await connectAs(t, sandbox.ready.realtime, alice)
  await listen(client, '1', { token: alice, query: 'subscription { onCreateTodo { content } }' })
  const numbers = Array.from({ length: 60 }, (_, index) => String(index))

  const several = numbers.map((n) => `a${n}: createTodo(input: { content: "${n}" }) { content }`)
  await mutate(sandbox, alice, several.slice(0, 30).join(' '))
  for (const one of several.slice(30)) await mutate(sandbox, alice, one)

  const expected = numbers.map((content) => data('1', { onCreateTodo: { content } }))
  assert.deepEqual(await take(client, 60), expected)
})

test('one mutation reaches a thousand subscriptions on ten sockets, each in its own form', async (t) => {
  const [sandbox, tokens] = await openSample(t)
  const forms = ['{ id }', '{ content }', '{ id content }']
  const clients = await Promise.all(
    Array.from({ length: 10 }, () => connectAs(t, sandbox.ready.realtime, tokens.alice)),
  )
  const ids = Array.from({ length: 100 }, (_, index) => index)
  await Promise.all(
    clients.map(async (client) => {
      for (const id of ids) {
        const query = `subscription { onCreateTodo ${forms[id % 3]} }`
        await listen(client, String(id), { token: tokens.bob, query })
      }
    }),
  )

  const started = performance.now()
  await mutate(sandbox, tokens.mona, 'createTodo(input: { id: "t", content: "c" }) { id content }')
  const heard = await Promise.all(clients.map((client) => take(client, 100)))
  t.diagnostic(`a thousand heard it within ${Math.round(performance.now() - started)} ms`)

  const payloads = [{ id: 't' }, { content: 'c' }, { id: 't', content: 'c' }]
  const expected = ids.map((id) => data(String(id), { onCreateTodo: payloads[id % 3] }))
  for (const frames of heard) {
    const byId = frames.toSorted((one, other) => Number(one['id']) - Number(other['id']))
    assert.deepEqual(byId, expected)
  }
})
