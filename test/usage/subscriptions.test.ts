import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'

import { openSandbox } from '../../emulator/testing/index.ts'

const sandbox = await openSandbox({
  definition: 'seed/amplify/data/resource.ts',
  personas: 'seed/personas.json',
})
beforeEach(() => sandbox.reset())
after(() => sandbox.close())

const onCreate = `subscription ($filter: ModelSubscriptionNoteFilterInput) {
  onCreateNote(filter: $filter) { title owner }
}`
const create = 'mutation ($title: String!) { createNote(input: { title: $title }) { title owner } }'

test('an owner hears of their own notes, in order, and of nobody else', async () => {
  const [alice, bob] = [sandbox.as('alice'), sandbox.as('bob')]
  const heard = await alice.subscribe<{ onCreateNote: { title: string } }>(onCreate)

  await alice.graphql(create, { title: 'first' })
  await bob.graphql(create, { title: 'of bob' })
  await alice.graphql(create, { title: 'second' })
  heard.close()

  const titles = []
  for await (const { data } of heard) titles.push(data?.onCreateNote.title)
  assert.deepEqual(titles, ['first', 'second'])
})

test('an event that is still to come is waited for; a filter lets others pass', async () => {
  const alice = sandbox.as('alice')
  const heard = await alice.subscribe(onCreate, { filter: { title: { beginsWith: 'x' } } })

  const next = heard.next()
  await alice.graphql(create, { title: 'plain' })
  await alice.graphql(create, { title: 'xylophone' })

  const data = { onCreateNote: { title: 'xylophone', owner: 'alice' } }
  assert.deepEqual(await next, { done: false, value: { data } })
})

test('who may not subscribe is refused with the trace, and what is wrong is said', async () => {
  const refused: readonly [string, () => Promise<unknown>, RegExp][] = [
    [
      'no claim',
      () => sandbox.as('noclaim').subscribe(onCreate),
      /^AccessError: noclaim cannot subscribe, but was expected to\n\n {2}onCreateNote by noclaim/,
    ],
    [
      'nobody',
      () => sandbox.as.nobody().subscribe(onCreate),
      /^AccessError: nobody cannot subscribe, but was expected to\n\n {2}401 Valid authorization header not provided\. \(no-credentials\)/,
    ],
    [
      'no such field',
      () => sandbox.as('alice').subscribe('subscription { onCreateNote { nope } }'),
      /answered: Validation error of type FieldUndefined: Field 'nope' in type 'Note' is undefined/,
    ],
    [
      'a query',
      () => sandbox.as('alice').subscribe('{ listNotes { items { id } } }'),
      /answered: query not supported through the realtime channel/,
    ],
  ]

  for (const [, subscribe, message] of refused) await assert.rejects(subscribe, message)
})

test('a reset ends what was heard, and so does leaving the loop', async () => {
  const alice = sandbox.as('alice')
  const waiting = await alice.subscribe(onCreate)
  const left = await alice.subscribe(onCreate)

  const next = waiting.next()
  await alice.graphql(create, { title: 'one' })
  await alice.graphql(create, { title: 'two' })
  for await (const { data } of left) {
    assert.deepEqual(data, { onCreateNote: { title: 'one', owner: 'alice' } })
    break
  }
  await sandbox.reset()
  await alice.graphql(create, { title: 'three' })

  assert.equal((await next).done, false)
  assert.equal((await waiting.next()).done, false)
  assert.equal((await waiting.next()).done, true)
  assert.equal((await left.next()).done, true)
})
