import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import type { TestContext } from 'node:test'

import type { HandlerLog } from '../../../emulator/handlers/handler-log.ts'
import { openSandbox } from '../../../emulator/testing/index.ts'
import type { SandboxOptions } from '../../../emulator/testing/index.ts'
import { createProject, resourcePath, resourceText } from '../../definition/project.ts'

const alice = { sub: 'sub-alice', user_id: 'alice' }

/** How an operation `ask` is made of files; each file is the handler of one step. */
interface Setup {
  readonly files: readonly string[]
  readonly returns?: string
  readonly dataSource?: string
  readonly options?: SandboxOptions
}

type ErrorShown = Readonly<Record<string, unknown>>

interface Asked {
  readonly answer: { readonly data: unknown; readonly errors?: readonly ErrorShown[] }
  readonly log: readonly HandlerLog[]
  readonly root: string
  readonly stored: () => Promise<readonly unknown[]>
}

/** Opens a sandbox whose query `ask(n: Int, json: AWSJSON)` runs these files, asks it as alice. */
async function ask(t: TestContext, setup: Setup, query = '{ ask(n: 1) }'): Promise<Asked> {
  const { files, returns = 'a.json()', dataSource, options } = setup
  const source = dataSource === undefined ? '' : `dataSource: ${dataSource}, `
  const handlers = files.map((_, at) => `a.handler.custom({ ${source}entry: './step-${at}.js' })`)
  const body = `const schema = a.schema({
  Secret: a.model({
    text: a.string(),
    hidden: a.string().authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  }).authorization((allow) => [
    allow.owner('oidc').identityClaim('user_id'),
    allow.group('Auditors', 'oidc').to(['read']),
  ]),
  ask: a.query().arguments({ n: a.integer(), json: a.json() }).returns(${returns})
    .authorization((allow) => [allow.authenticated('oidc')])
    .handler([${handlers.join(', ')}]),
})`
  const steps = files.map((file, at) => [`amplify/data/step-${at}.js`, file] as const)
  const root = createProject(t, {
    [resourcePath]: resourceText(body),
    ...Object.fromEntries(steps),
  })
  const log: HandlerLog[] = []
  const sandbox = await openSandbox({
    definition: join(root, resourcePath),
    onHandlerLog: (entry) => void log.push(entry),
    ...options,
  })
  t.after(() => sandbox.close())
  const { data, errors } = await sandbox.as(alice).graphql(query)
  const answer = { data, ...(errors === undefined ? {} : { errors: errors.map(shown) }) }
  const stored = async (): Promise<readonly unknown[]> => sandbox.stored('Secret')
  return { answer, log, root, stored }
}

function shown(error: object): ErrorShown {
  return { ...error }
}

const utils = "import { util, runtime } from '@aws-appsync/utils'\n"

/** What the JSON that `ask` answered says. */
function said({ answer }: Asked): unknown {
  assert.deepEqual(answer.errors ?? [], [])
  assert.ok(typeof answer.data === 'object' && answer.data !== null && 'ask' in answer.data)
  if (answer.data.ask === null) return null
  assert.ok(typeof answer.data.ask === 'string')
  return JSON.parse(answer.data.ask)
}

suite('a pipeline', () => {
  test('hands the stash and the previous result from step to step', async (t) => {
    const first = `export function request(ctx) {
      ctx.stash.seen = [ctx.prev.result, ctx.args.n]
      return { payload: { from: 'first', stash: Object.keys(ctx.stash) } }
    }
    export function response(ctx) { ctx.stash.seen.push('response'); return ctx.result }`
    const second = `export const request = (ctx) => ({ payload: ctx.stash.seen })
    export const response = (ctx) => ({ previous: ctx.prev.result, seen: ctx.result, env: ctx.stash.amplifyApiEnvironmentName })`

    assert.deepEqual(said(await ask(t, { files: [first, second] })), {
      previous: { from: 'first', stash: ['awsAppsyncApiId', 'amplifyApiEnvironmentName', 'seen'] },
      seen: [{}, 1, 'response'],
      env: 'NONE',
    })
  })

  const last = `export const request = () => ({})\nexport const response = (ctx) => ({ last: ctx.prev.result })`
  for (const [title, options, answer] of [
    ['earlyReturn() goes on with the next step', '', { last: { early: 1 } }],
    ["earlyReturn() with skipTo 'NEXT' too", ", { skipTo: 'NEXT' }", { last: { early: 1 } }],
    ["earlyReturn() with skipTo 'END' ends it", ", { skipTo: 'END' }", { early: 1 }],
  ] as const) {
    test(title, async (t) => {
      const first = `${utils}export function request(ctx) {
        ctx.stash.kept = true
        runtime.earlyReturn({ early: ctx.args.n }${options})
      }
      export const response = () => util.error('not reached')`

      assert.deepEqual(said(await ask(t, { files: [first, last] })), answer)
    })
  }

  test('an error ends it', async (t) => {
    const first = `${utils}export const request = () => util.error('no', 'Mine', { a: 1 }, { b: 2 })
    export const response = () => null`

    const { answer } = await ask(t, { files: [first, last] })

    assert.deepEqual(answer, {
      data: { ask: null },
      errors: [
        {
          path: ['ask'],
          data: { a: 1 },
          errorType: 'Mine',
          errorInfo: { b: 2 },
          locations: [{ line: 1, column: 3, sourceName: null }],
          message: 'no',
        },
      ],
    })
  })

  test('undefined is null', async (t) => {
    const file = 'export const request = () => ({})\nexport const response = () => undefined'

    assert.equal(said(await ask(t, { files: [file] })), null)
  })
})

test('ctx says who asks, what and how', async (t) => {
  const file = `export const request = (ctx) => ({ payload: { ...ctx, request: Object.keys(ctx.request.headers).includes('authorization') } })
  export const response = (ctx) => ({ ...ctx.result, keys: Object.keys(ctx) })`
  const query = 'query Q($n: Int) { ask(n: $n, json: "{\\"a\\":[1]}") }'

  const asked = said(await ask(t, { files: [file] }, query.replace('$n: Int', '$n: Int = 2')))

  assert.ok(typeof asked === 'object' && asked !== null && 'identity' in asked)
  const { identity, ...rest } = asked
  assert.ok(typeof identity === 'object' && identity !== null && 'claims' in identity)
  assert.deepEqual(Object.keys(identity), ['claims', 'issuer', 'sub'])
  assert.deepEqual(rest, {
    arguments: { n: 2, json: { a: [1] } },
    args: { n: 2, json: { a: [1] } },
    source: null,
    request: true,
    info: {
      fieldName: 'ask',
      parentTypeName: 'Query',
      variables: { n: 2 },
      selectionSetList: [],
      selectionSetGraphQL: '',
    },
    env: {},
    stash: { awsAppsyncApiId: 'amplite', amplifyApiEnvironmentName: 'NONE' },
    prev: { result: {} },
    keys: [
      'arguments',
      'args',
      'identity',
      'source',
      'request',
      'info',
      'env',
      'stash',
      'prev',
      'result',
    ],
  })
})

test('ctx.info has the selection as a list and as text', async (t) => {
  const file = `export const request = (ctx) => ({ payload: ctx.info })
  export const response = (ctx) => ({ id: 'i', text: ctx.result.selectionSetList.join(' ') + ctx.result.selectionSetGraphQL })`

  const { answer } = await ask(
    t,
    { files: [file], returns: "a.ref('Secret')" },
    '{ ask { id renamed: text ...F } } fragment F on Secret { hidden ... on Secret { owner } }',
  )

  assert.match(
    JSON.stringify(answer.data),
    /id renamed hidden owner\{\\n {2}id\\n {2}renamed: text\\n {2}\.\.\.F\\n\}/,
  )
})

suite('a fault of the code is told with its place', () => {
  const faults: readonly [title: string, request: string, message: string][] = [
    [
      'a property of nothing',
      'ctx.none.there',
      ":3:25: TypeError: Cannot read properties of undefined (reading 'there')",
    ],
    ['a name that is not there', 'nowhere', ':3:9: ReferenceError: nowhere is not defined'],
    [
      'what only Node has',
      'process.env',
      ':3:9: ReferenceError: process is not in APPSYNC_JS: there is no environment; ctx.env and ctx.stash hold what there is',
    ],
    [
      'fetch',
      'fetch("http://x")',
      ':3:9: ReferenceError: fetch is not in APPSYNC_JS: use an HTTP data source',
    ],
    ['chance', 'Math.random()', ':3:21: TypeError: Math.random is not a function'],
    [
      'a bad call of util',
      'util.dynamodb.toMapValues("x")',
      ':3:30: TypeError: util.dynamodb.toMapValues() takes an object',
    ],
    [
      'code that is made',
      '(() => 1).constructor("return 1")()',
      ':3:26: EvalError: Code generation from strings disallowed for this context',
    ],
  ]
  for (const [title, expression, message] of faults) {
    test(title, async (t) => {
      const file = `${utils}export function request(ctx) {
        return ${expression}
      }
      export const response = () => null`

      const { answer, root } = await ask(t, { files: [file] })

      const [error] = answer.errors ?? []
      assert.equal(error?.['errorType'], 'Code')
      const text = String(error?.['message']).replace(join(root, 'amplify/data/step-0.js'), '')
      assert.equal(text, message)
    })
  }

  test('one that does not end is stopped, and the next one runs', async (t) => {
    const file = `export function request(ctx) {
      const list = [1]
      if (ctx.args.n === 1) for (const one of list) list.push(one)
      return {}
    }
    export const response = () => 'fine'`

    const { answer } = await ask(t, { files: [file] }, '{ slow: ask(n: 1) fast: ask(n: 2) }')

    assert.deepEqual(JSON.parse(JSON.stringify(answer.data)), { slow: null, fast: '"fine"' })
    assert.match(
      String(answer.errors?.[0]?.['message']),
      /step-0\.js: request\(\) did not return within 2000 ms$/,
    )
  })
})

test('what is made beside one call is not there in the next', async (t) => {
  const file = `const calls = []
  export const request = () => { calls.push(1); return { payload: calls.length } }
  export const response = (ctx) => ctx.result`

  const { answer } = await ask(t, { files: [file] }, '{ one: ask two: ask }')

  assert.deepEqual(JSON.parse(JSON.stringify(answer.data)), { one: '1', two: '1' })
})

test('console.log() is shown with the name of the operation', async (t) => {
  const file = `export function request(ctx) { console.log('n is', ctx.args, [null]); return {} }
  export const response = () => null`

  assert.deepEqual((await ask(t, { files: [file] })).log, [
    { operation: 'ask', message: 'n is { n: 1 } [ null ]' },
  ])
})

suite('an error of the data source', () => {
  const request = `${utils}export const request = () => ({
    operation: 'UpdateItem', key: util.dynamodb.toMapValues({ id: 'none' }),
    update: { expression: 'SET #t = :t', expressionNames: { '#t': 'text' }, expressionValues: { ':t': { S: 'x' } } },
    condition: { expression: 'attribute_exists(id)' },
  })\n`
  const dataSource = "a.ref('Secret')"

  test('is the one of the field when response() says so', async (t) => {
    const file = `${request}export const response = (ctx) => ctx.error ? util.error(ctx.error.message, ctx.error.type) : null`

    const { answer, log } = await ask(t, { files: [file], dataSource })

    assert.equal(answer.errors?.[0]?.['errorType'], 'DynamoDB:ConditionalCheckFailedException')
    assert.deepEqual(log, [])
  })

  test('may stand beside an answer', async (t) => {
    const file = `${request}export function response(ctx) { util.appendError(ctx.error.message, ctx.error.type); return 'so be it' }`

    const { answer, log } = await ask(t, { files: [file], dataSource })

    assert.deepEqual(answer.data, { ask: '"so be it"' })
    const { message, ...error } = answer.errors?.[0] ?? {}
    assert.match(String(message), /^The conditional request failed/)
    assert.deepEqual(error, {
      path: ['ask'],
      data: null,
      errorType: 'DynamoDB:ConditionalCheckFailedException',
      errorInfo: null,
      locations: [{ line: 1, column: 3, sourceName: null }],
    })
    assert.deepEqual(log, [])
  })

  test('goes unless response() passes it on, which is told', async (t) => {
    const file = `${request}export const response = (ctx) => ctx.result`

    const asked = await ask(t, { files: [file], dataSource })

    assert.equal(said(asked), null)
    assert.match(
      asked.log[0]?.message ?? '',
      /^response\(\) did not pass on ctx\.error, DynamoDB:ConditionalCheckFailedException: The conditional/,
    )
  })
})

suite("a model's table", () => {
  const put = `import * as ddb from '@aws-appsync/utils/dynamodb'
  export const request = (ctx) => ddb.put({ key: { id: 's' }, item: { owner: 'bob', text: 'x', hidden: 'y' } })
  export const response = (ctx) => ctx.result`
  const setup = { files: [put], returns: "a.ref('Secret')", dataSource: "a.ref('Secret')" }

  test('is written past the rules, and field rules are asked of the answer', async (t) => {
    const { answer, stored } = await ask(t, setup, '{ ask { id text owner hidden } }')

    assert.deepEqual(JSON.parse(JSON.stringify(answer.data)), {
      ask: { id: 's', text: 'x', owner: 'bob', hidden: null },
    })
    assert.deepEqual(
      answer.errors?.map(({ message }) => message),
      ['Not Authorized to access hidden on type Secret'],
    )
    assert.deepEqual(await stored(), [{ id: 's', owner: 'bob', text: 'x', hidden: 'y' }])
  })

  test('util.error() shows of its data what is selected', async (t) => {
    const file = `${utils}export const request = () => util.error('no', 'T', { id: 1, text: 'x', hidden: 'y' })
    export const response = () => null`

    const { answer } = await ask(t, { ...setup, files: [file] }, '{ ask { id text } }')

    assert.deepEqual(answer.errors?.[0]?.['data'], { id: 1, text: 'x' })
  })
})

suite('an HTTP data source', () => {
  const file = `${utils}export const request = (ctx) => ({
    method: 'POST',
    resourcePath: '/v1/things',
    params: { query: { a: 'b c', none: null }, headers: { 'x-mine': 'yes', 'content-type': 'application/json' }, body: { n: ctx.args.n } },
  })
  export const response = (ctx) => ctx.error ? util.error(ctx.error.message, ctx.error.type) : ctx.result`
  const dataSource = "'things'"

  test('is sent to where the configuration says', async (t) => {
    const url = await listen(t)
    const options = { dataSources: { things: { http: url } } }

    const asked = said(await ask(t, { files: [file], dataSource, options }))

    assert.ok(typeof asked === 'object' && asked !== null && 'headers' in asked && 'body' in asked)
    assert.deepEqual(
      { ...asked, headers: undefined, body: JSON.parse(String(asked.body)) },
      {
        statusCode: 418,
        headers: undefined,
        body: { method: 'POST', url: '/v1/things?a=b+c', mine: 'yes', body: '{"n":1}' },
      },
    )
    assert.equal(Reflect.get(Object(asked.headers), 'content-type'), 'text/plain')
  })

  test('that nobody answers is an error', async (t) => {
    const options = { dataSources: { things: { http: 'http://127.0.0.1:1' } } }

    const { answer } = await ask(t, { files: [file], dataSource, options })

    const [error] = answer.errors ?? []
    assert.equal(error?.['errorType'], 'HttpDataSource')
    assert.match(String(error?.['message']), /^POST http:\/\/127\.0\.0\.1:1\/v1\/things\?a=b\+c: /)
  })

  test('that the configuration does not know is refused by name', async (t) => {
    const { answer } = await ask(t, { files: [file], dataSource })

    const [error] = answer.errors ?? []
    assert.equal(error?.['errorType'], 'NotEmulated')
    assert.match(
      String(error?.['message']),
      /^data source "things" is not emulated: .* "dataSources": \{ "things": \{ "http": "https:\/\/…" \} \} into amplite\.config\.json$/,
    )
  })
})

/** A server that answers 418 and what it was asked. */
async function listen(t: TestContext): Promise<string> {
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const { method, url, headers } = request
      response
        .writeHead(418, { 'content-type': 'text/plain' })
        .end(JSON.stringify({ method, url, mine: headers['x-mine'], body }))
    })
  })
  t.after(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return `http://127.0.0.1:${address.port}/`
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: string[] = []
  for await (const chunk of request) chunks.push(String(chunk))
  return chunks.join('')
}
