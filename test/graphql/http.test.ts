import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'

import { ask, call, send, steady, tokenFor } from '../ask.ts'
import type { Answer } from '../ask.ts'
import { repository, runSandbox, sample } from '../running-sandbox.ts'
import type { RunningSandbox } from '../running-sandbox.ts'

const list = '{ listTodos { items { id } } }'
const listed = { data: { listTodos: { items: [{ id: 'todo-alice' }, { id: 'todo-bob' }] } } }

/** What aws-amplify reads in a browser only when it is exposed (`clients` §5.3). */
const exposed =
  'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,x-amz-schema-version'

const origin = 'http://localhost:5173'

async function post(sandbox: RunningSandbox, body: BodyInit, token?: string): Promise<Answer> {
  const headers = { origin, ...(token === undefined ? {} : { authorization: token }) }
  const init = { method: 'POST', body, headers, duplex: 'half' }
  return send(sandbox.ready.graphql, init)
}

/** The same process still answers. */
async function assertAlive(sandbox: RunningSandbox, token: string): Promise<void> {
  const { status, body } = await ask(sandbox, { token, query: list })
  assert.deepEqual([status, body], [200, listed])
  assert.equal(sandbox.output().stderr, '')
}

/** AppSync's refusal of a whole request: body, error type as a header, and both readable in a browser. */
function assertRefusal(answer: Answer, status: number, [errorType, message]: [string, string]) {
  assert.deepEqual(answer.body, { errors: [{ errorType, message }] })
  assert.deepEqual(headersOf(answer), {
    status,
    'content-type': 'application/json;charset=UTF-8',
    'x-amzn-errortype': errorType,
    'access-control-allow-origin': '*',
    'access-control-expose-headers': exposed,
  })
  assert.match(answer.headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/)
}

function headersOf({ status, headers }: Answer): object {
  const names = [
    'content-type',
    'x-amzn-errortype',
    'access-control-allow-origin',
    'access-control-expose-headers',
  ]
  return { status, ...Object.fromEntries(names.map((name) => [name, headers.get(name)])) }
}

test('who is not let in gets the 401 of AppSync', async (t) => {
  const sandbox = await runSandbox(t)
  const now = Math.floor(Date.now() / 1000)
  const good = await tokenFor(sandbox, { persona: 'alice' })
  const mint = (request: object): Promise<string> =>
    tokenFor(sandbox, { persona: 'alice', ...request })
  const cases: readonly [string, string | undefined, string][] = [
    ['no token', undefined, 'Valid authorization header not provided.'],
    ['no JWT', 'abc', 'Unable to parse JWT token.'],
    ['a Bearer prefix', `Bearer ${good}`, 'Unable to parse JWT token.'],
    ['alg none', await mint({ forge: 'alg-none' }), 'Unauthorized'],
    ['a foreign key', await mint({ forge: 'wrong-key' }), 'Unauthorized'],
    ['a changed signature', await mint({ forge: 'bad-signature' }), 'Unauthorized'],
    ['expired', await mint({ expiresAt: now - 1 }), 'Token has expired.'],
    ['signed in 301 s ago', await mint({ authTime: now - 301 }), 'Unauthorized'],
    ['no auth_time', await mint({ authTime: null }), 'Unauthorized'],
    ['issued 601 s ago', await mint({ issuedAt: now - 601 }), 'Unauthorized'],
    ['no iat', await mint({ omit: ['iat'] }), 'Unauthorized'],
    ['another issuer', await mint({ issuer: 'https://example.com' }), 'Unauthorized'],
    ['another audience', await mint({ audience: 'someone-else' }), 'Unauthorized'],
    ['not valid yet', await mint({ notBefore: now + 60 }), 'Unauthorized'],
  ]

  for (const [title, token, message] of cases) {
    await t.test(title, async () => {
      const answer = await post(sandbox, JSON.stringify({ query: list }), token)

      assertRefusal(answer, 401, ['UnauthorizedException', message])
    })
  }
  await t.test('signed in 290 s ago is let in', async () => {
    const { status, body } = await ask(sandbox, {
      token: await mint({ authTime: now - 290, issuedAt: now - 590 }),
      query: list,
    })

    assert.deepEqual([status, body], [200, listed])
  })
  await assertAlive(sandbox, good)
})

const notParsed: [string, string] = [
  'MalformedHttpRequestException',
  'Unable to parse GraphQL query.',
]
const empty: [string, string] = ['MalformedHttpRequestException', 'Request body is empty.']
const unknownName: [string, string] = ['BadRequestException', "Unknown operation named 'C'."]
const noName: [string, string] = ['BadRequestException', 'Missing operation name.']
const onlySocket: [string, string] = [
  'BadRequestException',
  'Subscriptions go over the WebSocket at /graphql/realtime, not over HTTP.',
]
const tooLarge: [string, string] = [
  'RequestEntityTooLargeException',
  "the body is larger than 1000000 bytes, AppSync's limit",
]

/** A body of unknown length. */
function endless(megabytes: number): ReadableStream<Uint8Array> {
  let left = megabytes
  return new ReadableStream({
    pull: (controller) => {
      if (left-- === 0) controller.close()
      else controller.enqueue(new Uint8Array(1_000_000).fill(120))
    },
  })
}

const badBodies: readonly [string, () => BodyInit, number, [string, string]][] = [
  ['nothing', () => '', 400, empty],
  ['blanks', () => ' \n', 400, empty],
  ['no JSON', () => 'query { listTodos }', 400, notParsed],
  ['an empty object', () => '{}', 400, notParsed],
  ['a list (no batching)', () => `[{ "query": "${list}" }]`, 400, notParsed],
  ['null', () => 'null', 400, notParsed],
  ['a query that is no text', () => '{ "query": 1 }', 400, notParsed],
  ['a query that does not parse', () => '{ "query": "{ listTodos" }', 400, notParsed],
  ['two operations without a name', () => json(`query A ${list} query B ${list}`), 400, noName],
  [
    'a name that no operation has',
    () => JSON.stringify({ query: `query A ${list} query B ${list}`, operationName: 'C' }),
    400,
    unknownName,
  ],
  [
    'a name for an operation without one',
    () => JSON.stringify({ query: list, operationName: 'C' }),
    400,
    unknownName,
  ],
  ['a name that is no text', () => having({ operationName: 1 }), 400, notParsed],
  ['variables that are a text', () => having({ variables: '{"a":1}' }), 400, notParsed],
  ['variables that are a list', () => having({ variables: [1] }), 400, notParsed],
  ['variables that are a number', () => having({ variables: 1 }), 400, notParsed],
  ['a compressed body', () => gzipSync(json(list)), 400, notParsed],
  ['a document of comments', () => json('# nothing'), 400, notParsed],
  ['a subscription', () => json('subscription { onCreateTodo { id } }'), 400, onlySocket],
  ['50 MB', () => json('x'.repeat(50_000_000)), 413, tooLarge],
  ['50 MB of unknown length', () => endless(50), 413, tooLarge],
  ['2 MB of unknown length', () => endless(2), 413, tooLarge],
]

/** A request that is in order but for these. */
function having(parts: object): string {
  return JSON.stringify({ query: list, ...parts })
}

function json(query: string): string {
  return JSON.stringify({ query })
}

test('a body that is no request is answered as AppSync does, and the process lives on', async (t) => {
  const sandbox = await runSandbox(t)
  const token = await tokenFor(sandbox, { persona: 'alice' })

  for (const [title, body, status, error] of badBodies) {
    await t.test(title, async () => {
      assertRefusal(await post(sandbox, body(), token), status, error)
      await assertAlive(sandbox, token)
    })
  }
  for (const method of ['PUT', 'DELETE', 'PATCH']) {
    await t.test(`method ${method}`, async () => {
      const headers = { origin, authorization: token }
      const answer = await send(sandbox.ready.graphql, { method, headers, body: json(list) })

      const message = `${method} /graphql is no operation of AppSync; send a POST or a GET`
      assertRefusal(answer, 404, ['UnknownOperationException', message])
    })
  }
  await t.test('method HEAD, which is answered without a body', async () => {
    const headers = { origin, authorization: token }
    const response = await fetch(sandbox.ready.graphql, { method: 'HEAD', headers })

    assert.deepEqual([response.status, await response.text()], [404, ''])
  })
  await t.test('credentials come first: without a token even an empty body is a 401', async () => {
    const answer = await post(sandbox, '')

    const message = 'Valid authorization header not provided.'
    assertRefusal(answer, 401, ['UnauthorizedException', message])
  })
})

const create =
  'mutation($input: CreateTodoInput!) { createTodo(input: $input) { id content owner } }'

test('requests that AppSync takes are taken', async (t) => {
  const sandbox = await runSandbox(t)
  const token = await tokenFor(sandbox, { persona: 'alice' })
  const variables = { input: { id: '1', content: 'x' } }
  const created = { data: { createTodo: { id: '1', content: 'x', owner: 'alice' } } }
  const reset = (): Promise<Answer> => call(sandbox, '/reset', { method: 'POST' })

  const types = [
    'application/graphql',
    'text/plain',
    'application/json',
    'application/json; charset=utf-16',
    'multipart/form-data',
    'nonsense',
    undefined,
  ]
  for (const type of types) {
    await t.test(`JSON of content type ${type}`, async () => {
      const headers = {
        authorization: token,
        ...(type === undefined ? {} : { 'content-type': type }),
      }
      const body = Buffer.from(JSON.stringify({ query: list, unknown: 1 }))

      const answer = await send(sandbox.ready.graphql, { method: 'POST', headers, body })

      assert.deepEqual([answer.status, answer.body], [200, listed])
    })
  }

  const taken = [
    { variables: null, operationName: null },
    { variables: {}, operationName: '' },
    { extensions: { persistedQuery: 1 }, id: 'x' },
    { variables: { nobodyAsks: 1 } },
  ]
  for (const parts of taken) {
    await t.test(`a body with ${JSON.stringify(parts)}`, async () => {
      const answer = await post(sandbox, having(parts), token)

      assert.deepEqual([answer.status, answer.body], [200, listed])
      assert.equal(answer.headers.get('content-type'), 'application/json;charset=UTF-8')
      assert.equal(answer.headers.get('access-control-allow-origin'), '*')
      assert.equal(answer.headers.get('access-control-expose-headers'), exposed)
      assert.match(answer.headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/)
    })
  }

  await t.test('JSON behind a byte order mark', async () => {
    const answer = await post(sandbox, `\uFEFF${json(list)}`, token)

    assert.deepEqual([answer.status, answer.body], [200, listed])
  })

  await t.test('the operation that is named, of several', async () => {
    const query = `query A ${list} query B { getTodo(id: "todo-bob") { content } }`
    const body = JSON.stringify({ query, operationName: 'B' })

    const answer = await post(sandbox, body, token)

    const data = { getTodo: { content: 'review the rules' } }
    assert.deepEqual([answer.status, answer.body], [200, { data }])
  })

  await t.test('a query by GET', async () => {
    const answer = await get(sandbox, { query: list }, token)

    assert.deepEqual([answer.status, answer.body], [200, listed])
  })

  await t.test('a mutation by GET', async (nested) => {
    nested.after(reset)
    const search = { query: create, variables: JSON.stringify(variables) }

    const answer = await get(sandbox, search, token)

    assert.deepEqual([answer.status, answer.body], [200, created])
  })

  await t.test('a GET that asks for nothing', async () => {
    const answer = await get(sandbox, {}, token)

    assertRefusal(answer, 400, notParsed)
  })

  await t.test('a GET whose variables are no JSON object', async () => {
    for (const text of ['{', '[1]', '"x"']) {
      const answer = await get(sandbox, { query: list, variables: text }, token)

      assertRefusal(answer, 400, notParsed)
    }
  })

  await t.test('a GET with empty parameters beside the query', async () => {
    const answer = await get(sandbox, { query: list, variables: '', operationName: '' }, token)

    assert.deepEqual([answer.status, answer.body], [200, listed])
  })

  await t.test('the preflight of a browser', async () => {
    const response = await fetch(sandbox.ready.graphql, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,authorization,x-amz-user-agent',
      },
    })

    assert.equal(response.status, 204)
    assert.equal(response.headers.get('access-control-allow-origin'), '*')
    assert.equal(
      response.headers.get('access-control-allow-headers'),
      'content-type,authorization,x-amz-user-agent',
    )
    assert.match(response.headers.get('access-control-allow-methods') ?? '', /POST/)
  })

  await t.test('/ping is healthy to the letter', async () => {
    const response = await fetch(`${sandbox.ready.url}/ping`)

    assert.deepEqual([response.status, await response.text()], [200, 'healthy'])
  })
})

function get(
  sandbox: RunningSandbox,
  search: Record<string, string>,
  token: string,
): Promise<Answer> {
  const url = `${sandbox.ready.graphql}?${new URLSearchParams(search)}`
  return send(url, { headers: { origin, authorization: token } })
}

test('errors of GraphQL itself are a 200 in the words of AppSync, each time they are made', async (t) => {
  const sandbox = await runSandbox(t)
  const token = await tokenFor(sandbox, { persona: 'alice' })
  const location = (line: number, column: number): object[] => [{ line, column, sourceName: null }]
  const cases = [
    {
      title: 'a field that is not there',
      question: { query: '{ listTodos { items { nope } } }' },
      error: {
        path: null,
        locations: location(1, 23),
        message:
          "Validation error of type FieldUndefined: Field 'nope' in type 'Todo' is undefined @ 'listTodos/items/nope'",
      },
    },
    {
      title: 'a variable that is missing',
      question: { query: create, variables: {} },
      error: {
        path: null,
        locations: location(1, 10),
        message: "Variable 'input' has coerced Null value for NonNull type 'CreateTodoInput!'",
      },
    },
    {
      title: 'a field of a fetched object that no input takes',
      question: { query: create, variables: { input: { owner: 'bob' } } },
      error: {
        path: null,
        locations: null,
        message:
          "The variables input contains a field that is not defined for input object type 'CreateTodoInput' ",
      },
    },
  ]

  for (const { title, question, error } of cases) {
    await t.test(title, async () => {
      const first = await ask(sandbox, { token, ...question })
      // The second time the document comes from a cache.
      const second = await ask(sandbox, { token, ...question })

      assert.deepEqual([first.status, first.body], [200, { data: null, errors: [error] }])
      assert.deepEqual([second.status, second.body], [200, { data: null, errors: [error] }])
    })
  }
})

test('alice does everything with her note, and bob nothing', async (t) => {
  const sandbox = await runSandbox(t)
  const [alice, bob] = await Promise.all(
    ['alice', 'bob'].map((persona) => tokenFor(sandbox, { persona })),
  )
  const fields = '{ id title body owner createdAt updatedAt }'
  const operations = {
    createNote: `mutation { createNote(input: { id: "n", title: "t" }) ${fields} }`,
    getNote: `{ getNote(id: "n") ${fields} }`,
    updateNote: `mutation { updateNote(input: { id: "n", body: "b" }) ${fields} }`,
    deleteNote: `mutation { deleteNote(input: { id: "n" }) ${fields} }`,
  }
  const note = { id: 'n', title: 't', owner: 'alice', createdAt: '<time>', updatedAt: '<time>' }
  const bodies = { createNote: null, getNote: null, updateNote: 'b', deleteNote: 'b' }

  for (const name of ['createNote', 'getNote', 'updateNote', 'deleteNote'] as const) {
    const query = operations[name]
    if (name !== 'createNote') await assertDenied(sandbox, { token: bob ?? '', query, name })
    const answer = await ask(sandbox, { token: alice ?? '', query })
    assert.deepEqual(steady(answer.body), { data: { [name]: { ...note, body: bodies[name] } } })
  }
  const gone = await ask(sandbox, { token: alice ?? '', query: operations.getNote })
  assert.deepEqual(gone.body, { data: { getNote: null } })
})

async function assertDenied(
  sandbox: RunningSandbox,
  { token, query, name }: { token: string; query: string; name: string },
): Promise<void> {
  const { status, body } = await ask(sandbox, { token, query })
  const type = name === 'getNote' ? 'Query' : 'Mutation'
  const error = {
    path: [name],
    data: null,
    errorType: 'Unauthorized',
    errorInfo: null,
    locations: [{ line: 1, column: query.indexOf(name) + 1, sourceName: null }],
    message: `Not Authorized to access ${name} on type ${type}`,
  }
  assert.deepEqual([status, body], [200, { data: { [name]: null }, errors: [error] }])
}

test('a list has what is its reader’s, and nothing of the others', async (t) => {
  const sandbox = await runSandbox(t)
  const query = '{ listNotes { items { id } nextToken } }'
  const seen = async (persona: string): Promise<unknown> =>
    (await ask(sandbox, { token: await tokenFor(sandbox, { persona }), query })).body

  const items = (...ids: string[]): object => ({
    data: { listNotes: { items: ids.map((id) => ({ id })), nextToken: null } },
  })
  assert.deepEqual(await seen('alice'), items('note-alice'))
  assert.deepEqual(await seen('bob'), items('note-bob'))
  assert.deepEqual(await seen('mona'), items())
})

test('x-amplite-explain adds the decisions, and only they differ', async (t: TestContext) => {
  const sandbox = await runSandbox(t)
  const token = await tokenFor(sandbox, { persona: 'bob' })
  const query = '{ getNote(id: "note-alice") { id } }'

  const plain = await ask(sandbox, { token, query })
  const explained = await ask(sandbox, { token, query, headers: { 'x-amplite-explain': '1' } })

  const decision = {
    model: 'Note',
    fieldName: 'getNote',
    parentType: 'Query',
    path: ['getNote'],
    key: { id: 'note-alice' },
    question: 'get',
    effect: 'deny',
    reason: 'no-role-matches',
    because: 'no rule admits the caller',
    rules: [
      {
        rule: "allow.owner('oidc').identityClaim('user_id')",
        place: { file: join(repository, sample), line: 17, column: 38 },
        reason: 'not-the-owner',
        because: 'owner is "alice", user_id is "bob"',
      },
    ],
    wouldGrant: ['would pass if owner were "bob"', 'would pass if user_id were "alice"'],
  }
  const error = {
    path: ['getNote'],
    data: null,
    errorType: 'Unauthorized',
    errorInfo: null,
    locations: [{ line: 1, column: 3, sourceName: null }],
    message: 'Not Authorized to access getNote on type Query',
  }
  const appsync = { data: { getNote: null }, errors: [error] }
  assert.deepEqual(plain.body, appsync)
  assert.deepEqual(explained.body, {
    ...appsync,
    extensions: { amplite: { decisions: [decision] } },
  })
})
