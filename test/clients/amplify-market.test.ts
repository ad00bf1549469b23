import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { configureAmplify, denial, shown, times } from './configure-amplify.ts'
import type { SignIn } from './configure-amplify.ts'
import { callMethod, untypedClient } from './untyped-client.ts'
import type { ClientAnswer } from './untyped-client.ts'

const definition = 'test/clients/market/amplify/data/resource.ts'

/** A call of the real client and all that the app sees of its answer. */
interface Row {
  readonly title: string
  /** e.g. `Order.get`; with what is given to it. */
  readonly call: string
  readonly given?: readonly unknown[]
  /** A lazy relation of the answered item, called in its turn. */
  readonly follow?: string
  readonly data: unknown
  readonly message?: string
}

const address = { street: 's', town: { name: 'T', zip: null }, kind: 'home', phones: null }
const ann = {
  id: 'ann',
  name: 'Ann',
  level: 'gold',
  address,
  formerAddresses: [{ ...address, town: { name: 'U', zip: '1' }, kind: null }],
  discount: 0.5,
  ...times,
}
const bare = { level: null, address: null, formerAddresses: null, discount: null }
const dee = { id: 'dee', name: 'Dee', ...bare, ...times }
const card = { id: 'k', code: 'x', customerId: 'ann', ...times }

/** An order of Ann's; the key is customer, year and number. */
const order = (
  year: number,
  number: number,
  rest: { status: string; town: string; total: number },
) => ({
  customerId: 'ann',
  year,
  number,
  ...rest,
})
const given = {
  first: order(2025, 1, { status: 'open', town: 'A', total: 10 }),
  second: order(2025, 2, { status: 'paid', town: 'B', total: 5 }),
  third: order(2026, 1, { status: 'open', town: 'A', total: 7.5 }),
  tenth: order(2026, 10, { status: 'sent', town: 'A', total: 1 }),
  ninth: order(2026, 9, { status: 'open', town: 'A', total: 20 }),
}
const answered = (input: object): object => ({ ...input, note: 'none', ...times })
const orders = {
  first: answered(given.first),
  second: answered(given.second),
  third: answered(given.third),
  tenth: answered(given.tenth),
  ninth: answered(given.ninth),
}
const key = { customerId: 'ann', year: 2026, number: 9 }
const line = { id: 'l', text: 't', ...key, ...times }

const fill: readonly Row[] = [
  {
    title: 'create with custom types in each other and in lists',
    call: 'Customer.create',
    given: [
      {
        id: 'ann',
        name: 'Ann',
        level: 'gold',
        address: { street: 's', town: { name: 'T' }, kind: 'home' },
        formerAddresses: [{ street: 's', town: { name: 'U', zip: '1' } }],
        discount: 0.5,
      },
    ],
    data: ann,
  },
  {
    title: 'create with nothing but what is required',
    call: 'Customer.create',
    given: [{ id: 'dee', name: 'Dee' }],
    data: dee,
  },
  {
    title: 'create with a value that the enum does not have',
    call: 'Customer.create',
    given: [{ id: 'x', name: 'X', level: 'silver' }],
    data: null,
    message:
      "Variable 'level' has an invalid value. Invalid input for Enum 'CustomerLevel'. No value found for name 'silver'",
  },
  {
    title: 'create without a required field of a custom type',
    call: 'Customer.create',
    given: [{ id: 'x', name: 'X', address: { street: 's' } }],
    data: null,
    message: "Variable 'input' has coerced Null value for NonNull type 'TownInput!'",
  },
  {
    title: 'create of the one side of a relation, by its id',
    call: 'Card.create',
    given: [{ id: 'k', code: 'x', customerId: 'ann' }],
    data: card,
  },
  ...Object.entries(given).map(([name, input], index) => ({
    title: `create with a composite identifier: the ${name} order`,
    call: 'Order.create',
    given: [input],
    data: Object.values(orders)[index],
  })),
  {
    title: 'create of what belongs to a composite identifier, by the item itself',
    call: 'Line.create',
    given: [{ id: 'l', text: 't', order: orders.ninth }],
    data: line,
  },
]

const reads: readonly Row[] = [
  {
    title: 'get by a composite identifier',
    call: 'Order.get',
    given: [{ customerId: 'ann', year: 2026, number: 10 }],
    data: orders.tenth,
  },
  {
    title: 'get of a key that is not there',
    call: 'Order.get',
    given: [{ customerId: 'ann', year: 2026, number: 11 }],
    data: null,
  },
  {
    title: 'list of one partition, sort keys compared as text',
    call: 'Order.list',
    given: [{ customerId: 'ann' }],
    data: [orders.first, orders.second, orders.third, orders.tenth, orders.ninth],
  },
  {
    title: 'list of one partition from its end',
    call: 'Order.list',
    given: [{ customerId: 'ann', sortDirection: 'DESC', limit: 2 }],
    data: [orders.ninth, orders.tenth],
  },
  {
    title: 'list from a part of the sort key on',
    call: 'Order.list',
    given: [{ customerId: 'ann', yearNumber: { ge: { year: 2026 } } }],
    data: [orders.third, orders.tenth, orders.ninth],
  },
  {
    title: 'list between two sort keys',
    call: 'Order.list',
    given: [
      {
        customerId: 'ann',
        yearNumber: {
          between: [
            { year: 2025, number: 2 },
            { year: 2026, number: 1 },
          ],
        },
      },
    ],
    data: [orders.second, orders.third],
  },
  {
    title: 'list with a filter of and, or, not',
    call: 'Order.list',
    given: [
      {
        customerId: 'ann',
        filter: {
          and: [{ or: [{ status: { eq: 'open' } }, { total: { lt: 2 } }] }],
          not: { town: { contains: 'B' } },
          total: { between: [1, 10] },
        },
      },
    ],
    data: [orders.first, orders.third, orders.tenth],
  },
  {
    title: 'an index query by an enum',
    call: 'Order.ordersByStatus',
    given: [{ status: 'open' }],
    data: [orders.third, orders.first, orders.ninth],
  },
  {
    title: 'an index query with a range, from its end',
    call: 'Order.ordersByStatus',
    given: [{ status: 'open', total: { gt: 8 } }, { sortDirection: 'DESC' }],
    data: [orders.ninth, orders.first],
  },
  {
    title: 'an index query without sort keys, by its generated name',
    call: 'Order.listOrderByTown',
    given: [{ town: 'B' }],
    data: [orders.second],
  },
  {
    title: 'an index query with several sort keys, a filter and a selectionSet through relations',
    call: 'Order.ordersInTown',
    given: [
      { town: 'A', yearNumber: { beginsWith: { year: 2026 } } },
      { filter: { total: { gt: 1 } }, selectionSet: ['number', 'customer.name', 'lines.text'] },
    ],
    data: [
      { number: 1, customer: { name: 'Ann' }, lines: [] },
      { number: 9, customer: { name: 'Ann' }, lines: [{ text: 't' }] },
    ],
  },
  {
    title: 'a selectionSet through custom types and two relations',
    call: 'Customer.get',
    given: [
      { id: 'ann' },
      { selectionSet: ['address.town.name', 'formerAddresses.*', 'card.code', 'card.customer.id'] },
    ],
    data: {
      address: { town: { name: 'T' } },
      formerAddresses: [ann.formerAddresses[0]],
      card: { code: 'x', customer: { id: 'ann' } },
    },
  },
]

const ofAnn = { call: 'Customer.get', given: [{ id: 'ann' }] } as const
const ofNinth = { call: 'Order.get', given: [key] } as const

const relations: readonly Row[] = [
  { title: 'a hasOne', ...ofAnn, follow: 'card', data: card },
  {
    title: 'a hasOne that is not there',
    call: 'Customer.get',
    given: [{ id: 'dee' }],
    follow: 'card',
    data: null,
  },
  { title: 'a hasMany by several fields', ...ofNinth, follow: 'lines', data: [line] },
  { title: 'a belongsTo', ...ofNinth, follow: 'customer', data: ann },
  {
    title: 'a belongsTo by several fields',
    call: 'Line.get',
    given: [{ id: 'l' }],
    follow: 'order',
    data: orders.ninth,
  },
  {
    title: 'the belongsTo of a hasOne',
    call: 'Card.get',
    given: [{ id: 'k' }],
    follow: 'customer',
    data: ann,
  },
]

const writes: readonly Row[] = [
  {
    title: 'update by a composite identifier',
    call: 'Order.update',
    given: [{ ...key, status: 'sent', note: null }],
    data: { ...orders.ninth, status: 'sent', note: null },
  },
  {
    title: 'update moves an item in its index',
    call: 'Order.ordersByStatus',
    given: [{ status: 'sent' }, { selectionSet: ['number'] }],
    data: [{ number: 10 }, { number: 9 }],
  },
  {
    title: 'update of a part of a composite sort key',
    call: 'Order.update',
    given: [{ ...key, town: 'C' }],
    data: { ...orders.ninth, status: 'sent', note: null, town: 'C' },
  },
  {
    title: 'update of a custom type replaces it',
    call: 'Customer.update',
    given: [{ id: 'ann', address: { street: 'n', town: { name: 'N' } } }],
    data: {
      ...ann,
      address: { street: 'n', town: { name: 'N', zip: null }, kind: null, phones: null },
    },
  },
  {
    title: 'update with nulls empties',
    call: 'Customer.update',
    given: [{ id: 'ann', level: null, address: null, formerAddresses: null, discount: null }],
    data: { ...ann, ...bare },
  },
  {
    title: 'delete',
    call: 'Order.delete',
    given: [key],
    data: { ...orders.ninth, status: 'sent', note: null, town: 'C' },
  },
  { title: 'delete of what is gone', call: 'Order.delete', given: [key], data: null },
  {
    title: 'create in a model without update, delete and list',
    call: 'Archive.create',
    given: [{ id: 'a', text: 'x' }],
    data: { id: 'a', text: 'x', ...times },
  },
  {
    title: 'get in a model without update, delete and list',
    call: 'Archive.get',
    given: [{ id: 'a' }],
    data: { id: 'a', text: 'x', ...times },
  },
]

const scalars = {
  id: 'e',
  text: '',
  key: 'k',
  whole: -3,
  decimal: 1.5,
  flag: false,
  date: '2026-01-02',
  time: '03:04:05',
  moment: '2026-01-02T03:04:05Z',
  stamp: 1_767_322_800,
  mail: 'a@example.com',
  link: 'https://example.com/a?b=c',
  address: '::1',
  anything: '{"a":[1,null]}',
  phone: '+12025550123',
  texts: ['a', null],
  wholes: [1, 2],
  statuses: ['open', null],
  anythings: ['1', '{"b":2}'],
}
const noScalars = Object.fromEntries(Object.keys(scalars).map((name) => [name, null]))

const everything: readonly Row[] = [
  {
    title: 'every scalar',
    call: 'Everything.create',
    given: [scalars],
    data: { ...scalars, ...times },
  },
  {
    title: 'no scalar, but an empty list',
    call: 'Everything.create',
    given: [{ id: 'n', wholes: [] }],
    data: { ...noScalars, id: 'n', wholes: [], ...times },
  },
  {
    title: 'a filter operator that lists of numbers do not have',
    call: 'Everything.list',
    given: [{ filter: { wholes: { contains: 2 } } }],
    data: [],
    message:
      "The variables input contains a field that is not defined for input object type 'ModelIntInput' ",
  },
  {
    title: 'filters on each kind of scalar',
    call: 'Everything.list',
    given: [
      {
        filter: {
          text: { attributeExists: true, size: { eq: 0 } },
          whole: { lt: 0 },
          decimal: { ge: 1.5 },
          flag: { eq: false },
          date: { between: ['2026-01-01', '2026-01-31'] },
          stamp: { gt: 1 },
          mail: { beginsWith: 'a@' },
          texts: { contains: 'a' },
        },
        selectionSet: ['id'],
      },
    ],
    data: [{ id: 'e' }],
  },
]

/** What the app sees, without what differs from run to run; errors by their messages. */
function seen({ data, errors }: ClientAnswer): unknown {
  const messages = Array.isArray(errors) ? errors.map((error: Error) => error.message) : []
  const plain = shown({ data })
  return { ...(typeof plain === 'object' ? plain : {}), messages }
}

async function start(t: TestContext): Promise<SignIn> {
  const signIn = await configureAmplify(t, definition)
  await signIn({ persona: 'alice' })
  return signIn
}

async function answerTo({ call, given: args = [], follow }: Row): Promise<ClientAnswer> {
  const answer = await untypedClient()(call, args)
  return follow === undefined ? answer : callMethod(answer.data, [follow])
}

test('aws-amplify: every operation of a rich definition', async (t) => {
  await start(t)

  for (const row of [...fill, ...reads, ...relations, ...writes, ...everything]) {
    await t.test(row.title, async () => {
      const messages = row.message === undefined ? [] : [row.message]
      const expected = { data: row.data, messages }

      assert.deepEqual(seen(await answerTo(row)), JSON.parse(JSON.stringify(expected)))
    })
  }
})

test('aws-amplify: nextToken leads through all pages of a list, an index query and a relation', async (t) => {
  await start(t)
  for (const row of fill) await answerTo(row)
  const client = untypedClient()
  const { data: customer } = await client('Customer.get', [{ id: 'ann' }])
  const pagers: Readonly<Record<string, (page: object) => Promise<ClientAnswer>>> = {
    list: (page) => client('Order.list', [{ customerId: 'ann', ...page }]),
    scan: (page) => client('Order.list', [page]),
    index: (page) => client('Order.ordersByStatus', [{ status: 'open' }, page]),
    relation: (page) => callMethod(customer, ['orders'], [page]),
  }

  const sizes: Record<string, readonly number[]> = {}
  for (const [name, ask] of Object.entries(pagers)) sizes[name] = await pageSizes(ask)

  assert.deepEqual(sizes, {
    list: [2, 2, 1],
    scan: [2, 2, 1],
    index: [2, 1],
    relation: [2, 2, 1],
  })
})

/** How many items each page of at most two had, until there was no nextToken. */
async function pageSizes(ask: (page: object) => Promise<ClientAnswer>): Promise<number[]> {
  const sizes: number[] = []
  let nextToken: unknown
  do {
    const page = await ask({ limit: 2, ...(nextToken === undefined ? {} : { nextToken }) })
    assert.ok(Array.isArray(page.data))
    sizes.push(page.data.length)
    nextToken = page.nextToken ?? undefined
  } while (nextToken !== undefined)
  return sizes
}

test('aws-amplify: a field rule lets its group write and everybody read', async (t) => {
  const signIn = await start(t)
  for (const row of fill) await answerTo(row)
  const client = untypedClient()

  await signIn({ persona: 'bob' })
  const read = await client('Customer.get', [{ id: 'ann' }, { selectionSet: ['discount'] }])
  const written = await client('Customer.update', [{ id: 'ann', discount: 1 }])
  const renamed = await client('Customer.update', [
    { id: 'ann', name: 'Anna' },
    { selectionSet: ['name'] },
  ])

  assert.deepEqual(seen(read), { data: { discount: 0.5 }, messages: [] })
  assert.deepEqual(seen(written), { data: null, messages: ['Unauthorized on [discount]'] })
  assert.deepEqual(seen(renamed), { data: { name: 'Anna' }, messages: [] })
})

test('aws-amplify: a call in another mode is decided by the rules of that mode', async (t) => {
  await start(t)

  const byKey = await untypedClient()('Order.list', [{ authMode: 'apiKey' }])

  assert.deepEqual(shown(byKey), denial('listOrders', 'Query', []))
})
