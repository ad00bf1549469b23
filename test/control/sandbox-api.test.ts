import assert from 'node:assert/strict'
import { request } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'

import { decodeJwt, decodeProtectedHeader } from 'jose'

import { ask, call, send, steady, tokenFor } from '../ask.ts'
import type { CallOptions } from '../ask.ts'
import { repository, runSandbox, sample } from '../running-sandbox.ts'
import type { RunningSandbox } from '../running-sandbox.ts'

async function mint(sandbox: RunningSandbox, body: unknown): Promise<unknown> {
  return (await call(sandbox, '/tokens', { method: 'POST', body })).body
}

test('POST /sandbox/tokens makes any token', async (t) => {
  const sandbox = await runSandbox(t)
  const { issuer } = sandbox.ready
  const by = { iss: issuer, aud: 'client-id', azp: 'client-id' }
  const alice = { sub: 'sub-alice', user_id: 'alice', user_groups: ['users'] }
  const persona = { ...alice, email: 'alice@example.com' }
  const cases = [
    {
      title: 'a persona at a given time, good for an hour',
      body: { persona: 'alice', issuedAt: 1000, authTime: 900 },
      claims: { ...by, ...persona, iat: 1000, exp: 4600, auth_time: 900 },
    },
    {
      title: 'claims of any JSON value over those of the persona',
      body: {
        persona: 'alice',
        issuedAt: 1000,
        authTime: 1000,
        claims: { user_id: null, user_groups: 'one', deep: { list: [1, [true]] } },
      },
      claims: {
        ...by,
        ...persona,
        iat: 1000,
        exp: 4600,
        auth_time: 1000,
        user_id: null,
        user_groups: 'one',
        deep: { list: [1, [true]] },
      },
    },
    {
      title: 'nobody: nothing but what a token needs',
      body: { issuedAt: 1000, authTime: 1000 },
      claims: { ...by, iat: 1000, exp: 4600, auth_time: 1000 },
    },
    {
      title: 'authTime null leaves auth_time out',
      body: { issuedAt: 1000, authTime: null },
      claims: { ...by, iat: 1000, exp: 4600 },
    },
    {
      title: 'every named field',
      body: {
        mode: 'oidc',
        claims: { sub: 's' },
        issuedAt: 1,
        authTime: 2,
        expiresAt: 3,
        notBefore: 4,
        audience: 'other',
        issuer: 'https://other.example.com',
      },
      claims: {
        iss: 'https://other.example.com',
        aud: 'other',
        azp: 'other',
        iat: 1,
        exp: 3,
        nbf: 4,
        auth_time: 2,
        sub: 's',
      },
    },
    {
      title: 'several audiences have no azp',
      body: { issuedAt: 1000, authTime: 1000, audience: ['a', 'b'] },
      claims: { iss: issuer, aud: ['a', 'b'], iat: 1000, exp: 4600, auth_time: 1000 },
    },
    {
      title: 'claims left out by name',
      body: {
        persona: 'alice',
        issuedAt: 1000,
        authTime: 1000,
        omit: ['iat', 'exp', 'sub', 'email'],
      },
      claims: { ...by, user_id: 'alice', user_groups: ['users'], auth_time: 1000 },
    },
  ]

  for (const { title, body, claims } of cases) {
    await t.test(title, async () => {
      const answer = await mint(sandbox, body)

      assert.ok(typeof answer === 'object' && answer !== null && 'token' in answer)
      const token = String(answer.token)
      assert.deepEqual(answer, { token, claims, mode: 'oidc' })
      assert.deepEqual(decodeJwt(token), claims)
    })
  }

  const forgeries = [
    { forge: 'alg-none', alg: 'none', text: 'Unauthorized' },
    { forge: 'wrong-key', alg: 'RS256', text: 'Unauthorized' },
    { forge: 'bad-signature', alg: 'RS256', text: 'Unauthorized' },
  ]
  for (const { forge, alg, text } of forgeries) {
    await t.test(`a token forged by ${forge} says what alice's says and is refused`, async () => {
      const token = await tokenFor(sandbox, { persona: 'alice', forge })

      const { status, body } = await ask(sandbox, { token, query: '{ listNotes { nextToken } }' })

      assert.equal(decodeProtectedHeader(token).alg, alg)
      assert.equal(decodeJwt(token)['user_id'], 'alice')
      const error = { errorType: 'UnauthorizedException', message: text }
      assert.deepEqual([status, body], [401, { errors: [error] }])
    })
  }
})

interface BadRequest {
  readonly call: [string, CallOptions]
  readonly error: string
}

const badTokens: readonly [unknown, string][] = [
  ['alice', 'the body has to be a JSON object'],
  [{ persona: 'alcie' }, 'persona: there is no persona "alcie"; did you mean "alice"?'],
  [[], 'the body has to be a JSON object'],
  [{ person: 'alice' }, 'person: there is no such field; did you mean "persona"?'],
  [{ exp: 1 }, 'exp: there is no such field'],
  [{ persona: 3 }, 'persona: expected a string, but found 3'],
  [{ claims: 'x' }, 'claims: expected an object, but found "x"'],
  [{ issuedAt: '1' }, 'issuedAt: expected a number of seconds, but found "1"'],
  [{ issuedAt: null }, 'issuedAt: expected a number of seconds, but found null'],
  [{ authTime: true }, 'authTime: expected a number of seconds, but found true'],
  [{ expiresAt: {} }, 'expiresAt: expected a number of seconds, but found {}'],
  [{ notBefore: [] }, 'notBefore: expected a number of seconds, but found []'],
  [{ audience: 1 }, 'audience: expected a string or a list of strings, but found 1'],
  [{ audience: [1] }, 'audience: expected a list of strings, but found [1]'],
  [{ issuer: 1 }, 'issuer: expected a string, but found 1'],
  [{ omit: 'iat' }, 'omit: expected a list of strings, but found "iat"'],
  [
    { forge: 'alg-non' },
    'forge: expected one of "alg-none", "hs256-public-key", "wrong-key", "foreign-key", "embedded-key", "swapped-kid", "bad-signature", "changed-claims", "nested-jwe", "bearer", "trailing-garbage", "wrong-issuer", "wrong-audience", "wrong-azp", "expired", "not-yet-valid", "old-iat", "old-auth-time", "future-iat", "missing-exp", "missing-iat", "missing-auth-time", "missing-sub", "wrong-type", "huge", but found "alg-non"; did you mean "alg-none"?',
  ],
  [{ mode: 'iam' }, 'mode: expected one of "oidc", "userPool", but found "iam"'],
]

const badTokenRequests = badTokens.map(([body, error]): BadRequest => ({
  call: ['/tokens', { method: 'POST', body }],
  error,
}))

const otherBadRequests: readonly BadRequest[] = [
  {
    call: ['/clock', { method: 'PUT', body: {} }],
    error:
      'give one of "now" (seconds since the epoch), "offsetSeconds" and "advance" (such as "6m"), or "frozen", or both',
  },
  {
    call: ['/clock', { method: 'PUT', body: { now: 1, offsetSeconds: 1 } }],
    error:
      'give one of "now" (seconds since the epoch), "offsetSeconds" and "advance" (such as "6m"), or "frozen", or both',
  },
  {
    call: ['/clock', { method: 'PUT', body: { now: 'noon' } }],
    error: 'now: expected a number of seconds, but found "noon"',
  },
  {
    call: ['/clock', { method: 'PUT', body: { offset: 1 } }],
    error: 'offset: there is no such field',
  },
  { call: ['/decisions?since=x', {}], error: 'since: "x" is no number of a decision' },
  {
    call: ['/personas', { method: 'PUT', body: [] }],
    error:
      'personas: the file has to hold one object, persona by name: { "alice": { "claims": { … } } }',
  },
  {
    call: ['/personas', { method: 'PUT', body: { zoe: { claims: 1 } } }],
    error: 'personas: persona "zoe": "claims" has to be an object, but is 1',
  },
  {
    call: ['/personas', { method: 'PUT', body: [{ claims: {} }] }],
    error: 'personas[0]: the persona has no name',
  },
  {
    call: ['/personas', { method: 'PUT', body: [{ name: 'zoe', claim: {} }] }],
    error: 'claim: there is no such field; did you mean "claims"?',
  },
  {
    call: [
      '/personas',
      {
        method: 'PUT',
        body: [
          { name: 'zoe', claims: {} },
          { name: 'zoe', claims: {} },
        ],
      },
    ],
    error: 'personas: there are two of the name "zoe"',
  },
  {
    call: ['/personas', { method: 'POST', body: { claims: {} } }],
    error: 'name: give the persona a name',
  },
  {
    call: ['/personas', { method: 'POST', body: { name: 'zoe' } }],
    error: 'claims: give the claims of the persona, an object',
  },
  {
    call: ['/personas', { method: 'POST', body: { name: 'ALICE ', claims: {} } }],
    error: 'name: there is a persona "alice" already; choose another name',
  },
  {
    call: [
      '/personas',
      { method: 'POST', body: { name: 'zoe', claims: {}, issuedSecondsAgo: '1' } },
    ],
    error: 'personas: persona "zoe": "issuedSecondsAgo" has to be a number of seconds, but is "1"',
  },
  {
    call: ['/records', { method: 'PUT', body: { Tdo: [{ id: '1' }] } }],
    error: 'model "Tdo": is not in the definition; did you mean "Todo"?',
  },
  {
    call: ['/records', { method: 'PUT', body: { Todo: [{ content: 'x' }] } }],
    error:
      'model "Todo", item 1: key attribute "id" is not a text or a number; give it one, or delete the item',
  },
]

test('what cannot be done is a 400 that names the field', async (t) => {
  const sandbox = await runSandbox(t)
  const before = (await call(sandbox, '/records')).body

  await t.test('a body that is not JSON', async () => {
    const answer = await send(`${sandbox.ready.sandbox}/tokens`, { method: 'POST', body: '{' })

    assert.deepEqual([answer.status, answer.body], [400, { error: 'the body is not JSON' }])
  })
  for (const { call: asked, error } of [...badTokenRequests, ...otherBadRequests]) {
    const [path, { method = 'GET', body }] = asked
    await t.test(`${method} ${path} ${JSON.stringify(body) ?? ''}`, async () => {
      const answer = await call(sandbox, ...asked)

      assert.deepEqual([answer.status, answer.body], [400, { error }])
    })
  }

  assert.deepEqual((await call(sandbox, '/records')).body, before)
  const clock = (await call(sandbox, '/clock')).body
  assert.ok(typeof clock === 'object' && clock !== null && 'offsetSeconds' in clock)
  assert.equal(clock.offsetSeconds, 0)
})

const alicesNote = '{ getNote(id: "note-alice") { title } }'

test('GET /sandbox/health says what is served', async (t) => {
  const sandbox = await runSandbox(t)

  const { status, body } = await call(sandbox, '/health')

  const file = join(repository, sample)
  assert.equal(status, 200)
  assert.deepEqual(steady(body), {
    status: 'ready',
    version: '0.1.0',
    definition: { file, loadedAt: '<time>', error: null },
    personas: { file: 'seed/personas.json', loadedAt: '<time>', error: null },
    seed: { file: 'seed/seed.json', loadedAt: '<time>', error: null },
  })
})

test('GET /sandbox/definition shows models, rules and modes as the engine sees them', async (t) => {
  const sandbox = await runSandbox(t)

  const { body } = await call(sandbox, '/definition')

  const view: {
    models: { name: string; identifier: string[]; rules: { text: string }[] }[]
    modes: object
    apiUrl: string
  } = JSON.parse(JSON.stringify(body))
  const owner = "allow.owner('oidc').identityClaim('user_id')"
  const models = view.models.map(({ name, identifier, rules }) => ({
    name,
    identifier,
    rules: rules.map(({ text }) => text),
  }))
  assert.equal(view.apiUrl, sandbox.ready.graphql)
  assert.deepEqual(models.slice(0, 2), [
    {
      name: 'Todo',
      identifier: ['id'],
      rules: [
        owner,
        "allow.authenticated('oidc')",
        "allow.groups(['testGroupName'], 'oidc').withClaimIn('user_groups')",
      ],
    },
    { name: 'Note', identifier: ['id'], rules: [owner] },
  ])
  assert.deepEqual(view.modes, {
    defaultMode: 'oidc',
    additionalModes: [],
    oidc: {
      issuer: sandbox.ready.issuer,
      clientIds: ['client-id'],
      clientId: 'client-id',
      authTtlSeconds: 300,
      issueTtlSeconds: 600,
    },
  })
})

test('PUT /sandbox/personas takes what GET answered', async (t) => {
  const sandbox = await runSandbox(t)
  const { body: before } = await call(sandbox, '/personas')

  const { status, body } = await call(sandbox, '/personas', { method: 'PUT', body: before })

  assert.deepEqual([status, body], [200, before])
})

test('PUT /sandbox/personas replaces who can sign in, for this run', async (t) => {
  const sandbox = await runSandbox(t)
  const zoe = { name: 'zoe', claims: { sub: 'z', user_id: 'alice' }, description: 'poses as alice' }
  const { name, ...entry } = zoe

  const put = await call(sandbox, '/personas', { method: 'PUT', body: { [name]: entry } })
  const got = await call(sandbox, '/personas')
  const alice = await call(sandbox, '/tokens', { method: 'POST', body: { persona: 'alice' } })
  const token = await tokenFor(sandbox, { persona: 'zoe' })
  const answer = await ask(sandbox, { token, query: alicesNote })

  assert.deepEqual([put.status, put.body, got.body], [200, [zoe], [zoe]])
  assert.deepEqual(
    [alice.status, alice.body],
    [400, { error: 'persona: there is no persona "alice"; there are zoe' }],
  )
  assert.deepEqual(answer.body, { data: { getNote: { title: "Alice's note" } } })
})

test('the records of a sandbox are read, replaced past the rules, emptied and reset to the seed', async (t) => {
  const sandbox = await runSandbox(t)
  const replacement = {
    Note: [{ id: '1', title: null, owner: ['alice', 'bob'], extra: { deep: [1] } }],
    Todo: [{ id: '2', content: 'x' }],
  }

  const seeded = await call(sandbox, '/records')
  const put = await call(sandbox, '/records', { method: 'PUT', body: replacement })
  const afterPut = await call(sandbox, '/records')
  const deleted = await call(sandbox, '/records', { method: 'DELETE' })
  const afterDelete = await call(sandbox, '/records')
  const reset = await call(sandbox, '/reset', { method: 'POST' })
  const afterReset = await call(sandbox, '/records')

  assert.deepEqual([put.status, put.body, afterPut.body], [200, replacement, replacement])
  assert.deepEqual([deleted.status, deleted.body, afterDelete.body], [200, {}, {}])
  assert.deepEqual([reset.status, reset.body], [200, { status: 'reset' }])
  assert.deepEqual(steady(afterReset.body), steady(seeded.body))
  const seed: { Note: object[] } = JSON.parse(JSON.stringify(steady(seeded.body)))
  assert.deepEqual(seed.Note[0], {
    id: 'note-alice',
    title: "Alice's note",
    body: 'only for alice',
    owner: 'alice',
    createdAt: '<time>',
    updatedAt: '<time>',
    __typename: 'Note',
  })
})

test('the one clock moves the issuer, the verifier and the timestamps; reset moves it back', async (t) => {
  const sandbox = await runSandbox(t)
  const old = await tokenFor(sandbox, { persona: 'alice' })
  const create = 'mutation { createNote(input: { title: "x" }) { createdAt } }'
  const year2030 = Date.UTC(2030) / 1000

  const ahead = await call(sandbox, '/clock', { method: 'PUT', body: { offsetSeconds: 301 } })
  const refused = await ask(sandbox, { token: old, query: create })
  const fresh = await ask(sandbox, {
    token: await tokenFor(sandbox, { persona: 'alice' }),
    query: create,
  })
  await call(sandbox, '/clock', { method: 'PUT', body: { now: year2030 } })
  const in2030 = await ask(sandbox, {
    token: await tokenFor(sandbox, { persona: 'alice' }),
    query: create,
  })
  await call(sandbox, '/reset', { method: 'POST' })
  const back = await ask(sandbox, { token: old, query: create })

  assert.equal(clockOf(ahead.body).offsetSeconds, 301)
  assert.equal(refused.status, 401)
  assert.deepEqual(steady(fresh.body), { data: { createNote: { createdAt: '<time>' } } })
  assert.match(JSON.stringify(in2030.body), /"createdAt":"2030-01-01T00:0/)
  assert.deepEqual(steady(back.body), { data: { createNote: { createdAt: '<time>' } } })
  assert.equal(clockOf((await call(sandbox, '/clock')).body).offsetSeconds, 0)
})

function clockOf(body: unknown): { now: number; offsetSeconds: number } {
  return JSON.parse(JSON.stringify(body))
}

test('GET /sandbox/decisions tells every decision and refusal with its reasons, newer ones on demand', async (t) => {
  const sandbox = await runSandbox(t)
  const bob = await tokenFor(sandbox, { persona: 'bob', issuedAt: 4_000_000_000 })
  const stale = await tokenFor(sandbox, { persona: 'bob', authTime: 1, expiresAt: 4_000_000_000 })
  const { exp, iat, auth_time } = decodeJwt(bob)

  await ask(sandbox, { token: bob, query: alicesNote })
  await ask(sandbox, { token: stale, query: alicesNote })
  await ask(sandbox, { token: bob, query: '{ getNote(id: "note-bob") { title } }' })
  const all = await call(sandbox, '/decisions')
  const newer = await call(sandbox, '/decisions?since=2')

  const claims = {
    iss: sandbox.ready.issuer,
    aud: 'client-id',
    azp: 'client-id',
    iat,
    exp,
    auth_time,
    sub: 'sub-bob',
    user_id: 'bob',
    user_groups: ['users'],
    email: 'bob@example.com',
  }
  const identity = { mode: 'oidc', issuer: sandbox.ready.issuer, claims }
  const rule = "allow.owner('oidc').identityClaim('user_id')"
  const place = { file: join(repository, sample), line: 17, column: 38 }
  const asked = { model: 'Note', fieldName: 'getNote', parentType: 'Query', path: ['getNote'] }
  const [denied, refused, allowed] = [
    {
      number: 1,
      at: '<time>',
      identity,
      ...asked,
      key: { id: 'note-alice' },
      question: 'get',
      effect: 'deny',
      reason: 'no-role-matches',
      because: 'no rule admits the caller',
      rules: [
        { rule, place, reason: 'not-the-owner', because: 'owner is "alice", user_id is "bob"' },
      ],
      wouldGrant: ['would pass if owner were "bob"', 'would pass if user_id were "alice"'],
    },
    { number: 2, at: '<time>', effect: 'deny', refusal: signedInTooLongAgo },
    {
      number: 3,
      at: '<time>',
      identity,
      ...asked,
      key: { id: 'note-bob' },
      question: 'get',
      effect: 'allow',
      reason: 'role-granted',
      because: 'a rule admits the caller',
      rules: [{ rule, place, reason: 'granted', because: 'owner is "bob", user_id is "bob"' }],
    },
  ]
  assert.deepEqual(withoutAge(steady(all.body)), [denied, refused, allowed])
  assert.deepEqual(steady(newer.body), [allowed])
})

const signedInTooLongAgo = {
  status: 401,
  errorType: 'UnauthorizedException',
  message: 'Unauthorized',
  reason: 'signed-in-too-long-ago',
  detail: 'auth_time is N s old; the API allows 300 s',
}

function withoutAge(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replace(/auth_time is \d+ s/, 'auth_time is N s'))
}

for (const holder of ['guest', 'authenticated', 'admin']) {
  test(`/credentials/${holder} hands out new AWS credentials for an hour`, async (t) => {
    const sandbox = await runSandbox(t)

    const first = await call(sandbox, `/credentials/${holder}`)
    const second = await call(sandbox, `/credentials/${holder}`)

    const credentials = first.body as Record<string, string>
    assert.deepEqual(
      [first.status, Object.keys(credentials), credentials['region']],
      [
        200,
        ['accessKeyId', 'secretAccessKey', 'sessionToken', 'region', 'expiration'],
        'us-east-1',
      ],
    )
    assert.match(credentials['accessKeyId'] ?? '', /^ASIA[A-Z2-7]{16}$/)
    assert.match(credentials['secretAccessKey'] ?? '', /^[\w+/]{40}$/)
    const secondsLeft = (Date.parse(credentials['expiration'] ?? '') - Date.now()) / 1000
    assert.ok(secondsLeft > 3590 && secondsLeft <= 3600, String(secondsLeft))
    assert.notDeepEqual(second.body, first.body)
  })
}

test('what is not there is refused by name', async (t) => {
  const sandbox = await runSandbox(t)
  const cases = [
    ['POST', '/credentials/guest', 405, '/sandbox/credentials/guest takes GET, not POST'],
    ['GET', '/credentials/root', 404, 'the sandbox API has no /sandbox/credentials/root'],
    ['POST', '/faults', 405, '/sandbox/faults takes GET, PUT, not POST'],
    ['PUT', '/keys', 405, '/sandbox/keys takes GET, POST, not PUT'],
    ['GET', '/keys/x', 405, '/sandbox/keys/x takes DELETE, not GET'],
    ['GET', '/tokens', 405, '/sandbox/tokens takes POST, not GET'],
    ['POST', '/records', 405, '/sandbox/records takes GET, PUT, DELETE, not POST'],
    ['GET', '/token', 404, 'the sandbox API has no /sandbox/token'],
  ] as const

  for (const [method, path, status, error] of cases) {
    const answer = await call(sandbox, path, { method })
    assert.deepEqual([answer.status, answer.body], [status, { error }], `${method} ${path}`)
  }
})

test("a page of somebody else's site cannot use the sandbox API", async (t) => {
  const sandbox = await runSandbox(t)
  const { url } = sandbox.ready
  const { port } = new URL(url)
  const own = [url, `http://localhost:${port}`, `http://[::1]:${port}`]
  const foreign = ['http://evil.example', 'null', `https://localhost:${port}`, 'http://localhost:1']
  const statusFrom = async (origin: string): Promise<number> =>
    (await call(sandbox, '/health', { headers: { origin } })).status

  for (const origin of own) assert.equal(await statusFrom(origin), 200, origin)
  for (const origin of foreign) assert.equal(await statusFrom(origin), 403, origin)

  const answer = await call(sandbox, '/tokens', {
    method: 'POST',
    body: { persona: 'alice' },
    headers: { origin: 'http://evil.example' },
  })
  const error = `the Origin "http://evil.example" is not the sandbox's own, so it may not use the sandbox API`
  assert.deepEqual([answer.status, answer.body], [403, { error }])
  assert.equal(answer.headers.get('access-control-allow-origin'), null)
})

test('a name that somebody pointed at this machine cannot reach the sandbox API', async (t) => {
  const sandbox = await runSandbox(t)
  const { port } = new URL(sandbox.ready.url)

  assert.equal(await statusAs(port, `localhost:${port}`), 200)
  assert.equal(await statusAs(port, `LOCALHOST:${port}`), 200)
  assert.equal(await statusAs(port, `evil.example:${port}`), 403)
  assert.equal(await statusAs(port, `127.0.0.1.evil.example:${port}`), 403)
})

/** By hand: fetch does not let a Host be chosen. */
function statusAs(port: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: '/sandbox/health', headers: { host } }
    const asking = request(options, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asking.on('error', reject).end()
  })
}

test('with --admin-token every call needs it, and no answer tells it', async (t) => {
  const sandbox = await runSandbox(t, [sample, '--admin-token', 'hush-hush'])
  const error = 'the sandbox was started with --admin-token; send it in the header x-amplite-admin'
  const withToken = { 'x-amplite-admin': 'hush-hush' }

  const paths = ['/health', '/personas', '/records', '/clock', '/decisions', '/definition']
  for (const path of paths) {
    const without = await call(sandbox, path)
    const wrong = await call(sandbox, path, { headers: { 'x-amplite-admin': 'hush' } })
    const right = await call(sandbox, path, { headers: withToken })
    assert.deepEqual([without.status, without.body], [403, { error }])
    assert.equal(wrong.status, 403)
    assert.equal(right.status, 200)
    assert.ok(!JSON.stringify(right.body).includes('hush-hush'))
  }
})
