import assert from 'node:assert/strict'

import { checkEveryStore, failure } from './every-store.ts'
import type { Promised } from './every-store.ts'
import type { Item } from '../../emulator/model/item.ts'
import type { Page, Store, Table } from '../../emulator/store/store.ts'

const todos = { name: 'Todo', identifier: ['id'] }
const notes = { name: 'Note', identifier: ['id'] }
const seats = { name: 'Seat', identifier: ['row', 'number'] }

const taken = failure('ConditionalCheckFailed', 'The conditional request failed')

async function fill(store: Store, count: number): Promise<readonly Item[]> {
  const items = Array.from({ length: count }, (_, index) => ({ id: `t${index}`, size: index }))
  return Promise.all(items.map((item) => store.create(todos, item)))
}

interface Reading {
  readonly limit: number
  readonly between?: (page: Page) => Promise<void>
}

async function readAll(store: Store, { limit, between }: Reading): Promise<readonly Page[]> {
  const pages: Page[] = []
  let nextToken: string | null | undefined
  while (nextToken !== null) {
    const page: Page = await store.scan(todos, { limit, nextToken })
    pages.push(page)
    await between?.(page)
    nextToken = page.nextToken
  }
  return pages
}

const heldSeats: Table = {
  ...seats,
  indexes: [{ name: 'seatsByHolder', partitionKey: { name: 'holder', type: 'S' } }],
}

function idsOf(pages: readonly Page[]): readonly unknown[] {
  return pages.flatMap(({ items }) => items.map(({ id }) => id))
}

function settledCounts(results: readonly PromiseSettledResult<unknown>[]): object {
  const fulfilled = results.filter(({ status }) => status === 'fulfilled').length
  return { fulfilled, rejected: results.length - fulfilled }
}

const writing: readonly Promised[] = [
  {
    title: 'a created item is there, with null and absent kept apart',
    async check(store) {
      const created = await store.create(todos, { id: '1', title: '', done: null, tags: ['a'] })

      const expected = { id: '1', title: '', done: null, tags: ['a'] }
      assert.deepEqual(created, expected)
      assert.deepEqual(await store.get(todos, { id: '1' }), expected)
      assert.equal(await store.get(todos, { id: '2' }), undefined)
      assert.equal(await store.get(notes, { id: '1' }), undefined)
    },
  },
  {
    title: 'attributes that are undefined are not stored',
    async check(store) {
      const created = await store.create(todos, { id: '1', title: undefined })

      assert.deepEqual(created, { id: '1' })
    },
  },
  {
    title: 'changing an object that went in or came out changes nothing stored',
    async check(store) {
      const tags = ['a']
      const created = await store.create(todos, { id: '1', tags })
      tags.push('b')

      assert.throws(() => Object.assign(created, { title: 'x' }), TypeError)
      assert.deepEqual(await store.get(todos, { id: '1' }), { id: '1', tags: ['a'] })
    },
  },
  {
    title: 'creating on a taken key fails and leaves the first item',
    async check(store) {
      await store.create(todos, { id: '1', title: 'first' })

      await assert.rejects(store.create(todos, { id: '1', title: 'second' }), taken)
      assert.deepEqual(await store.get(todos, { id: '1' }), { id: '1', title: 'first' })
    },
  },
  {
    title: 'of many creates on one key at once exactly one wins',
    async check(store) {
      const attempts = Array.from({ length: 20 }, (_, by) => store.create(todos, { id: '1', by }))
      const results = await Promise.allSettled(attempts)

      assert.deepEqual(settledCounts(results), { fulfilled: 1, rejected: 19 })
      const winner = results.findIndex(({ status }) => status === 'fulfilled')
      assert.deepEqual(await store.get(todos, { id: '1' }), { id: '1', by: winner })
    },
  },
  {
    title: 'of many conditional updates at once exactly one wins',
    async check(store) {
      await store.create(todos, { id: '1', state: 'open' })
      const attempts = Array.from({ length: 20 }, (_, by) => {
        const changes = { set: { state: 'taken', by }, remove: [] }
        return store.update(
          todos,
          { id: '1' },
          { ...changes, condition: { state: { eq: 'open' } } },
        )
      })

      const results = await Promise.allSettled(attempts)
      assert.deepEqual(settledCounts(results), { fulfilled: 1, rejected: 19 })
    },
  },
  {
    title: 'a condition on create is asked of nothing',
    async check(store) {
      const holds = { title: { attributeExists: false } }
      const fails = { title: { eq: 'x' } }

      await store.create(todos, { id: '1', title: 'x' }, holds)
      await assert.rejects(store.create(todos, { id: '2', title: 'x' }, fails), taken)
      assert.deepEqual(await store.records(), { Todo: [{ id: '1', title: 'x' }] })
    },
  },
  {
    title: 'an update sets whole values, removes attributes and returns the item afterwards',
    async check(store) {
      await store.create(todos, {
        id: '1',
        title: 'x',
        place: { a: 1, b: 2 },
        note: 'n',
        tags: [1],
      })
      const changes = {
        set: { place: { a: 3 }, tags: [], done: true },
        remove: ['note', 'nothing'],
      }

      const updated = await store.update(todos, { id: '1' }, changes)
      const expected = { id: '1', title: 'x', place: { a: 3 }, tags: [], done: true }
      assert.deepEqual(updated, expected)
      assert.deepEqual(await store.get(todos, { id: '1' }), expected)
    },
  },
  {
    title: 'an update of a missing item fails, and creates nothing',
    async check(store) {
      const changes = { set: { title: 'x' }, remove: [] }

      await assert.rejects(store.update(todos, { id: '1' }, changes), taken)
      assert.deepEqual(await store.records(), {})
    },
  },
  {
    title: 'an update whose condition does not hold changes nothing',
    async check(store) {
      await store.create(todos, { id: '1', title: 'x' })
      const changes = { set: { title: 'y' }, remove: [], condition: { title: { ne: 'x' } } }

      await assert.rejects(store.update(todos, { id: '1' }, changes), taken)
      assert.deepEqual(await store.get(todos, { id: '1' }), { id: '1', title: 'x' })
    },
  },
  {
    title: 'an update may not touch the key',
    async check(store) {
      await store.create(seats, { row: 'A', number: 1 })
      const expected = failure(
        'Validation',
        'One or more parameter values were invalid: Cannot update attribute number. This attribute is part of the key',
      )

      const key = { row: 'A', number: 1 }
      await assert.rejects(store.update(seats, key, { set: { number: 2 }, remove: [] }), expected)
      await assert.rejects(store.update(seats, key, { set: {}, remove: ['number'] }), expected)
    },
  },
  {
    title:
      'a delete returns the item before, and of a missing item nothing, whatever the condition',
    async check(store) {
      await store.create(todos, { id: '1', title: 'x' })

      assert.deepEqual(await store.delete(todos, { id: '1' }), { id: '1', title: 'x' })
      assert.equal(await store.get(todos, { id: '1' }), undefined)
      assert.equal(await store.delete(todos, { id: '1' }, { title: { eq: 'x' } }), undefined)
    },
  },
  {
    title: 'a delete whose condition does not hold keeps the item',
    async check(store) {
      await store.create(todos, { id: '1', title: 'x' })

      await assert.rejects(store.delete(todos, { id: '1' }, { title: { eq: 'y' } }), taken)
      assert.deepEqual(await store.get(todos, { id: '1' }), { id: '1', title: 'x' })
    },
  },
  {
    title: 'a composite key tells items apart, numbers from texts too',
    async check(store) {
      await store.create(seats, { row: 'A', number: 1, who: 'ann' })
      await store.create(seats, { row: 'A', number: '1', who: 'bob' })
      await store.create(seats, { row: 'B', number: 1, who: 'cem' })

      const seat = await store.get(seats, { number: 1, row: 'A' })
      assert.deepEqual(seat, { row: 'A', number: 1, who: 'ann' })
      const { items } = await store.scan(seats, { limit: 9 })
      assert.deepEqual(new Set(items.map(({ who }) => who)), new Set(['ann', 'bob', 'cem']))
    },
  },
  {
    title: 'a key that DynamoDB does not take is refused in its words',
    async check(store) {
      const empty =
        'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id'
      const missing = 'One or more parameter values were invalid: Missing the key id in the item'
      const mistyped =
        'One or more parameter values were invalid: Type mismatch for key id expected: S actual: NULL'

      await assert.rejects(store.create(todos, { id: '' }), failure('Validation', empty))
      await assert.rejects(store.create(todos, { title: 'x' }), failure('Validation', missing))
      await assert.rejects(store.create(todos, { id: null }), failure('Validation', mistyped))
      const emptyInKey = empty.replace('are not valid.', 'were invalid:')
      await assert.rejects(store.get(todos, { id: '' }), failure('Validation', emptyInKey))
      await assert.rejects(store.delete(todos, { id: '' }), failure('Validation', emptyInKey))
      await assert.rejects(store.delete(todos, {}), failure('Validation', missing))
    },
  },
  {
    title: 'a number that DynamoDB cannot hold is refused in its words',
    async check(store) {
      await store.create(todos, { id: '1', most: 9.9e125, least: -1e-130, none: 0 })

      const large = failure(
        'Validation',
        'Number overflow. Attempting to store a number with magnitude larger than supported range',
      )
      const small = failure(
        'Validation',
        'Number underflow. Attempting to store a number with magnitude smaller than supported range',
      )
      for (const n of [1e126, -1e300, Infinity]) {
        await assert.rejects(store.create(todos, { id: '2', n }), large)
        await assert.rejects(store.create(todos, { id: '2', deep: [{ n }] }), large)
        await assert.rejects(store.update(todos, { id: '1' }, { set: { n }, remove: [] }), large)
      }
      await assert.rejects(store.create(todos, { id: '2', n: 1e-131 }), small)
      assert.equal(await store.get(todos, { id: '2' }), undefined)
    },
  },
  {
    title: 'a condition that DynamoDB does not take is refused in its words',
    async check(store) {
      const condition = { title: { between: ['z', 'a'] } }
      const expected = failure(
        'Validation',
        'Invalid ConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {S:z}, upper bound operand: AttributeValue: {S:a}',
      )

      await assert.rejects(store.create(todos, { id: '1' }, condition), expected)
    },
  },
]

const paging: readonly Promised[] = [
  {
    title: 'pages of any size together give every item once, in the same order',
    async check(store) {
      await fill(store, 23)
      const whole = idsOf(await readAll(store, { limit: 100 }))

      assert.equal(new Set(whole).size, 23)
      for (const limit of [1, 2, 7, 22, 23, 24]) {
        assert.deepEqual(idsOf(await readAll(store, { limit })), whole)
      }
    },
  },
  {
    title: 'the order of a scan is not that of insertion',
    async check(store) {
      const created = await fill(store, 23)
      const { items } = await store.scan(todos, { limit: 100 })

      assert.notDeepEqual(items, created)
    },
  },
  {
    title: 'a page that ends with the very last item has a token, and the next one is empty',
    async check(store) {
      await fill(store, 3)
      const [full, rest] = await readAll(store, { limit: 3 })

      assert.equal(full?.items.length, 3)
      assert.equal(typeof full?.nextToken, 'string')
      assert.deepEqual(rest, { items: [], nextToken: null })
    },
  },
  {
    title: 'a page that the limit did not end has no token',
    async check(store) {
      assert.deepEqual(await store.scan(todos, { limit: 1 }), { items: [], nextToken: null })

      await fill(store, 3)
      const { items, nextToken } = await store.scan(todos, { limit: 4 })
      assert.deepEqual({ count: items.length, nextToken }, { count: 3, nextToken: null })
    },
  },
  {
    title:
      'the filter shortens a page after the limit has counted, and may leave it empty with a token',
    async check(store) {
      await fill(store, 6)
      const order = idsOf(await readAll(store, { limit: 6 }))
      const last = order.at(-1)

      const page = await store.scan(todos, { limit: 5, filter: { id: { eq: last } } })
      assert.deepEqual(page.items, [])
      assert.equal(typeof page.nextToken, 'string')
      const rest = await store.scan(todos, { limit: 5, nextToken: page.nextToken ?? '' })
      assert.deepEqual(
        rest.items.map(({ id }) => id),
        [last],
      )
    },
  },
  {
    title: 'deleting what was just read neither skips nor repeats anything',
    async check(store) {
      await fill(store, 11)
      const order = idsOf(await readAll(store, { limit: 11 }))

      const pages = await readAll(store, {
        limit: 2,
        between: async ({ items }) => {
          await Promise.all(items.map(({ id }) => store.delete(todos, { id })))
        },
      })
      assert.deepEqual(idsOf(pages), order)
      assert.deepEqual(await store.records(), {})
    },
  },
  {
    title: 'items that come in before the cursor are not read, and nothing is read twice',
    async check(store) {
      await fill(store, 11)
      const order = idsOf(await readAll(store, { limit: 11 }))
      let count = 0

      const pages = await readAll(store, {
        limit: 2,
        between: async () => {
          if (count < 40) await store.create(todos, { id: `late${count++}` })
        },
      })
      const ids = idsOf(pages)
      assert.equal(new Set(ids).size, ids.length)
      assert.deepEqual(
        ids.filter((id) => order.includes(id)),
        order,
      )
    },
  },
  {
    title: 'a limit below one is refused in DynamoDB’s words',
    async check(store) {
      for (const limit of [0, -1]) {
        const message = `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`
        await assert.rejects(store.scan(todos, { limit }), failure('Validation', message))
      }
    },
  },
  {
    title: 'a filter that DynamoDB does not take is refused even where there is nothing to read',
    async check(store) {
      const scan = store.scan(todos, { limit: 1, filter: { size: { between: [2, 1] } } })

      await assert.rejects(
        scan,
        failure(
          'Validation',
          'Invalid FilterExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}',
        ),
      )
    },
  },
  {
    title: 'garbage and the token of another model are refused',
    async check(store) {
      await fill(store, 2)
      const { nextToken } = await store.scan(todos, { limit: 1 })
      const token = nextToken ?? ''
      const invalid = failure('InvalidToken', 'Invalid pagination token given.')
      const forged = Buffer.from('{"v":1,"k":{"id":"t0"},"m":"x"}').toString('base64url')

      for (const garbage of ['garbage', '!', 'bnVsbA', `${token}!`, token.slice(0, -4), forged]) {
        await assert.rejects(store.scan(todos, { limit: 1, nextToken: garbage }), invalid)
      }
      await assert.rejects(store.scan(notes, { limit: 1, nextToken: token }), invalid)
    },
  },
]

const records: readonly Promised[] = [
  {
    title: 'all records can be read, replaced as given, and emptied',
    async check(store) {
      await fill(store, 2)
      const given = { Note: [{ id: 'n', owner: 'someone' }], Seat: [{ row: 'A', number: 1 }] }

      await store.replaceRecords([todos, notes, seats], given)
      assert.deepEqual(await store.records(), given)
      assert.deepEqual(await store.get(seats, { row: 'A', number: 1 }), { row: 'A', number: 1 })
      await store.create(todos, { id: 't0' })
      await store.replaceRecords([todos, notes, seats], {})
      assert.deepEqual(await store.records(), {})
    },
  },
  {
    title: 'records that cannot be stored are refused with their place, and nothing is replaced',
    async check(store) {
      await store.create(todos, { id: '1' })
      const refused = [
        [{ Todoo: [] }, 'model "Todoo": is not in the definition; did you mean "Todo"?'],
        [
          { Invoice: [] },
          'model "Invoice": is not in the definition; the models are "Todo", "Seat"',
        ],
        [
          { Todo: [{ id: 'a' }, { title: 'x' }] },
          'model "Todo", item 2: key attribute "id" is not a text or a number; give it one, or delete the item',
        ],
        [
          {
            Seat: [
              { row: 'A', number: 1 },
              { row: 'B', number: 1 },
              { number: 1, row: 'A' },
            ],
          },
          'model "Seat", item 3: has the key ["A",1] of item 1; change or delete one',
        ],
        [
          {
            Seat: [
              { row: 'A', number: 1 },
              { row: 'A', number: 2, holder: null },
            ],
          },
          'model "Seat", item 2 (key ["A",2]): "holder" is a key of the index "seatsByHolder" and has to be a text that is not empty, not null; give it one, or leave it out',
        ],
      ] as const

      for (const [given, message] of refused) {
        const replacing = store.replaceRecords([todos, heldSeats], given)
        await assert.rejects(replacing, failure('Validation', message))
      }
      assert.deepEqual(await store.records(), { Todo: [{ id: '1' }] })
    },
  },
  {
    title: 'writes before, with and after a replacement take effect in their order',
    async check(store) {
      const results = await Promise.allSettled([
        store.create(todos, { id: '1' }),
        store.create(todos, { id: '2' }),
        store.replaceRecords([todos], { Todo: [{ id: '2', by: 'replacement' }] }),
        store.create(todos, { id: '1', by: 'late' }),
        store.create(todos, { id: '2', by: 'too late' }),
        store.delete(todos, { id: '2' }),
      ])

      assert.deepEqual(
        results.map(({ status }) => status === 'fulfilled'),
        [true, true, true, true, false, true],
      )
      assert.deepEqual(await store.records(), { Todo: [{ id: '1', by: 'late' }] })
    },
  },
  {
    title: 'a fork has every item, and neither side sees the other’s changes',
    async check(store) {
      await store.create(todos, { id: '1' })
      const fork = store.fork()

      await fork.create(todos, { id: '2' })
      await fork.delete(todos, { id: '1' })
      await store.create(todos, { id: '3' })
      assert.deepEqual(await store.records(), { Todo: [{ id: '1' }, { id: '3' }] })
      assert.deepEqual(await fork.records(), { Todo: [{ id: '2' }] })
    },
  },
  {
    title: 'when the definition changes the identifier, items are found by the new one',
    async check(store) {
      await store.create(todos, { id: '1', slug: 'a' })
      const bySlug = { name: 'Todo', identifier: ['slug'] }

      assert.deepEqual(await store.get(bySlug, { slug: 'a' }), { id: '1', slug: 'a' })
      await store.create(bySlug, { id: '1', slug: 'b' })
      await assert.rejects(store.get(todos, { id: '1' }), { code: 'STORE_INVALID' })
    },
  },
]

checkEveryStore([...writing, ...paging, ...records])
