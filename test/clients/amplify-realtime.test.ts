import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { a } from '@aws-amplify/data-schema'
import type { ClientSchema } from '@aws-amplify/data-schema'
import { generateClient } from 'aws-amplify/data'
import { WebSocket } from 'ws'

import { ask, call, tokenFor } from '../ask.ts'
import { newFolder, runSandbox, sample } from '../running-sandbox.ts'
import type { RunningSandbox } from '../running-sandbox.ts'
import { configureAmplifyFor, shown, times } from './configure-amplify.ts'
import type { SignIn } from './configure-amplify.ts'

// Node has a WebSocket of its own only from 22 on; an app on Node 20 does the same.
Object.assign(globalThis, { WebSocket })

/** Models of the sample, for the types of the client: an app has them from its own resource.ts. */
const schema = a.schema({
  Note: a
    .model({ title: a.string().required(), body: a.string() })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Article: a
    .model({ title: a.string().required() })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
})
type Schema = ClientSchema<typeof schema>

/** What the client's observables have in common. */
interface Source<T> {
  subscribe(observer: {
    readonly next: (value: T) => void
    readonly error: (error: unknown) => void
  }): { unsubscribe(): void }
}

/** What came out of an observable, to be taken one after the other. */
interface Heard<T> {
  next(): Promise<T>
  /** The error that ended it. */
  readonly failed: Promise<unknown>
  /** What came and was not taken. */
  rest(): readonly T[]
  stop(): void
}

function hear<T>(t: TestContext, source: Source<T>): Heard<T> {
  const values: T[] = []
  const waiting: ((value: T) => void)[] = []
  let fail: (error: unknown) => void = () => undefined
  const failed = new Promise<unknown>((resolve) => (fail = resolve))
  const subscription = source.subscribe({
    next: (value) => {
      const waiter = waiting.shift()
      if (waiter === undefined) values.push(value)
      else waiter(value)
    },
    error: fail,
  })
  t.after(() => subscription.unsubscribe())
  return {
    next: () => {
      const [value] = values.splice(0, 1)
      return value === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(value)
    },
    failed,
    rest: () => values,
    stop: () => subscription.unsubscribe(),
  }
}

interface Started {
  readonly sandbox: RunningSandbox
  readonly folder: string
  readonly signIn: SignIn
}

async function start(t: TestContext): Promise<Started> {
  const folder = newFolder(t)
  const sandbox = await runSandbox(t, [sample, '--data', folder])
  return { sandbox, folder, signIn: configureAmplifyFor(sandbox, folder) }
}

/** Until the sandbox has let in so many subscriptions: the client does not say when it is ready. */
async function listening(sandbox: RunningSandbox, count: number): Promise<void> {
  for (;;) {
    const { body } = await call(sandbox, '/decisions')
    const asked = JSON.stringify(body).match(/"parentType":"Subscription"/g) ?? []
    if (asked.length >= count) return
  }
}

/** A mutation by a persona, past the client under test. */
async function mutate(sandbox: RunningSandbox, persona: string, mutation: string): Promise<void> {
  const token = await tokenFor(sandbox, { persona })
  const { body } = await ask(sandbox, { token, query: `mutation { ${mutation} }` })
  assert.ok(typeof body === 'object' && body !== null && !('errors' in body), JSON.stringify(body))
}

const all = '{ id title body owner createdAt updatedAt }'

test('onCreate, onUpdate and onDelete bring the own notes of whoever is signed in', async (t) => {
  const { sandbox, signIn } = await start(t)
  const { Note } = generateClient<Schema>({ authMode: 'oidc' }).models
  await signIn({ persona: 'alice' })
  const created = hear(t, Note.onCreate())
  const updated = hear(t, Note.onUpdate())
  const deleted = hear(t, Note.onDelete())
  const chosen = hear(t, Note.onCreate({ filter: { title: { beginsWith: 'x' } } }))
  const brief = hear(t, Note.onCreate({ selectionSet: ['title'] }))
  await listening(sandbox, 5)

  await mutate(sandbox, 'bob', `createNote(input: { id: "b", title: "x of bob" }) ${all}`)
  await Note.create({ id: 'n', title: 'plain' })
  await Note.update({ id: 'n', body: 'new' })
  await Note.delete({ id: 'n' })
  await Note.create({ id: 'm', title: 'xylophone' })

  const note = { id: 'n', title: 'plain', body: null, owner: 'alice', ...times }
  const second = { ...note, id: 'm', title: 'xylophone' }
  const data = async (heard: Heard<unknown>): Promise<unknown> =>
    shown({ data: await heard.next() })
  assert.deepEqual(await data(created), { data: note })
  assert.deepEqual(await data(created), { data: second })
  assert.deepEqual(await data(updated), { data: { ...note, body: 'new' } })
  assert.deepEqual(await data(deleted), { data: { ...note, body: 'new' } })
  assert.deepEqual(await data(chosen), { data: second })
  assert.deepEqual(await data(brief), { data: { title: 'plain' } })
  assert.deepEqual(await data(brief), { data: { title: 'xylophone' } })
  for (const heard of [created, updated, deleted, chosen, brief]) assert.deepEqual(heard.rest(), [])
})

test('personas that share the socket of a page each hear what is theirs', async (t) => {
  const { sandbox, signIn } = await start(t)
  const { Article } = generateClient<Schema>({ authMode: 'oidc' }).models
  const heard = new Map<string, Heard<{ readonly title: string }>>()
  for (const [count, persona] of ['alice', 'bob', 'mona'].entries()) {
    await signIn({ persona })
    heard.set(persona, hear(t, Article.onCreate({ selectionSet: ['title'] })))
    await listening(sandbox, count + 1)
  }

  await mutate(sandbox, 'bob', 'createArticle(input: { title: "his" }) { title owner }')
  await mutate(sandbox, 'alice', 'createArticle(input: { title: "hers" }) { title owner }')

  const mona = heard.get('mona')
  assert.deepEqual([await mona?.next(), await mona?.next()], [{ title: 'his' }, { title: 'hers' }])
  assert.deepEqual(await heard.get('bob')?.next(), { title: 'his' })
  assert.deepEqual(await heard.get('alice')?.next(), { title: 'hers' })
  for (const { rest } of heard.values()) assert.deepEqual(rest(), [])
})

test('observeQuery begins with what is there and keeps up with every change', async (t) => {
  const { sandbox, signIn } = await start(t)
  const { Note } = generateClient<Schema>({ authMode: 'oidc' }).models
  await signIn({ persona: 'alice' })
  const query = Note.observeQuery({ selectionSet: ['id', 'title'] })
  const snapshots = hear<{ readonly items: readonly { readonly title: string }[] }>(t, query)
  const titles = async (): Promise<readonly string[]> =>
    (await snapshots.next()).items.map(({ title }) => title)
  await listening(sandbox, 3)

  assert.deepEqual(await titles(), ["Alice's note"])
  await mutate(sandbox, 'bob', `createNote(input: { title: "of bob" }) ${all}`)
  await mutate(sandbox, 'alice', `createNote(input: { id: "n", title: "new" }) ${all}`)
  assert.deepEqual(await titles(), ["Alice's note", 'new'])
  await mutate(sandbox, 'alice', `updateNote(input: { id: "n", title: "newer" }) ${all}`)
  assert.deepEqual(await titles(), ["Alice's note", 'newer'])
  await mutate(sandbox, 'alice', `deleteNote(input: { id: "n" }) ${all}`)
  assert.deepEqual(await titles(), ["Alice's note"])
})

test('who may not subscribe is told so, and who may not connect as well', async (t) => {
  const { signIn } = await start(t)
  const { Note } = generateClient<Schema>({ authMode: 'oidc' }).models
  const message = async (heard: Heard<unknown>): Promise<unknown> => {
    const error = await heard.failed
    return JSON.parse(JSON.stringify(error))
  }

  await signIn({ persona: 'noclaim' })
  const denied = await message(hear(t, Note.onCreate()))
  await signIn({ persona: 'alice', authTime: Math.floor(Date.now() / 1000) - 301 })
  const refused = await message(hear(t, Note.onCreate()))

  const denial =
    '{"errors":[{"errorType":"Unauthorized","message":"Not Authorized to access onCreateNote on type Subscription"}]}'
  assert.deepEqual(denied, { errors: [{ message: `Connection failed: ${denial}` }] })
  assert.deepEqual(refused, { errors: [{ message: 'Connection failed: UnauthorizedException' }] })
})

test('the client comes back by itself when the sandbox has been restarted', async (t) => {
  const { sandbox, folder, signIn } = await start(t)
  const { Note } = generateClient<Schema>({ authMode: 'oidc' }).models
  await signIn({ persona: 'alice' })
  const created = hear(t, Note.onCreate({ selectionSet: ['title'] }))
  await listening(sandbox, 1)
  const { port } = new URL(sandbox.ready.url)

  await sandbox.stop()
  const again = await runSandbox(t, [sample, '--data', folder, '--port', port])
  await listening(again, 1)
  await mutate(again, 'alice', 'createNote(input: { title: "after" }) { title owner }')

  assert.deepEqual(await created.next(), { title: 'after' })
})
