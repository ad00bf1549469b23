import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decodeJwt, decodeProtectedHeader } from 'jose'

import { createFrozenClock, epochSeconds } from '../../emulator/clock.ts'
import { authenticateUserPool } from '../../emulator/identity/authenticate-user-pool.ts'
import { forgeries, forgeryKinds } from '../../emulator/issuer/forge-token.ts'
import { createSigningKeys } from '../../emulator/issuer/signing-keys.ts'
import { mintToken } from '../../emulator/issuer/stamp-token.ts'
import { ask, call, tokenFor } from '../ask.ts'
import { connectAs, openSocket } from '../realtime/socket-client.ts'
import { runSandbox } from '../running-sandbox.ts'

const unauthorized = 'Unauthorized'
const unparsed = 'Unable to parse JWT token.'

/** What AppSync answers to each, and the true reason; null: it lets the token pass. */
const verdicts: Readonly<Record<string, readonly [text: string, reason: string] | null>> = {
  'alg-none': [unauthorized, 'algorithm-not-allowed'],
  'hs256-public-key': [unauthorized, 'algorithm-not-allowed'],
  'wrong-key': [unauthorized, 'bad-signature'],
  'foreign-key': [unauthorized, 'unknown-key'],
  'embedded-key': [unauthorized, 'unknown-key'],
  'swapped-kid': [unauthorized, 'unknown-key'],
  'bad-signature': [unauthorized, 'bad-signature'],
  'changed-claims': [unauthorized, 'bad-signature'],
  'nested-jwe': [unparsed, 'not-a-jwt'],
  bearer: [unparsed, 'not-a-jwt'],
  'trailing-garbage': [unparsed, 'not-a-jwt'],
  'wrong-issuer': [unauthorized, 'wrong-issuer'],
  'wrong-audience': [unauthorized, 'wrong-audience'],
  'wrong-azp': null,
  expired: ['Token has expired.', 'expired'],
  'not-yet-valid': [unauthorized, 'not-yet-valid'],
  'old-iat': [unauthorized, 'issued-too-long-ago'],
  'old-auth-time': [unauthorized, 'signed-in-too-long-ago'],
  'future-iat': null,
  'missing-exp': [unauthorized, 'exp-missing'],
  'missing-iat': [unauthorized, 'iat-missing'],
  'missing-auth-time': [unauthorized, 'auth-time-missing'],
  'missing-sub': null,
  'wrong-type': [unauthorized, 'malformed-claim'],
  huge: [unauthorized, 'token-too-large'],
}

test('the table names every forgery and its reason', () => {
  const promised = Object.entries(verdicts).map(([name, verdict]) => [name, verdict?.[1] ?? null])
  const made = forgeries.map((name) => [name, forgeryKinds[name].refusal])

  assert.deepEqual(made, promised)
})

test('each forged token is refused with the text of AppSync over HTTP and on the socket, or taken', async (t) => {
  const sandbox = await runSandbox(t)
  const query = '{ getNote(id: "note-alice") { title } }'
  const subscription = 'subscription { onCreateNote { title } }'
  const connected = await connectAs(
    t,
    sandbox.ready.realtime,
    await tokenFor(sandbox, { persona: 'alice' }),
  )
  let seen = 0
  /** The reasons in the decision log since the last look. */
  const reasons = async (): Promise<readonly unknown[]> => {
    const { body } = await call(sandbox, `/decisions?since=${seen}`)
    const entries: { number: number; refusal?: { reason: string } }[] = JSON.parse(
      JSON.stringify(body),
    )
    seen = entries.at(-1)?.number ?? seen
    return entries.map(({ refusal }) => refusal?.reason)
  }

  for (const [forge, verdict] of Object.entries(verdicts)) {
    await t.test(`${forge}: ${verdict?.[1] ?? 'taken'}`, async () => {
      const token = await tokenFor(sandbox, { persona: 'alice', forge })
      const socket = await openSocket(t, sandbox.ready.realtime, {
        header: { Authorization: token, host: 'x' },
      })

      const http = await ask(sandbox, { token, query })
      socket.send({ type: 'connection_init' })
      const connection = await socket.next()
      const start = await connected.start(forge, {
        query: subscription,
        authorization: { Authorization: token },
      })
      socket.socket.terminate()

      if (verdict === null) {
        assert.deepEqual(http.body, { data: { getNote: { title: "Alice's note" } } })
        assert.deepEqual([connection['type'], start['type']], ['connection_ack', 'start_ack'])
        assert.deepEqual(await reasons(), [undefined, undefined])
        return
      }
      const [message, reason] = verdict
      const error = { errorType: 'UnauthorizedException', message }
      assert.deepEqual([http.status, http.body], [401, { errors: [error] }])
      assert.deepEqual(connection, {
        type: 'connection_error',
        payload: { errors: [{ ...error, errorCode: 401 }] },
      })
      assert.deepEqual(start, { id: forge, type: 'error', payload: { errors: [error] } })
      assert.deepEqual(await reasons(), [reason, reason, reason])
    })
  }
})

test('a forged token says what is asked for beside its lie', async (t) => {
  const sandbox = await runSandbox(t)
  const { body } = await call(sandbox, '/tokens', {
    method: 'POST',
    body: { persona: 'alice', claims: { user_id: 'bob' }, issuedAt: 1000, forge: 'missing-exp' },
  })
  const { token, claims }: { token: string; claims: object } = JSON.parse(JSON.stringify(body))

  const { iss, auth_time: authTime, ...rest } = decodeJwt(token)
  assert.deepEqual(claims, decodeJwt(token))
  assert.equal(iss, sandbox.ready.issuer)
  assert.equal(typeof authTime, 'number')
  assert.deepEqual(rest, {
    aud: 'client-id',
    azp: 'client-id',
    iat: 1000,
    sub: 'sub-alice',
    user_id: 'bob',
    user_groups: ['users'],
    email: 'alice@example.com',
  })
})

test('a key of another algorithm forges in that algorithm', async (t) => {
  const sandbox = await runSandbox(t)
  await call(sandbox, '/keys', { method: 'POST', body: { algorithm: 'ES256' } })

  for (const forge of ['wrong-key', 'foreign-key', 'embedded-key', 'hs256-public-key']) {
    const token = await tokenFor(sandbox, { persona: 'alice', forge })
    const { status } = await ask(sandbox, { token, query: '{ __typename }' })

    const alg = forge === 'hs256-public-key' ? 'HS256' : 'ES256'
    assert.deepEqual([decodeProtectedHeader(token).alg, status], [alg, 401], forge)
  }
})

/** A user pool has neither TTLs nor a client to check, so these lies are none to it. */
const fineForPools = [
  'wrong-audience',
  'wrong-azp',
  'old-iat',
  'old-auth-time',
  'future-iat',
  'missing-iat',
  'missing-auth-time',
  'missing-sub',
]

test("a user pool's token is forged the same way, and passes where the pool checks nothing", async () => {
  const keys = await createSigningKeys()
  const clock = createFrozenClock(Date.UTC(2030, 0))
  const stamper = { keys, clock, issuer: 'http://127.0.0.1/oidc', clientId: 'client-id' }
  const passing: string[] = []
  for (const forge of forgeries) {
    const asked = { mode: 'userPool', forge, claims: { sub: 'alice' }, omit: [] } as const
    const { token } = await mintToken(asked, { ...stamper, tokenMode: () => 'userPool' })
    const answer = await authenticateUserPool(token, {
      jwks: keys.jwks(),
      now: epochSeconds(clock),
    })

    if (answer.ok) passing.push(forge)
    else assert.equal(answer.refusal.reason, forgeryKinds[forge].refusal, forge)
  }
  assert.deepEqual(passing, fineForPools)
})
