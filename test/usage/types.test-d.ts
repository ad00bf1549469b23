import { a } from '@aws-amplify/data-schema'
import type { ClientSchema } from '@aws-amplify/data-schema'

import { Amplify } from 'aws-amplify'
import { expect } from 'vitest'

import { accessMatchers } from '../../emulator/testing/expect.ts'
import type { AccessMatchers } from '../../emulator/testing/expect.ts'
import { openSandbox } from '../../emulator/testing/index.ts'

// What TypeScript promises to suites. Nothing here runs: "npm run typecheck" is the test, and a line that compiles although
// it is marked as an error fails it.

const schema = a.schema({
  Todo: a
    .model({
      content: a.string().required(),
      done: a.boolean(),
      comments: a.hasMany('Comment', 'todoId'),
    })
    .secondaryIndexes((index) => [index('content').queryField('todosByContent')])
    .authorization((allow) => [allow.owner('oidc')]),
  Comment: a
    .model({ todoId: a.id(), todo: a.belongsTo('Todo', 'todoId'), text: a.string() })
    .disableOperations(['delete', 'subscriptions'])
    .authorization((allow) => [allow.authenticated('oidc')]),
  Status: a.enum(['open', 'closed']),
  echo: a
    .query()
    .arguments({ text: a.string().required() })
    .returns(a.string())
    .authorization((allow) => [allow.authenticated('oidc')])
    .handler(a.handler.custom({ entry: './echo.js' })),
  ping: a
    .mutation()
    .returns(a.string())
    .authorization((allow) => [allow.authenticated('oidc')])
    .handler(a.handler.custom({ entry: './echo.js' })),
})
type Schema = ClientSchema<typeof schema>

/** Whether the types are the same; `any`, which would fit everything, is not. */
type Equals<A, B> = 0 extends 1 & A ? false : Each<[A], [B]>
type Each<A, B> = A extends B ? (B extends A ? true : false) : false
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the claim is the type
function holds<_Claim extends true>(): void {}

export async function models(): Promise<void> {
  await using sandbox = await openSandbox<Schema>({ definition: schema })
  const { Todo, Comment } = sandbox.as('alice').models

  const { data: todo, errors } = await Todo.create({ content: 'x' })
  holds<Equals<NonNullable<typeof todo>['content'], string>>()
  holds<Equals<NonNullable<typeof todo>['done'], boolean | null | undefined>>()
  holds<Equals<NonNullable<typeof errors>[number]['message'], string>>()
  // Relations are lazy loaders in Amplify's client; items here hold no functions.
  holds<Equals<'comments' extends keyof NonNullable<typeof todo> ? true : false, false>>()

  // @ts-expect-error -- content is required
  await Todo.create({ done: true })
  // @ts-expect-error -- there is no such field
  await Todo.create({ content: 'x', contents: 'y' })
  await Todo.update({ id: '1', done: null })
  // @ts-expect-error -- an update needs the key
  await Todo.update({ content: 'x' })
  await Todo.get({ id: '1' })
  await Todo.delete({ id: '1' })
  const { data: listed, nextToken } = await Todo.list({ filter: { done: { eq: true } }, limit: 5 })
  holds<Equals<(typeof listed)[number]['content'], string>>()
  holds<Equals<typeof nextToken, string | null>>()
  // @ts-expect-error -- there is no such field to filter by
  await Todo.list({ filter: { finished: { eq: true } } })
  await Todo.todosByContent({ content: 'x' }, { sortDirection: 'DESC' })
  // @ts-expect-error -- the index is by content
  await Todo.todosByContent({ done: true })

  const heard = await Todo.onCreate({ filter: { content: { eq: 'x' } } })
  for await (const { data } of heard) holds<Equals<NonNullable<typeof data>['content'], string>>()
  // @ts-expect-error -- disableOperations took it away
  void Comment.delete
  // @ts-expect-error -- and the subscriptions
  void Comment.onCreate
}

export async function operations(): Promise<void> {
  const sandbox = await openSandbox<Schema>({ definition: schema })
  const { queries, mutations } = sandbox.as('alice')

  const { data } = await queries.echo({ text: 'x' })
  holds<Equals<typeof data, string | null>>()
  await mutations.ping()
  // @ts-expect-error -- the argument is required
  await queries.echo()
  // @ts-expect-error -- ping is a mutation
  void queries.ping
}

export async function checks(): Promise<void> {
  const sandbox = await openSandbox<Schema>({ definition: schema })
  const alice = sandbox.as('alice')
  const todo = await sandbox.put('Todo', { content: 'x', owner: 'alice', rank: 7 })
  const many = await sandbox.put('Todo', [{ content: 'x' }, { content: 'y' }])
  holds<Equals<typeof todo.content, string>>()
  holds<Equals<typeof many, (typeof todo)[]>>()

  await alice.can('create', 'Todo', { input: { content: 'x' } })
  await alice.can('read', todo, { field: 'content' })
  await alice.cannot('update', todo, 'not-the-owner')
  await alice.can('update', (await alice.models.Todo.get({ id: '1' })).data)
  const seen = await alice.sees(many)
  holds<Equals<typeof seen, typeof many>>()
  await sandbox.expects('Todo', { own: todo }, { alice: { own: 'get list', new: 'create' } })

  // @ts-expect-error -- there is no such model
  await alice.can('create', 'Todos')
  // @ts-expect-error -- an enum is no model
  await alice.can('create', 'Status')
  // @ts-expect-error -- update is asked of an item
  await alice.can('update', 'Todo')
  // @ts-expect-error -- create is asked of a model
  await alice.can('create', todo)
  // @ts-expect-error -- there is no such operation
  await alice.can('remove', todo)
  // @ts-expect-error -- there is no such reason
  await alice.cannot('update', todo, 'not-owner')
  // @ts-expect-error -- content is a text
  await sandbox.put('Todo', { content: 5 })
  // @ts-expect-error -- there is no such model
  await sandbox.stored('Todos')
}

export async function withoutTypes(): Promise<void> {
  const sandbox = await openSandbox()
  const { data } = await sandbox.as({ sub: 'x' }).models.Whatever.create({ anything: 1 })
  const item = await sandbox.put('Whatever', { anything: 1 })
  holds<Equals<(typeof item)[string], unknown>>()

  await sandbox.as('alice').can('update', data)
  // @ts-expect-error -- operations are known without any types
  await sandbox.as('alice').can('remove', data)
}

export async function world(): Promise<void> {
  const silent = await openSandbox<Schema>({ definition: schema })
  holds<Equals<typeof silent.url, string | undefined>>()
  await using sandbox = await openSandbox<Schema>({ definition: schema, listen: true })
  holds<Equals<typeof sandbox.url, string>>()
  Amplify.configure(sandbox.outputs)

  sandbox.matrix({ model: 'Todo', personas: ['alice'] }).check('authz.lock')
  holds<Equals<ReturnType<ReturnType<typeof sandbox.matrix>['markdown']>, string>>()
  // @ts-expect-error -- there is no such model
  sandbox.matrix({ model: 'Todos' })
  await sandbox.faults.replace([{ name: 'jwks-slow', ms: 5 }])
  // @ts-expect-error -- there is no such fault
  await sandbox.faults.replace([{ name: 'jwks-slowly', ms: 5 }])
  await sandbox.as
    .lambda({ deniedFields: ['Todo.done'], context: { user: 'x' } })
    .can('list', 'Todo')
  // @ts-expect-error -- one field is no list
  sandbox.as.lambda({ deniedFields: 'Todo.done' })
}

declare module 'vitest' {
  interface Assertion extends AccessMatchers {}
}

export async function matchers(): Promise<void> {
  expect.extend(accessMatchers)
  const sandbox = await openSandbox<Schema>({ definition: schema })

  await expect(sandbox.as('alice')).toBeAllowed('create', 'Todo', { input: { content: 'x' } })
  await expect(sandbox.as('bob')).toBeRefused('list', 'Todo', 'claim-missing')
  // @ts-expect-error -- there is no such operation
  await expect(sandbox.as('alice')).toBeAllowed('remove', 'Todo')
  // @ts-expect-error -- there is no such reason
  await expect(sandbox.as('alice')).toBeRefused('list', 'Todo', 'claim-mising')
}
