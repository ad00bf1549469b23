import assert from 'node:assert/strict'
import { cpSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import type { TestContext } from 'node:test'

import type { FunctionOutput } from '../../emulator/handlers/functions.ts'
import { openSandbox } from '../../emulator/testing/index.ts'
import { ask, steady, tokenFor } from '../ask.ts'
import { newFolder, repository, runSandbox } from '../running-sandbox.ts'
import type { RunningSandbox } from '../running-sandbox.ts'

const project = join(import.meta.dirname, 'shop')
const definition = join(project, 'amplify/data/resource.ts')

const printed: FunctionOutput[] = []
const sandbox = await openSandbox({
  definition,
  onFunctionOutput: (output) => printed.push(output),
})
after(() => sandbox.close())
const alice = sandbox.as({ sub: 'alice', user_groups: ['buyers'] })

const greeting = '{ sayHello(name: "Bob") { text words } }'

test('a function in TypeScript answers with its environment and its secret', async () => {
  const answer = await alice.graphql(greeting)

  assert.deepEqual(JSON.parse(JSON.stringify(answer)), {
    data: {
      sayHello: { text: 'Hello, dear Bob!', words: '{"mood":"fine","key":"open sesame"}' },
    },
  })
  const line = { function: 'say-hello', stream: 'stdout', text: 'greeting Bob' }
  assert.ok(printed.some((output) => JSON.stringify(output) === JSON.stringify(line)))
})

suite('who may not call it never reaches it', () => {
  const cases = [
    { title: 'nobody', actor: sandbox.as.nobody(), query: greeting, type: 'UnauthorizedException' },
    { title: 'an API key', actor: sandbox.as.apiKey(), query: greeting, type: 'Unauthorized' },
  ]
  for (const { title, actor, query, type } of cases) {
    test(title, async () => {
      const before = printed.length

      const { errors } = await actor.graphql(query)

      assert.equal(errors?.[0]?.errorType, type)
      assert.equal(printed.length, before)
    })
  }
})

/** The event, without what every request has of its own. */
async function eventOf(actor: typeof alice, query: string): Promise<unknown> {
  const { data, errors } = await actor.graphql<Record<string, string>>(query)
  assert.equal(errors, undefined)
  const event = JSON.parse(Object.values(data ?? {})[0] ?? 'null') as Record<string, unknown>
  return { ...event, request: Object.keys(Object(event['request'])) }
}

const claims = { sub: 'alice', user_groups: ['buyers'] }
const identities: readonly { title: string; actor: typeof alice; identity: unknown }[] = [
  {
    title: 'of OIDC: the claims, who issued them and about whom',
    actor: alice,
    identity: { claims, issuer: 'http://127.0.0.1/oidc', sub: 'alice' },
  },
  { title: 'of an API key: none', actor: sandbox.as.apiKey(), identity: null },
  {
    title: 'of the Lambda authorizer: what it said',
    actor: sandbox.as.token('for-once'),
    identity: { resolverContext: { asked: 1 } },
  },
]

suite('the event is the one of AppSync, with the identity', () => {
  for (const { title, actor, identity } of identities) {
    test(title, async () => {
      const event = await eventOf(
        actor,
        String.raw`mutation { echo(word: "w", json: "{\"a\":[1]}") }`,
      )

      assert.deepEqual(withoutTimes(event), {
        typeName: 'Mutation',
        fieldName: 'echo',
        arguments: { word: 'w', json: { a: [1] } },
        identity,
        source: null,
        request: ['headers', 'domainName'],
        prev: { result: {} },
      })
    })
  }
})

/** The claims that the stamper adds are another room's business. */
function withoutTimes(event: unknown): unknown {
  const added = new Set(['iss', 'aud', 'azp', 'iat', 'exp', 'auth_time'])
  return JSON.parse(
    JSON.stringify(event, (name, value: unknown) => (added.has(name) ? undefined : value)),
  )
}

test('a second function sees what the first one answered', async () => {
  const { data } = await alice.graphql<{ echoTwice: string }>('{ echoTwice }')

  const event = JSON.parse(data?.echoTwice ?? '{}') as {
    prev: { result: { fieldName: string; prev: object } }
  }
  assert.equal(event.prev.result.fieldName, 'echoTwice')
  assert.deepEqual(event.prev.result.prev, { result: {} })
})

test('an asynchronous function is started, its outcome is only shown', async () => {
  const { data } = await alice.graphql('mutation { start(word: "w") { success } }')

  assert.deepEqual(JSON.parse(JSON.stringify(data)), { start: { success: true } })
  await until(() => printed.some(({ text }) => text.startsWith('started {')))
})

test('… a failure of it, too', async () => {
  const { data, errors } = await alice.graphql(
    'mutation { startFailing(how: "throw") { success } }',
  )

  assert.deepEqual(JSON.parse(JSON.stringify({ data, errors })), {
    data: { startFailing: { success: true } },
  })
  await until(() => printed.some(({ text }) => text === 'failed: no roses left'))
})

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
}

const failures = [
  { how: 'throw', message: /^no roses left$/ },
  { how: 'hang', message: /^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/ },
  { how: 'loop', message: /^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/ },
  { how: 'exit', message: /^RequestId: \S+ Error: Runtime exited with error: exit status 1$/ },
]

suite('a function that fails answers as AppSync does, and the next call works', () => {
  for (const { how, message } of failures) {
    test(how, async () => {
      const query = 'query ($how: String!) { fails(how: $how) }'

      const { data, errors = [] } = await alice.graphql(query, { how })

      assert.deepEqual(JSON.parse(JSON.stringify(data)), { fails: null })
      assert.match(errors[0]?.message ?? '', message)
      assert.deepEqual(
        { ...errors[0], message: '' },
        {
          path: ['fails'],
          data: null,
          errorType: 'Lambda:Unhandled',
          errorInfo: null,
          locations: [{ line: 1, column: 25, sourceName: null }],
          message: '',
        },
      )
      const next = await alice.graphql(query, { how: 'well' })
      assert.deepEqual(JSON.parse(JSON.stringify(next)), { data: { fails: 'well' } })
    })
  }
})

test('a deployed function is refused by its name', async () => {
  const { data, errors } = await alice.graphql('{ deployed }')

  assert.deepEqual(JSON.parse(JSON.stringify(data)), { deployed: null })
  assert.equal(errors?.[0]?.errorType, 'NotEmulated')
  assert.match(errors[0]?.message ?? '', /^function "greeter-prod" has no entry file/)
})

/** The project in a folder of its own, served with its files watched. */
async function servedCopy(t: TestContext): Promise<{ folder: string; served: RunningSandbox }> {
  const folder = newFolder(t)
  cpSync(project, folder, { recursive: true })
  // Where the project has its packages; functions are bundled with theirs.
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
  const served = await runSandbox(t, [join(folder, 'amplify/data/resource.ts'), '--watch'])
  return { folder, served }
}

async function eventLine(served: RunningSandbox, wanted: RegExp): Promise<string> {
  for (let number = 2; ; number++) {
    const line = await served.line(number)
    if (wanted.test(line)) return line
  }
}

test('over HTTP: output is JSON lines, an edit and a secret count at once, and nothing stops the sandbox', async (t) => {
  const { folder, served } = await servedCopy(t)
  const token = await tokenFor(served, { claims: { sub: 'alice' } })
  const greet = async (): Promise<unknown> => {
    const { body } = await ask(served, { token, query: greeting })
    return steady(body)
  }
  const said = (text: string, key: string): object => ({
    data: { sayHello: { text, words: JSON.stringify({ mood: 'fine', key }) } },
  })

  assert.deepEqual(await greet(), said('Hello, dear Bob!', 'open sesame'))
  const output = { event: 'function-output', function: 'say-hello', stream: 'stdout' }
  assert.deepEqual(JSON.parse(await eventLine(served, /greeting/)), {
    ...output,
    text: 'greeting Bob',
  })

  const file = join(folder, 'amplify/functions/say-hello/greet.ts')
  writeFileSync(file, 'export const greet = (name: string): string => `Bye, ${name}!`')
  await eventLine(served, /"reloaded"/)
  assert.deepEqual(await greet(), said('Bye, Bob!', 'open sesame'))

  writeFileSync(join(folder, '.env'), 'GREETING_KEY=other')
  await until(() => served.output().stdout.split('"reloaded"').length > 2)
  assert.deepEqual(await greet(), said('Bye, Bob!', 'other'))

  writeFileSync(file, 'export const greet = (name: string): string =>')
  await until(() => served.output().stdout.split('"reloaded"').length > 3)
  const broken = JSON.stringify(await greet())
  assert.match(broken, /greet\.ts:1:\d+: Unexpected end of file/)
  const { status, body } = await ask(served, { token, query: '{ listNotes { items { id } } }' })
  assert.deepEqual({ status, body }, { status: 200, body: { data: { listNotes: { items: [] } } } })

  const carol = await ask(served, {
    token: 'let-me-in',
    query: 'mutation { createNote(input: { text: "hers" }) { text } }',
  })
  assert.deepEqual(carol.body, { data: { createNote: { text: 'hers' } } })
  const stranger = await ask(served, { token: 'x', query: greeting })
  assert.equal(stranger.status, 401)
  assert.equal((await served.stop()).code, 0)
})

test('a function asks the API by the real client of aws-amplify, for what allow.resource() lets it', async (t) => {
  const { served } = await servedCopy(t)
  const token = await tokenFor(served, { claims: { sub: 'alice' } })
  const outcomeOf = async (query: string): Promise<unknown> => {
    const { body } = await ask(served, { token, query })
    const { data } = body as { data: Record<string, string> }
    return JSON.parse(Object.values(data)[0] ?? 'null')
  }

  assert.deepEqual(await outcomeOf('mutation { restock(text: "roses") }'), {
    created: 'roses',
    texts: ['roses'],
  })
  const peeked = (await outcomeOf('mutation { peek(text: "tulips") }')) as {
    created: readonly { message: string }[]
  }
  assert.equal(peeked.created[0]?.message, 'Unauthorized')
  assert.deepEqual({ ...peeked, created: [] }, { created: [], texts: ['roses'] })
})
