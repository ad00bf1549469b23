import assert from 'node:assert/strict'

import type { Filter } from '../../emulator/model/filter.ts'
import type { Item } from '../../emulator/model/item.ts'
import type {
  Page,
  PageRequest,
  Query,
  SortOperator,
  Store,
  Table,
} from '../../emulator/store/store.ts'
import { checkEveryStore, failure } from './every-store.ts'
import type { Promised } from './every-store.ts'

const byRating = {
  name: 'postsByAuthorAndRating',
  partitionKey: { name: 'author', type: 'S' },
  sortKey: { name: 'rating', type: 'N' },
} as const
const byTitle = {
  name: 'postsByAuthorAndTitle',
  partitionKey: { name: 'author', type: 'S' },
  sortKey: { name: 'title', type: 'S' },
} as const
const byBlog = { name: 'gsi-Blog.posts', partitionKey: { name: 'blogId', type: 'S' } } as const
const byState = {
  name: 'postsByStateAndRatingAndTitle',
  partitionKey: { name: 'state', type: 'S' },
  sortKey: { name: 'rating#title', type: 'S' },
  projection: ['author'],
} as const
const posts: Table = {
  name: 'Post',
  identifier: ['id'],
  indexes: [byRating, byTitle, byBlog, byState],
}
const seats: Table = { name: 'Seat', identifier: ['row', 'number'] }
const orders: Table = { name: 'Order', identifier: ['tenant', 'region', 'number'] }

const alices = { field: 'author', value: 'alice' }
const ratings: Query = { index: byRating, partition: alices, forward: true }
const everything: PageRequest = { limit: 100 }

function ids({ items }: Page): readonly unknown[] {
  return items.map(({ id }) => id)
}

async function fill(store: Store, table: Table, items: readonly Item[]): Promise<void> {
  for (const item of items) await store.create(table, item)
}

const rated = [2, 10, -1, 2.5, 9].map((rating) => ({ id: `r${rating}`, author: 'alice', rating }))

/** Which of these ratings are found, in their order. */
const conditions: readonly [SortOperator, unknown, readonly string[]][] = [
  ['eq', 2, ['r2']],
  ['eq', 3, []],
  ['lt', 2, ['r-1']],
  ['le', 2, ['r-1', 'r2']],
  ['gt', 9, ['r10']],
  ['ge', 9, ['r9', 'r10']],
  ['between', [2, 9], ['r2', 'r2.5', 'r9']],
]

const titles = ['Z', 'a', 'aa', 'ab', 'b', '\u{1F600}', '\uFFEE']

const reading: readonly Promised[] = [
  {
    title: 'an index gives the items of one partition by number, either way round',
    async check(store) {
      await fill(store, posts, [...rated, { id: 'other', author: 'bob', rating: 1 }])

      const ascending = ['r-1', 'r2', 'r2.5', 'r9', 'r10']
      assert.deepEqual(ids(await store.query(posts, ratings, everything)), ascending)
      assert.deepEqual(
        ids(await store.query(posts, { ...ratings, forward: false }, everything)),
        ascending.toReversed(),
      )
    },
  },
  {
    title: 'texts are in the order of their UTF-8 bytes',
    async check(store) {
      await fill(
        store,
        posts,
        titles.map((title) => ({ id: title, author: 'alice', title })),
      )
      const query: Query = { index: byTitle, partition: alices, forward: true }

      const sorted = ['Z', 'a', 'aa', 'ab', 'b', '\uFFEE', '\u{1F600}']
      assert.deepEqual(ids(await store.query(posts, query, everything)), sorted)
      const prefixed: Query = {
        ...query,
        sort: { field: 'title', operator: 'beginsWith', operand: 'a' },
      }
      assert.deepEqual(ids(await store.query(posts, prefixed, everything)), ['a', 'aa', 'ab'])
    },
  },
  ...conditions.map(([operator, operand, found]): Promised => ({
    title: `sort keys ${operator} ${JSON.stringify(operand)}`,
    async check(store) {
      await fill(store, posts, rated)
      const query: Query = { ...ratings, sort: { field: 'rating', operator, operand } }

      assert.deepEqual(ids(await store.query(posts, query, everything)), found)
    },
  })),
  {
    title: 'an item without a key of the index is not in it',
    async check(store) {
      await fill(store, posts, [
        { id: '1', author: 'alice' },
        { id: '2', rating: 1 },
      ])

      const page = await store.query(posts, ratings, everything)
      assert.deepEqual(page, { items: [], nextToken: null })
    },
  },
  {
    title: 'an index follows updates and deletes',
    async check(store) {
      await fill(store, posts, rated)
      await store.query(posts, ratings, everything)
      await store.update(posts, { id: 'r2' }, { set: { rating: 99 }, remove: [] })
      await store.update(posts, { id: 'r9' }, { set: { author: 'bob' }, remove: [] })
      await store.update(posts, { id: 'r10' }, { set: {}, remove: ['rating'] })
      await store.delete(posts, { id: 'r-1' })

      assert.deepEqual(ids(await store.query(posts, ratings, everything)), ['r2.5', 'r2'])
    },
  },
  {
    title: 'what replaces all items replaces them in the indexes too',
    async check(store) {
      await fill(store, posts, rated)
      await store.query(posts, ratings, everything)
      await store.replaceRecords([posts], { Post: [{ id: '1', author: 'alice', rating: 1 }] })

      assert.deepEqual(ids(await store.query(posts, ratings, everything)), ['1'])
    },
  },
  {
    title: 'the table itself is queried by its partition key',
    async check(store) {
      await fill(
        store,
        seats,
        [3, 1, 10, 2].map((number) => ({ row: 'A', number, id: number })),
      )
      await store.create(seats, { row: 'B', number: 1, id: 'other' })
      const query: Query = { partition: { field: 'row', value: 'A' }, forward: true }

      assert.deepEqual(ids(await store.query(seats, query, everything)), [1, 2, 3, 10])
    },
  },
  {
    title: 'several sort keys are one text, joined by #, stored or made up of the parts',
    async check(store) {
      await fill(store, orders, [
        { tenant: 'x', region: 'eu', number: 9, 'region#number': 'eu#9', id: 'nine' },
        { tenant: 'x', region: 'eu', number: 10, id: 'ten' },
        { tenant: 'x', region: '', number: 1, id: 'nowhere' },
      ])
      const query: Query = { partition: { field: 'tenant', value: 'x' }, forward: true }
      const found = async (operator: SortOperator, operand: string): Promise<readonly unknown[]> =>
        ids(
          await store.query(
            orders,
            { ...query, sort: { field: 'region#number', operator, operand } },
            everything,
          ),
        )

      assert.deepEqual(ids(await store.query(orders, query, everything)), [
        'nowhere',
        'ten',
        'nine',
      ])
      assert.deepEqual(await found('eq', 'eu'), [])
      assert.deepEqual(await found('beginsWith', 'eu'), ['ten', 'nine'])
    },
  },
  {
    title: 'an index that holds some attributes answers with those and all keys',
    async check(store) {
      const parts = { state: 'new', rating: 1, title: 'a' }
      await store.create(posts, {
        id: '1',
        ...parts,
        'rating#title': '1#a',
        author: 'x',
        body: 'y',
      })
      const query: Query = {
        index: byState,
        partition: { field: 'state', value: 'new' },
        forward: true,
      }

      const { items } = await store.query(posts, query, everything)
      assert.deepEqual(items, [{ id: '1', state: 'new', 'rating#title': '1#a', author: 'x' }])
      const filter = { body: { eq: 'y' } }
      const filtered = await store.query(posts, query, { limit: 1, filter })
      assert.deepEqual(filtered.items, [])
    },
  },
]

async function readAll(store: Store, query: Query, request: PageRequest): Promise<readonly Page[]> {
  const pages: Page[] = []
  let nextToken: string | null | undefined
  while (nextToken !== null) {
    const page: Page = await store.query(posts, query, { ...request, nextToken })
    pages.push(page)
    nextToken = page.nextToken
  }
  return pages
}

const tied = Array.from({ length: 11 }, (_, index) => ({
  id: `t${index}`,
  author: 'alice',
  rating: index % 3,
  blogId: 'b',
}))

const paging: readonly Promised[] = [
  {
    title: 'pages of any size together give every item once, among equal sort keys too',
    async check(store) {
      await fill(store, posts, tied)
      for (const forward of [true, false]) {
        const query = { ...ratings, forward }
        const whole = ids(await store.query(posts, query, everything))

        assert.equal(new Set(whole).size, 11)
        for (const limit of [1, 3, 10, 11, 12]) {
          const pages = await readAll(store, query, { limit })
          assert.deepEqual(pages.flatMap(ids), whole)
        }
      }
    },
  },
  {
    title: 'an index without a sort key gives its items in one order, page by page',
    async check(store) {
      await fill(store, posts, tied)
      const query: Query = {
        index: byBlog,
        partition: { field: 'blogId', value: 'b' },
        forward: true,
      }

      const whole = ids(await store.query(posts, query, everything))
      assert.deepEqual((await readAll(store, query, { limit: 2 })).flatMap(ids), whole)
      assert.equal(new Set(whole).size, 11)
    },
  },
  {
    title: 'the limit counts before the filter',
    async check(store) {
      await fill(store, posts, rated)
      const page = await store.query(posts, ratings, { limit: 2, filter: { id: { eq: 'r10' } } })

      assert.deepEqual(page.items, [])
      assert.equal(typeof page.nextToken, 'string')
    },
  },
  {
    title: 'a page goes on where it stopped though the last item read moved away',
    async check(store) {
      await fill(store, posts, rated)
      const { nextToken } = await store.query(posts, ratings, { limit: 2 })
      await store.update(posts, { id: 'r2' }, { set: { rating: 100 }, remove: [] })
      await store.create(posts, { id: 'before', author: 'alice', rating: 0 })

      const rest = await store.query(posts, ratings, { limit: 10, nextToken: nextToken ?? '' })
      assert.deepEqual(ids(rest), ['r2.5', 'r9', 'r10', 'r2'])
    },
  },
  {
    title: 'a token is good for its own query only',
    async check(store) {
      await fill(store, posts, tied)
      const { nextToken } = await store.query(posts, ratings, { limit: 1 })
      const scanned = await store.scan(posts, { limit: 1 })
      const invalid = failure('InvalidToken', 'Invalid pagination token given.')
      const bobs = { ...ratings, partition: { field: 'author', value: 'bob' } }
      const page = { limit: 1, nextToken: nextToken ?? '' }

      await assert.rejects(store.query(posts, bobs, page), invalid)
      await assert.rejects(store.query(posts, { ...ratings, index: byTitle }, page), invalid)
      await assert.rejects(store.scan(posts, page), invalid)
      const foreign = { limit: 1, nextToken: scanned.nextToken ?? '' }
      await assert.rejects(store.query(posts, ratings, foreign), invalid)
    },
  },
]

const inFilter = (name: string): object =>
  failure(
    'Validation',
    `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${name}`,
  )

const refusals: readonly Promised[] = [
  {
    title: 'a filter on a key of the index is refused, however deep, and on another key is not',
    async check(store) {
      await fill(store, posts, rated)
      const ask = (filter: Filter): Promise<Page> =>
        store.query(posts, ratings, { limit: 10, filter })

      await assert.rejects(ask({ rating: { gt: 1 } }), inFilter('rating'))
      await assert.rejects(ask({ or: [{ not: { author: { eq: 'x' } } }] }), inFilter('author'))
      assert.deepEqual(ids(await ask({ id: { eq: 'r2' }, rating: {} })), ['r2'])
    },
  },
  {
    title: 'a scan takes a filter on any key',
    async check(store) {
      await fill(store, posts, rated)

      const filter = { rating: { gt: 9 }, id: { ne: 'x' } }
      assert.deepEqual(ids(await store.scan(posts, { limit: 10, filter })), ['r10'])
    },
  },
  {
    title: 'an operand of another type than the key is refused',
    async check(store) {
      const mismatch = failure(
        'Validation',
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      )
      const sort = { field: 'rating', operator: 'eq', operand: '2' } as const

      await assert.rejects(store.query(posts, { ...ratings, sort }, everything), mismatch)
      const partition = { field: 'author', value: 2 }
      await assert.rejects(store.query(posts, { ...ratings, partition }, everything), mismatch)
    },
  },
  {
    title: 'bounds in the wrong order are refused',
    async check(store) {
      const sort = { field: 'rating', operator: 'between', operand: [5, 0] } as const

      await assert.rejects(
        store.query(posts, { ...ratings, sort }, everything),
        failure(
          'Validation',
          'Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {N:0}',
        ),
      )
    },
  },
  {
    title: 'a query by what is no key is refused',
    async check(store) {
      const partition = { field: 'title', value: 'x' }

      await assert.rejects(
        store.query(posts, { ...ratings, partition }, everything),
        failure('Validation', 'Query condition missed key schema element: title'),
      )
    },
  },
  {
    title: 'a limit below one is refused',
    async check(store) {
      await assert.rejects(store.query(posts, ratings, { limit: 0 }), { code: 'Validation' })
    },
  },
  {
    title: 'a created item has no null and no empty text for a key of an index',
    async check(store) {
      await assert.rejects(
        store.create(posts, { id: '1', blogId: null }),
        failure(
          'Validation',
          'One or more parameter values were invalid: Type mismatch for Index Key blogId Expected: S Actual: NULL IndexName: gsi-Blog.posts',
        ),
      )
      await assert.rejects(
        store.create(posts, { id: '1', blogId: '' }),
        failure(
          'Validation',
          'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: gsi-Blog.posts, IndexKey: blogId',
        ),
      )
      assert.deepEqual(await store.records(), {})
    },
  },
  {
    title: 'an update sets no empty text for a key of an index, and may remove it',
    async check(store) {
      await store.create(posts, { id: '1', blogId: 'b' })

      await assert.rejects(
        store.update(posts, { id: '1' }, { set: { blogId: '' }, remove: [] }),
        failure(
          'Validation',
          'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.',
        ),
      )
      const removed = await store.update(posts, { id: '1' }, { set: {}, remove: ['blogId'] })
      assert.deepEqual(removed, { id: '1' })
    },
  },
]

checkEveryStore([...reading, ...paging, ...refusals])
