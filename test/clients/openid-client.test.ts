import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ask, call } from '../ask.ts'
import { login } from '../issuer/issuer-fixture.ts'
import { runSandbox } from '../running-sandbox.ts'

const query = '{ getNote(id: "note-alice") { title } }'
const allowed = { data: { getNote: { title: "Alice's note" } } }

test('the access token of an openid-client login (code and PKCE) is taken by /graphql', async (t) => {
  const sandbox = await runSandbox(t)

  const { config, tokens } = await login(sandbox.ready.issuer, { persona: 'alice' })
  const byAccessToken = await ask(sandbox, { token: tokens.access_token, query })
  const byIdToken = await ask(sandbox, { token: tokens.id_token ?? '', query })

  assert.equal(config.serverMetadata().issuer, sandbox.ready.issuer)
  const claims = tokens.claims()
  assert.deepEqual(
    [claims?.sub, claims?.['user_id'], claims?.['user_groups']],
    ['sub-alice', 'alice', ['users']],
  )
  assert.deepEqual([byAccessToken.status, byAccessToken.body], [200, allowed])
  assert.deepEqual([byIdToken.status, byIdToken.body], [200, allowed])
})

test('bob, edited at sign-in to be alice by user_id, is alice to the rules', async (t) => {
  const sandbox = await runSandbox(t)

  const plain = await login(sandbox.ready.issuer, { persona: 'bob' })
  const edited = await login(sandbox.ready.issuer, {
    persona: 'bob',
    claims: { sub: 'sub-bob', user_id: 'alice' },
  })
  const denied = await ask(sandbox, { token: plain.tokens.access_token, query })
  const granted = await ask(sandbox, { token: edited.tokens.access_token, query })

  assert.deepEqual(denied.body, {
    data: { getNote: null },
    errors: [
      {
        path: ['getNote'],
        data: null,
        errorType: 'Unauthorized',
        errorInfo: null,
        locations: [{ line: 1, column: 3, sourceName: null }],
        message: 'Not Authorized to access getNote on type Query',
      },
    ],
  })
  assert.deepEqual(granted.body, allowed)
})

test('a login ages with the clock of the sandbox, and the API refuses it then', async (t) => {
  const sandbox = await runSandbox(t)
  const { tokens } = await login(sandbox.ready.issuer, { persona: 'alice' })

  await call(sandbox, '/clock', { method: 'PUT', body: { offsetSeconds: 301 } })
  const { status, body } = await ask(sandbox, { token: tokens.access_token, query })

  const error = { errorType: 'UnauthorizedException', message: 'Unauthorized' }
  assert.deepEqual([status, body], [401, { errors: [error] }])
})
