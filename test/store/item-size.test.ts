import assert from 'node:assert/strict'
import { test } from 'node:test'

import { itemSize } from '../../emulator/store/item-size.ts'
import type { Item } from '../../emulator/model/item.ts'
import type { PageRequest, Query, Table } from '../../emulator/store/store.ts'
import { checkEveryStore } from './every-store.ts'
import type { Promised } from './every-store.ts'

/** Bytes as the developer guide counts them: of names and texts in UTF-8, of numbers one for two digits and one more. */
const sizes: readonly (readonly [Item, number])[] = [
  [{}, 0],
  [{ a: '' }, 1],
  [{ a: 'bc' }, 3],
  [{ ä: '€' }, 5],
  [{ a: '\u{1F600}' }, 5],
  [{ a: null, b: true }, 4],
  [{ a: 0 }, 2],
  [{ a: 7 }, 3],
  [{ a: -1234 }, 4],
  [{ a: 1200 }, 3],
  [{ a: 0.001 }, 3],
  [{ a: 1.5e300 }, 3],
  [{ a: [] }, 4],
  [{ a: ['b', null] }, 8],
  [{ a: {} }, 4],
  [{ a: { b: 'c' } }, 7],
]

for (const [item, size] of sizes) {
  test(`${JSON.stringify(item)} has ${size} bytes`, () => {
    assert.equal(itemSize(item), size)
  })
}

const byOwner = { name: 'byOwner', partitionKey: { name: 'owner', type: 'S' } } as const
const todos: Table = { name: 'Todo', identifier: ['id'], indexes: [byOwner] }
const whole = 409_600 - 'id1text'.length

const promises: readonly Promised[] = [
  {
    title: 'an item of 400 KB is stored, and one byte more is refused',
    async check(store) {
      await store.create(todos, { id: '1', text: 'x'.repeat(whole) })

      await assert.rejects(store.create(todos, { id: '2', text: 'x'.repeat(whole + 1) }), {
        code: 'Validation',
        message: 'Item size has exceeded the maximum allowed size',
      })
      assert.equal(await store.get(todos, { id: '2' }), undefined)
    },
  },
  {
    title: 'an update is refused when the item as a whole becomes too large',
    async check(store) {
      const stored = await store.create(todos, { id: '1', text: 'x'.repeat(whole) })

      const update = store.update(todos, { id: '1' }, { set: { more: 'y' }, remove: [] })
      await assert.rejects(update, {
        code: 'Validation',
        message: 'Item size to update has exceeded the maximum allowed size',
      })
      assert.deepEqual(await store.get(todos, { id: '1' }), stored)
    },
  },
  {
    title: 'a page ends after 1 MB, in a scan and in a query, and the next one goes on from there',
    async check(store) {
      for (let at = 0; at < 7; at++) {
        await store.create(todos, { id: `${at}`, owner: 'alice', text: 'x'.repeat(300_000) })
      }
      const query: Query = {
        index: byOwner,
        partition: { field: 'owner', value: 'alice' },
        forward: true,
      }
      const readers = [
        (page: PageRequest) => store.scan(todos, page),
        (page: PageRequest) => store.query(todos, query, page),
      ]
      for (const read of readers) {
        const first = await read({ limit: 100 })
        const second = await read({ limit: 100, nextToken: first.nextToken ?? '' })
        const third = await read({ limit: 100, nextToken: second.nextToken ?? '' })

        const pages = [first, second, third]
        assert.deepEqual(
          pages.map(({ items }) => items.length),
          [3, 3, 1],
        )
        assert.equal(third.nextToken, null)
        assert.equal(new Set(pages.flatMap(({ items }) => items.map(({ id }) => id))).size, 7)
      }
    },
  },
]

checkEveryStore(promises)
