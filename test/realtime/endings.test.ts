import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { ask, call, tokenFor } from '../ask.ts'
import { newFolder, runSandbox, sample } from '../running-sandbox.ts'
import { connectAs } from './socket-client.ts'
import { serveWorld } from './served-world.ts'

const query = 'subscription { onCreateNote { title } }'
const create = 'mutation { createNote(input: { title: "t" }) { title owner } }'
const heard = { id: '1', type: 'data', payload: { data: { onCreateNote: { title: 't' } } } }

test('a reset ends live subscriptions; who connects again hears what happens then', async (t) => {
  const sandbox = await runSandbox(t)
  const token = await tokenFor(sandbox, { persona: 'alice' })
  const asked = { query, authorization: { Authorization: token } }
  const before = await connectAs(t, sandbox.ready.realtime, token)
  await before.start('1', asked)

  await call(sandbox, '/reset', { method: 'POST' })
  await ask(sandbox, { token, query: create })
  const end = await before.closed()
  const after = await connectAs(t, sandbox.ready.realtime, token)
  await after.start('1', asked)
  await ask(sandbox, { token, query: create })

  assert.deepEqual(end, [1012, 'the sandbox was reset'])
  assert.deepEqual(before.rest(), [{ type: 'ka' }])
  assert.deepEqual(await after.next(), heard)
})

test('rules that have changed end what was let in by the old ones', async (t) => {
  const file = join(newFolder(t), 'schema.graphql')
  const rules = (allow: string): string =>
    `type Note @model @auth(rules: [{ ${allow}, provider: oidc }]) { title: String }`
  writeFileSync(file, rules('allow: private'))
  const sandbox = await runSandbox(t, [file, '--watch'])
  const token = await tokenFor(sandbox, { claims: { user_groups: ['other'] } })
  const asked = { query, authorization: { Authorization: token } }
  const before = await connectAs(t, sandbox.ready.realtime, token)
  const allowed = await before.start('1', asked)

  writeFileSync(file, rules('allow: groups, groups: ["staff"], groupClaim: "user_groups"'))
  const end = await before.closed()
  const after = await connectAs(t, sandbox.ready.realtime, token)
  const denied = await after.start('1', asked)

  assert.deepEqual(allowed, { id: '1', type: 'start_ack' })
  assert.deepEqual(end, [1012, 'the definition has changed'])
  const message = 'Not Authorized to access onCreateNote on type Subscription'
  const errors = [{ errorType: 'Unauthorized', message }]
  assert.deepEqual(denied, { id: '1', type: 'error', payload: { errors } })
})

test('the sandbox stops within a second, whether or not its clients answer the goodbye', async (t) => {
  const sandbox = await runSandbox(t, [sample])
  const token = await tokenFor(sandbox, { persona: 'alice' })
  const polite = await connectAs(t, sandbox.ready.realtime, token)
  const deaf = await connectAs(t, sandbox.ready.realtime, token)
  deaf.socket.pause()

  const started = performance.now()
  const { code, stderr } = await sandbox.stop()

  assert.ok(performance.now() - started < 1000)
  assert.deepEqual([code, stderr], [0, ''])
  assert.deepEqual(await polite.closed(), [1001, 'the sandbox has stopped'])
})

test('signs of life come by themselves, and every event that fits', async (t) => {
  const world = await serveWorld(t, { keepAliveMs: 10 })
  const client = await connectAs(t, world.url, world.token)
  await client.start('1', { query, authorization: { Authorization: world.token } })

  while (client.rest().length < 4)
    await new Promise((resolve) => client.socket.once('message', resolve))
  await world.mutate('createNote(input: { title: "t" }) { title owner }')

  assert.deepEqual(await client.next(), heard)
  assert.ok(client.rest().every(({ type }) => type === 'ka'))
})

test('a client that does not read is given up; the others hear everything meanwhile', async (t) => {
  const world = await serveWorld(t, {})
  const slow = await connectAs(t, world.url, world.token)
  const fast = await connectAs(t, world.url, world.token)
  const asked = {
    query: 'subscription { onCreateTodo { content } }',
    authorization: { Authorization: world.token },
  }
  await slow.start('1', asked)
  await fast.start('1', asked)
  slow.socket.pause()
  const content = 'x'.repeat(300_000)

  for (let count = 0; count < 80; count++) {
    await world.mutate(`createTodo(input: { content: "${content}" }) { content owner }`)
    assert.equal((await fast.next())['type'], 'data')
  }
  slow.socket.resume()

  assert.deepEqual(await slow.closed(), [1013, 'the client reads too slowly'])
  assert.ok(slow.rest().length < 80)
})
