import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createMemoryStore } from '../../emulator/store/memory-store.ts'
import { parseSeed, seedStore } from '../../emulator/store/seed-store.ts'
import type { Records } from '../../emulator/store/store.ts'

const byTeam = {
  name: 'gsi-Team.members',
  partitionKey: { name: 'teamId', type: 'S' },
  sortKey: { name: 'rank', type: 'N' },
} as const
const tables = [
  { name: 'Todo', identifier: ['id'] },
  { name: 'Member', identifier: ['id'], indexes: [byTeam] },
  { name: 'Seat', identifier: ['row', 'number'] },
]
const now = '2030-01-01T00:00:00.000Z'

test('a seed fills an empty store, adding only what is missing', async () => {
  const store = createMemoryStore()
  const records = {
    Todo: [
      { title: 'no id', owner: 'someone' },
      { id: '1', createdAt: '2020-01-01T00:00:00.000Z', updatedAt: null, __typename: 'Odd' },
    ],
    Seat: [{ row: 'A', number: 1 }],
  }

  const seeded = await seedStore(store, { tables, records, now, newId: () => 'made-up' })
  assert.equal(seeded, true)
  const stamps = { createdAt: now, updatedAt: now }
  assert.deepEqual(await store.records(), {
    Todo: [
      { id: 'made-up', title: 'no id', owner: 'someone', ...stamps, __typename: 'Todo' },
      { id: '1', createdAt: '2020-01-01T00:00:00.000Z', updatedAt: null, __typename: 'Odd' },
    ],
    Seat: [{ row: 'A', number: 1, ...stamps, __typename: 'Seat' }],
  })
})

test('an id that is given nowhere is a UUID', async () => {
  const store = createMemoryStore()
  await seedStore(store, { tables, records: { Todo: [{ title: 'x' }] }, now })

  const { Todo: [todo] = [] } = await store.records()
  assert.match(String(todo?.['id']), /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
})

test('a store that holds anything is left alone, whatever the seed', async () => {
  const store = createMemoryStore()
  await store.create({ name: 'Todo', identifier: ['id'] }, { id: '1' })

  const seeded = await seedStore(store, { tables, records: { Todo: [{ id: '2' }] }, now })
  assert.equal(seeded, false)
  assert.deepEqual(await store.records(), { Todo: [{ id: '1' }] })
})

const refusedSeeds: readonly (readonly [Records, string])[] = [
  [{ Todoo: [] }, 'seed: model "Todoo": is not in the definition; did you mean "Todo"?'],
  [
    { Seat: [{ row: 'A', number: 1 }, { row: 'A' }] },
    'seed: model "Seat", item 2: key attribute "number" is not a text or a number; give it one, or delete the item',
  ],
  [
    { Todo: [{ id: null }] },
    'seed: model "Todo", item 1: key attribute "id" is not a text or a number; give it one, or delete the item',
  ],
  [
    { Todo: [{ id: '1' }, { id: '1' }] },
    'seed: model "Todo", item 2: has the key ["1"] of item 1; change or delete one',
  ],
  // What DynamoDB would not write (`data-api` §5.4).
  [
    { Member: [{ id: '1' }, { id: '2', teamId: null }] },
    'seed: model "Member", item 2 (key ["2"]): "teamId" is a key of the index "gsi-Team.members" and has to be a text that is not empty, not null; give it one, or leave it out',
  ],
  [
    { Member: [{ id: '1', teamId: '' }] },
    'seed: model "Member", item 1 (key ["1"]): "teamId" is a key of the index "gsi-Team.members" and has to be a text that is not empty, not ""; give it one, or leave it out',
  ],
  [
    { Member: [{ id: '1', rank: 'first' }] },
    'seed: model "Member", item 1 (key ["1"]): "rank" is a key of the index "gsi-Team.members" and has to be a number, not S; give it one, or leave it out',
  ],
  [
    { Todo: [{ id: '1', createdAt: '', updatedAt: '', text: 'x'.repeat(409_600) }] },
    'seed: model "Todo", item 1 (key ["1"]): has 409639 bytes, and DynamoDB stores 409600 at most; shorten it',
  ],
]

for (const [records, message] of refusedSeeds) {
  test(`a seed is refused: ${message}`, async () => {
    const store = createMemoryStore()

    const seeding = seedStore(store, { tables, records, now })
    await assert.rejects(seeding, { name: 'EmulatorError', code: 'SEED_INVALID', message })
    assert.deepEqual(await store.records(), {})
  })
}

test('a seed file is read as it stands, with a byte order mark too', () => {
  assert.deepEqual(parseSeed('\uFEFF{ "Todo": [ { "id": "1", "x": null } ] }', 'seed.json'), {
    Todo: [{ id: '1', x: null }],
  })
})

const refusedFiles = [
  ['{\n  "Todo": [],\n}', 'seed.json:3: is not JSON; repair the file'],
  ['{ "Todo": [ { "title": "a\tb" } ] }', 'seed.json:1: is not JSON; repair the file'],
  ['{\n "Todo": [ { "n": 01 } ] }', 'seed.json:2: is not JSON; repair the file'],
  ['{\n "Todo": [ { "t":\n "\\x" } ] }', 'seed.json:3: is not JSON; repair the file'],
  ['"Todo"', 'seed.json:1: must be an object with a list of items by model; repair the file'],
  ['{\n"Todo": null }', 'seed.json:2: model "Todo" must have a list of items; repair the file'],
  [
    '{ "Todo": [ {"id": "\\"[{"},\n\n[] ] }',
    'seed.json:3: model "Todo", item 2 must be an object of attributes; repair the file',
  ],
] as const

for (const [text, message] of refusedFiles) {
  test(`a seed file is refused: ${message}`, () => {
    assert.throws(() => parseSeed(text, 'seed.json'), {
      name: 'EmulatorError',
      code: 'SEED_INVALID',
      message,
    })
  })
}
