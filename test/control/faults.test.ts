import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decodeProtectedHeader } from 'jose'
import * as client from 'openid-client'

import { faultNames } from '../../emulator/issuer/fault-kinds.ts'
import { ask, call, tokenFor } from '../ask.ts'
import { openBrowser } from '../issuer/browser.ts'
import { authorization, discover, login, visit } from '../issuer/issuer-fixture.ts'
import { connectAs, openSocket } from '../realtime/socket-client.ts'
import { runSandbox } from '../running-sandbox.ts'
import type { RunningSandbox } from '../running-sandbox.ts'

const query = '{ getNote(id: "note-alice") { title } }'

async function put(sandbox: RunningSandbox, ...faults: readonly object[]): Promise<unknown> {
  const { status, body } = await call(sandbox, '/faults', { method: 'PUT', body: { faults } })
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

async function list(sandbox: RunningSandbox): Promise<unknown> {
  return (await call(sandbox, '/faults')).body
}

/** The status of the answer to the token, and the true reason when it is refused. */
async function verdict(sandbox: RunningSandbox, token: string): Promise<string> {
  const { status } = await ask(sandbox, { token, query })
  if (status === 200) return 'ok'
  const { body } = await call(sandbox, '/decisions')
  const entries: { refusal?: { reason: string } }[] = JSON.parse(JSON.stringify(body))
  return `${status} ${entries.at(-1)?.refusal?.reason}`
}

test('faults are listed with how often they have happened, shown by health, and cleared by reset', async (t) => {
  const sandbox = await runSandbox(t)
  const jwks = `${sandbox.ready.issuer}/jwks`

  const none = await list(sandbox)
  const given = await put(
    sandbox,
    { name: 'jwks-unreachable', times: 2 },
    { name: 'api-slow', ms: 1 },
  )
  const statuses = []
  for (let count = 0; count < 3; count++) statuses.push((await fetch(jwks)).status)
  const met = await list(sandbox)
  const health: { faults?: unknown } = JSON.parse(
    JSON.stringify((await call(sandbox, '/health')).body),
  )
  await call(sandbox, '/reset', { method: 'POST' })

  const slow = { name: 'api-slow', ms: 1, met: 0 }
  assert.deepEqual(none, { faults: [] })
  assert.deepEqual(given, { faults: [{ name: 'jwks-unreachable', times: 2, met: 0 }, slow] })
  assert.deepEqual(statuses, [503, 503, 200])
  assert.deepEqual(met, { faults: [{ name: 'jwks-unreachable', times: 2, met: 2 }, slow] })
  assert.deepEqual(health.faults, ['jwks-unreachable', 'api-slow'])
  assert.deepEqual(await list(sandbox), { faults: [] })
})

test('jwks-unreachable: the API goes on with the keys that it knows; openid-client cannot check a sign-in', async (t) => {
  const sandbox = await runSandbox(t)
  const old = await tokenFor(sandbox, { persona: 'alice' })

  await put(sandbox, { name: 'jwks-unreachable' })
  await call(sandbox, '/keys', { method: 'POST', body: {} })
  const fresh = await tokenFor(sandbox, { persona: 'alice' })
  const during = [await verdict(sandbox, old), await verdict(sandbox, fresh)]
  const config = await discover(sandbox.ready.issuer)
  client.enableNonRepudiationChecks(config)
  const { url, redeem } = await authorization(config, { login_hint: 'alice' })
  const signIn = redeem((await visit(openBrowser(), url)).url)

  await assert.rejects(signIn, { code: 'OAUTH_RESPONSE_IS_NOT_CONFORM' })
  await put(sandbox)
  const after = [await verdict(sandbox, old), await verdict(sandbox, fresh)]
  assert.deepEqual(
    [during, after],
    [
      ['ok', '401 jwks-unreachable'],
      ['ok', 'ok'],
    ],
  )
})

const slowFaults = [
  {
    name: 'jwks-slow',
    request: (sandbox: RunningSandbox) => fetch(`${sandbox.ready.issuer}/jwks`),
  },
  {
    name: 'jwks-slow',
    request: async (sandbox: RunningSandbox, token: string) => ask(sandbox, { token, query }),
  },
  { name: 'discovery-slow', request: ({ ready }: RunningSandbox) => discover(ready.issuer) },
  {
    name: 'token-endpoint-slow',
    request: ({ ready }: RunningSandbox) => fetch(`${ready.issuer}/token`, { method: 'POST' }),
  },
  {
    name: 'api-slow',
    request: async (sandbox: RunningSandbox, token: string) => ask(sandbox, { token, query }),
  },
]

test('what is slow is late by as much as it says, and only so often', async (t) => {
  const sandbox = await runSandbox(t)
  const token = await tokenFor(sandbox, { persona: 'alice' })

  for (const { name, request } of slowFaults) {
    await put(sandbox, { name, ms: 400, times: 1 })
    const began = performance.now()
    await request(sandbox, token)
    const late = performance.now() - began

    assert.ok(late >= 399, `${name}: ${late}`)
    assert.deepEqual(await list(sandbox), { faults: [{ name, ms: 400, times: 1, met: 1 }] })
    const again = performance.now()
    await request(sandbox, token)
    assert.ok(performance.now() - again < 399, name)
  }
})

test('discovery-unreachable: openid-client finds no issuer, and the next time it does', async (t) => {
  const sandbox = await runSandbox(t)
  await put(sandbox, { name: 'discovery-unreachable', times: 1 })

  await assert.rejects(discover(sandbox.ready.issuer), /unexpected HTTP response status code/)
  assert.equal((await discover(sandbox.ready.issuer)).serverMetadata().issuer, sandbox.ready.issuer)
})

const tokenErrors = [
  { error: 'invalid_grant', status: 400 },
  { error: 'invalid_client', status: 401 },
  { error: 'server_error', status: 500 },
  { error: 'temporarily_unavailable', status: 503 },
]

test('token-endpoint-error: openid-client hears the error; the session goes on afterwards', async (t) => {
  const sandbox = await runSandbox(t)
  const { config, tokens } = await login(sandbox.ready.issuer, { persona: 'alice' })
  const refresh = (): ReturnType<typeof client.refreshTokenGrant> =>
    client.refreshTokenGrant(config, tokens.refresh_token ?? '')

  for (const { error, status } of tokenErrors) {
    await put(sandbox, { name: 'token-endpoint-error', error, times: 2 })

    const message =
      'the fault "token-endpoint-error" is on; PUT /sandbox/faults or a reset clears it'
    for (let count = 0; count < 2; count++) {
      const answer = await fetch(`${sandbox.ready.issuer}/token`, {
        method: 'POST',
        headers: { origin: 'http://localhost:5173' },
      })
      assert.equal(answer.headers.get('access-control-allow-origin'), 'http://localhost:5173')
      assert.deepEqual(
        [answer.status, await answer.json()],
        [status, { error, error_description: message }],
      )
    }
    assert.equal(await verdict(sandbox, (await refresh()).access_token), 'ok')

    await put(sandbox, { name: 'token-endpoint-error', error, times: 1 })
    if (status < 500) await assert.rejects(refresh(), { error, status })
    else await assert.rejects(refresh(), { name: 'ClientError' })
  }
})

test('key-rotation in mid-session: tokens of before are refused while it lasts, new ones pass', async (t) => {
  const sandbox = await runSandbox(t)
  const { config, tokens } = await login(sandbox.ready.issuer, { persona: 'alice' })

  await put(sandbox, { name: 'key-rotation', algorithm: 'ES256' })
  const refreshed = await client
    .refreshTokenGrant(await discover(sandbox.ready.issuer), tokens.refresh_token ?? '')
    .then((answer) => answer.access_token)
  const during = [await verdict(sandbox, tokens.access_token), await verdict(sandbox, refreshed)]
  await call(sandbox, '/reset', { method: 'POST' })
  const after = [await verdict(sandbox, tokens.access_token), await verdict(sandbox, refreshed)]

  assert.deepEqual(config.serverMetadata().id_token_signing_alg_values_supported, ['RS256'])
  assert.equal(decodeProtectedHeader(refreshed).alg, 'ES256')
  assert.deepEqual(
    [during, after],
    [
      ['401 unknown-key', 'ok'],
      ['ok', 'ok'],
    ],
  )
})

const skews = [
  { seconds: 240, verdict: 'ok' },
  { seconds: -300, verdict: 'ok' },
  { seconds: -302, verdict: '401 signed-in-too-long-ago' },
  { seconds: -3700, verdict: '401 expired' },
]

test("issuer-clock-skew: tokens follow the issuer's clock, the API its own", async (t) => {
  const sandbox = await runSandbox(t)
  // Standing still, so that -300 is on the edge of the 300 seconds since auth_time.
  await call(sandbox, '/clock', { method: 'PUT', body: { frozen: true } })

  for (const { seconds, verdict: expected } of skews) {
    await put(sandbox, { name: 'issuer-clock-skew', seconds })
    const token = await tokenFor(sandbox, { persona: 'alice' })

    assert.equal(await verdict(sandbox, token), expected, `${seconds} s`)
  }
  await assert.rejects(login(sandbox.ready.issuer, { persona: 'alice' }), {
    code: 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  })
  await put(sandbox)
  assert.equal(await verdict(sandbox, await tokenFor(sandbox, { persona: 'alice' })), 'ok')
})

const subscription = 'subscription { onCreateNote { title } }'
const create = 'mutation { createNote(input: { title: "t" }) { title owner } }'

test('sockets-dropped: every open socket breaks without a goodbye, and may come back', async (t) => {
  const sandbox = await runSandbox(t)
  const token = await tokenFor(sandbox, { persona: 'alice' })
  const sockets = [
    await connectAs(t, sandbox.ready.realtime, token),
    await connectAs(t, sandbox.ready.realtime, token),
  ]

  await put(sandbox, { name: 'sockets-dropped' })

  for (const socket of sockets) assert.deepEqual(await socket.closed(), [1006, ''])
  const again = await connectAs(t, sandbox.ready.realtime, token)
  const asked = { query: subscription, authorization: { Authorization: token } }
  assert.deepEqual(await again.start('1', asked), { id: '1', type: 'start_ack' })
})

test('sockets-dropped-after: so many events arrive, and then the socket breaks', async (t) => {
  const sandbox = await runSandbox(t)
  const token = await tokenFor(sandbox, { persona: 'alice' })
  const asked = { query: subscription, authorization: { Authorization: token } }
  await put(sandbox, { name: 'sockets-dropped-after', events: 2, times: 1 })
  const first = await connectAs(t, sandbox.ready.realtime, token)
  await first.start('1', asked)

  for (let count = 0; count < 3; count++) await ask(sandbox, { token, query: create })
  const heard = [(await first.next())['type'], (await first.next())['type']]
  const end = await first.closed()
  const second = await connectAs(t, sandbox.ready.realtime, token)
  await second.start('1', asked)
  for (let count = 0; count < 3; count++) await ask(sandbox, { token, query: create })

  assert.deepEqual(
    [heard, end],
    [
      ['data', 'data'],
      [1006, ''],
    ],
  )
  assert.deepEqual(first.rest(), [{ type: 'ka' }])
  for (let count = 0; count < 3; count++) assert.equal((await second.next())['type'], 'data')
})

test('sockets-refused: a client is turned away so often', async (t) => {
  const sandbox = await runSandbox(t)
  await put(sandbox, { name: 'sockets-refused', times: 2 })

  for (let count = 0; count < 2; count++) {
    await assert.rejects(
      openSocket(t, sandbox.ready.realtime, {}),
      /Unexpected server response: 503/,
    )
  }
  await connectAs(t, sandbox.ready.realtime, await tokenFor(sandbox, { persona: 'alice' }))
})

const known = faultNames.map((name) => `"${name}"`).join(', ')

const mistakes = [
  { body: [], error: 'the body has to be a JSON object' },
  { body: {}, error: 'faults: expected a list of faults, but found undefined' },
  { body: { fault: [] }, error: 'fault: there is no such field; did you mean "faults"?' },
  {
    body: { faults: [{ name: 'api-slow', ms: 5 }, { name: 'jwk-unreachable' }] },
    error: `faults[1].name: expected one of ${known}, but found "jwk-unreachable"; did you mean "jwks-unreachable"?`,
  },
  {
    body: { faults: ['api-slow'] },
    error: `faults[0]: expected an object with a "name", one of ${faultNames.join(', ')}, but found "api-slow"`,
  },
  {
    body: { faults: [{ name: 'jwks-unreachable', time: 2 }] },
    error: 'faults[0].time: "jwks-unreachable" has no such parameter; did you mean "times"?',
  },
  {
    body: { faults: [{ name: 'key-rotation', times: 2 }] },
    error: 'faults[0].times: "key-rotation" has no such parameter; it takes algorithm',
  },
  {
    body: { faults: [{ name: 'jwks-unreachable', times: 0 }] },
    error: 'faults[0].times: expected a whole number of 1 or more, but found 0',
  },
  {
    body: { faults: [{ name: 'jwks-slow' }] },
    error: 'faults[0].ms: "jwks-slow" needs it: whoever reads the key set waits, the API too',
  },
  {
    body: { faults: [{ name: 'api-slow', ms: 70000 }] },
    error: 'faults[0].ms: expected milliseconds, more than 0 and at most 60000, but found 70000',
  },
  {
    body: { faults: [{ name: 'issuer-clock-skew', seconds: 0 }] },
    error: 'faults[0].seconds: expected a number of seconds other than 0, but found 0',
  },
  {
    body: { faults: [{ name: 'sockets-dropped', events: 1 }] },
    error: 'faults[0].events: "sockets-dropped" has no such parameter; it takes nothing',
  },
  {
    body: { faults: [{ name: 'token-endpoint-error', error: 'invalid_gant' }] },
    error:
      'faults[0].error: expected one of "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope", "server_error", "temporarily_unavailable", but found "invalid_gant"; did you mean "invalid_grant"?',
  },
  {
    body: { faults: [{ name: 'sockets-dropped' }, { name: 'sockets-dropped' }] },
    error: 'faults: "sockets-dropped" is there twice',
  },
]

test('what is no fault is a 400 that names the field, and those before stay', async (t) => {
  const sandbox = await runSandbox(t)
  const before = await put(sandbox, { name: 'api-slow', ms: 1 })

  for (const { body, error } of mistakes) {
    const answer = await call(sandbox, '/faults', { method: 'PUT', body })

    assert.deepEqual([answer.status, answer.body], [400, { error }])
  }
  assert.deepEqual(await list(sandbox), before)
})
