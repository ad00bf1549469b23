import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'

import { openSandbox } from '../../emulator/testing/index.ts'

const sandbox = await openSandbox({ definition: 'seed/amplify/data/resource.ts' })
const alice = sandbox.as('alice')
const bob = sandbox.as('bob')
const mona = sandbox.as('mona')
const noclaim = sandbox.as('noclaim')

beforeEach(() => sandbox.reset())

test('any signed-in user may do everything with a Todo', async () => {
  const todo = await sandbox.put('Todo', { content: 'x', owner: 'alice' })

  for (const actor of [alice, bob, mona, noclaim]) {
    await actor.can('create', 'Todo')
    await actor.can('read', todo)
    await actor.can('list', todo)
    await actor.can('update', todo, { input: { content: 'y' } })
    await actor.can('delete', todo)
  }
})

test('a Note is for whoever created it', async () => {
  const note = await sandbox.put('Note', { title: 'x', owner: 'alice' })

  await alice.can('read', note)
  await alice.can('list', note)
  await alice.can('update', note, { input: { body: 'new' } })
  await alice.can('delete', note)
  await bob.can('create', 'Note')
  await bob.cannot('get', note, 'not-the-owner')
  await bob.cannot('list', note, 'hidden')
  await bob.cannot('update', note, 'not-the-owner')
  await bob.cannot('delete', note, 'not-the-owner')
  await noclaim.cannot('create', 'Note', 'claim-missing')
  await noclaim.cannot('list', 'Note', 'claim-missing')
})

test('members of testGroupName read and edit an Article, and never delete it', async () => {
  const article = await sandbox.put('Article', { title: 'x', owner: 'alice' })

  await mona.can('read', article)
  await mona.can('update', article, { input: { title: 'y' } })
  await mona.cannot('update', article, { input: { status: null }, reason: 'fields-not-allowed' })
  await mona.cannot('delete', article, 'not-the-owner')
  await bob.cannot('get', article, 'not-in-group')
  await alice.can('delete', article)
})

test('everybody sees the name of an Employee, only the owner the salary', async () => {
  const employee = await sandbox.put('Employee', { name: 'Alice', salary: 5100, owner: 'alice' })

  await bob.can('read', employee, { field: 'name' })
  await bob.cannot('read', employee, { field: 'salary', reason: 'not-the-owner' })
  await alice.can('read', employee, { field: 'salary' })
  await bob.cannot('update', employee, { input: { name: 'Bob' } })
})

test('five minutes after the sign-in the token is refused, a renewed one too', async () => {
  const { errors: before } = await alice.graphql('{ listTodos { items { id } } }')
  sandbox.clock.advance('301s')
  const { errors: after } = await alice.graphql('{ listTodos { items { id } } }')

  assert.equal(before, undefined)
  assert.deepEqual(after, [{ errorType: 'UnauthorizedException', message: 'Unauthorized' }])
  await alice.cannot('list', 'Todo', 'signed-in-too-long-ago')
})
