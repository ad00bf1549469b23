import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { ask, call, tokenFor } from '../ask.ts'
import { newFolder, runSandbox } from '../running-sandbox.ts'
import { connectAs, encode, openSocket } from './socket-client.ts'
import type { SocketOptions } from './socket-client.ts'

const ack = { type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } }
const init = { type: 'connection_init' }
const schema = `
type Todo @model @auth(rules: [
  { allow: public, provider: apiKey },
  { allow: owner, provider: oidc, identityClaim: "user_id" }
]) { content: String }
`

/** A request's own base64, which may hold plus signs, as older clients send it. */
function inSearch(value: object): string {
  return `?header=${Buffer.from(JSON.stringify(value)).toString('base64')}&payload=e30=`
}

test('credentials are taken wherever a client puts them, with names in any case', async (t) => {
  const file = join(newFolder(t), 'schema.graphql')
  writeFileSync(file, schema)
  const sandbox = await runSandbox(t, [file])
  const { realtime, apiKey } = sandbox.ready
  const token = await tokenFor(sandbox, { claims: { user_id: 'alice', text: '?>~'.repeat(20) } })
  const host = 'localhost:20002'
  const ways: readonly [string, SocketOptions][] = [
    ['the subprotocol', { header: { Authorization: token, host } }],
    ['the subprotocol, lower case', { header: { authorization: token, host } }],
    ['the subprotocol, an API key', { header: { host, 'x-api-key': apiKey } }],
    ['the query', { search: inSearch({ Authorization: token, host, text: '>>>???~~~' }) }],
    ['the query, an API key', { search: inSearch({ host, 'X-Api-Key': apiKey }) }],
    ['HTTP headers', { search: '?payload=e30=', headers: { Authorization: token } }],
    ['HTTP headers, an API key', { headers: { 'x-api-key': apiKey ?? '' } }],
  ]

  for (const [where, options] of ways) {
    await t.test(where, async () => {
      const client = await openSocket(t, realtime, options)
      client.send(init)

      assert.equal(client.socket.protocol, 'graphql-ws')
      assert.deepEqual(await client.next(), ack)
    })
  }
})

test('who may not connect is let in all the same, and hears why after connection_init', async (t) => {
  const sandbox = await runSandbox(t)
  const { realtime } = sandbox.ready
  const now = Math.floor(Date.now() / 1000)
  const expired = await tokenFor(sandbox, { persona: 'alice', expiresAt: now - 1 })
  const old = await tokenFor(sandbox, { persona: 'alice', authTime: now - 301 })
  const stranger = await tokenFor(sandbox, { persona: 'alice', audience: 'somebody-else' })
  const unauthorized = (message: string): object => ({
    errorType: 'UnauthorizedException',
    message,
    errorCode: 401,
  })
  const bad = (message: string): object => ({
    errorType: 'BadRequestException',
    message,
    errorCode: 400,
  })
  const cases: readonly [string, SocketOptions, object, string?][] = [
    ['nothing', {}, unauthorized('Valid authorization header not provided.'), 'no-credentials'],
    [
      'Bearer',
      { header: { Authorization: `Bearer ${stranger}` } },
      unauthorized('Unable to parse JWT token.'),
      'not-a-jwt',
    ],
    [
      'an expired token',
      { header: { Authorization: expired } },
      unauthorized('Token has expired.'),
      'expired',
    ],
    [
      'a sign-in that is too old',
      { header: { Authorization: old } },
      unauthorized('Unauthorized'),
      'signed-in-too-long-ago',
    ],
    [
      'another audience',
      { search: inSearch({ Authorization: stranger }) },
      unauthorized('Unauthorized'),
      'wrong-audience',
    ],
    [
      'an API key where there is none',
      { headers: { 'x-api-key': 'da2-x' } },
      unauthorized('Permission denied'),
      'mode-not-enabled',
    ],
    [
      'a subprotocol that is no JSON',
      { protocols: ['graphql-ws', 'header-xyz'] },
      bad('the subprotocol "header-…" is no base64 of a JSON object of headers'),
    ],
    [
      'a query that is no object',
      { search: inSearch([1]) },
      bad('"?header=…" is no base64 of a JSON object of headers'),
    ],
    [
      'no subprotocol',
      { protocols: [], headers: { authorization: 'x' } },
      {
        errorType: 'NoProtocolError',
        message: 'NoProtocolError: the client has to offer the subprotocol "graphql-ws"',
        errorCode: 400,
      },
    ],
  ]

  for (const [title, options, error, reason] of cases) {
    await t.test(title, async () => {
      await call(sandbox, '/reset', { method: 'POST' })
      const client = await openSocket(t, realtime, options)
      client.send(init)
      const answer = await client.next()
      const later = await client.start('1', { query: 'subscription { onCreateTodo { id } }' })

      assert.deepEqual(answer, { type: 'connection_error', payload: { errors: [error] } })
      assert.deepEqual(later, { id: '1', type: 'error', payload: { errors: [error] } })
      const { body } = await call(sandbox, '/decisions')
      assert.ok(Array.isArray(body))
      const reasons = body.map((entry) => entry.refusal.reason)
      assert.deepEqual(reasons, reason === undefined ? [] : [reason])
    })
  }
  await connectAs(t, realtime, await tokenFor(sandbox, { persona: 'alice' }))
})

test('a token that has run out by the sandbox clock opens nothing any more', async (t) => {
  const sandbox = await runSandbox(t)
  const token = await tokenFor(sandbox, { persona: 'alice' })
  const before = await connectAs(t, sandbox.ready.realtime, token)
  const query = 'subscription { onCreateTodo { id content } }'
  const asked = { query, authorization: { Authorization: token } }
  assert.deepEqual(await before.start('early', asked), { id: 'early', type: 'start_ack' })

  await call(sandbox, '/clock', { method: 'PUT', body: { offsetSeconds: 7200 } })
  const late = await before.start('late', asked)
  const after = await openSocket(t, sandbox.ready.realtime, { header: { Authorization: token } })
  after.send(init)

  const expired = { errorType: 'UnauthorizedException', message: 'Token has expired.' }
  assert.deepEqual(late, { id: 'late', type: 'error', payload: { errors: [expired] } })
  assert.deepEqual(await after.next(), {
    type: 'connection_error',
    payload: { errors: [{ ...expired, errorCode: 401 }] },
  })
  // What was started goes on: AppSync asks once, when a subscription starts.
  const fresh = await tokenFor(sandbox, { persona: 'alice' })
  const query2 = 'mutation { createTodo(input: { id: "t", content: "late" }) { id content } }'
  await ask(sandbox, { token: fresh, query: query2 })
  assert.deepEqual(await before.next(), {
    id: 'early',
    type: 'data',
    payload: { data: { onCreateTodo: { id: 't', content: 'late' } } },
  })
})

test('a request without a socket is told what is here', async (t) => {
  const sandbox = await runSandbox(t)

  const response = await fetch(`${sandbox.ready.graphql}/realtime`)

  assert.deepEqual(
    [response.status, await response.text()],
    [426, 'subscriptions are served here, to a WebSocket with the subprotocol graphql-ws\n'],
  )
  const header = encode({ Authorization: 'x' })
  await assert.rejects(
    openSocket(t, sandbox.ready.realtime.replace('/realtime', ''), {
      protocols: ['graphql-ws', `header-${header}`],
    }),
    /Unexpected server response: 404/,
  )
})
