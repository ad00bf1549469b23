import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'

import { openSandbox } from '../../../emulator/testing/index.ts'
import type { Sandbox } from '../../../emulator/testing/index.ts'
import { refused, wordsOf } from './words-of.ts'
import type { Words } from './words-of.ts'

/** What AWS's generated resolvers answer, as run over the same definition and items. */
interface Case {
  readonly ask: string
  readonly answer: Words
}

const open = (): Promise<Sandbox> =>
  openSandbox({ definition: 'test/graphql/resolvers/keys.graphql' })

/** Sends the requests in turn to one sandbox with these items. */
function check(title: string, cases: readonly Case[]): void {
  suite(title, () => {
    let sandbox: Sandbox
    before(async () => {
      sandbox = await open()
      await putItems(sandbox)
    })
    for (const { ask, answer } of cases) {
      test(ask, async () => {
        const got = await sandbox.as({ sub: 's' }).graphql(ask)

        assert.deepEqual(wordsOf(got), answer)
      })
    }
  })
}

async function putItems(sandbox: Sandbox): Promise<void> {
  const first = { name: 'n', price: 1.5, size: 3, status: 'OPEN' }
  await sandbox.put('Order', { tenant: 'x', region: 'eu', number: 1, ...first })
  await sandbox.put('Order', { tenant: 'x', region: 'eu', number: 10 })
  await sandbox.put('Order', { tenant: 'x', region: 'eu2', number: 2 })
  await sandbox.put('Line', { id: 'l1', tenant: 'x', region: 'eu', number: 1 })
  await sandbox.put('Line', { id: 'dangling', tenant: 'x', region: '', number: 1 })
  for (const number of [10, 2, 1]) await sandbox.put('Seat', { row: 'A', number })
  await sandbox.put('Ticket', { id: 't1', row: 'A', number: 1 })
  await sandbox.put('Holder', { id: 'h1', row: 'A', number: 1 })
  await sandbox.put('Tag', { word: 'w' })
}

const found = (field: string, items: readonly object[]): Words => ({ data: { [field]: { items } } })
const notGiven = (argument: string, given: string): Words =>
  refused(
    'listOrders',
    'InvalidArgumentsError',
    `When providing argument '${argument}' you must also provide '${given}'.`,
  )
const keyInFilter = (field: string, attribute: string): Words =>
  refused(
    field,
    'DynamoDB:DynamoDbException',
    `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${attribute}`,
  )
const unsorted = (field: string): Words =>
  refused(
    field,
    'InvalidArgumentsError',
    'sortDirection is not supported for List operations without a Sort key defined.',
  )

check('a list by one sort key', [
  {
    ask: '{ listSeats(row: "A") { items { number } } }',
    answer: found('listSeats', [{ number: 1 }, { number: 2 }, { number: 10 }]),
  },
  {
    ask: '{ listSeats(row: "A", number: { ge: 2 }, sortDirection: DESC) { items { number } } }',
    answer: found('listSeats', [{ number: 10 }, { number: 2 }]),
  },
  {
    ask: '{ listSeats(row: "A", number: { between: [0, 2, 99] }) { items { number } } }',
    answer: found('listSeats', [{ number: 1 }, { number: 2 }]),
  },
  {
    ask: '{ listSeats(row: "A", number: { eq: null }, limit: 1) { items { number } } }',
    answer: found('listSeats', [{ number: 1 }]),
  },
  { ask: '{ listSeats(row: "") { items { number } } }', answer: found('listSeats', []) },
  {
    ask: '{ listSeats(filter: { number: { eq: 10 } }) { items { number } } }',
    answer: found('listSeats', [{ number: 10 }]),
  },
  {
    ask: '{ listSeats(row: "A", filter: { number: { eq: 1 } }) { items { number } } }',
    answer: keyInFilter('listSeats', 'number'),
  },
  {
    ask: '{ listSeats(row: "A", number: { eq: 1, lt: 5 }) { items { number } } }',
    answer: refused(
      'listSeats',
      'DynamoDB:DynamoDbException',
      'KeyConditionExpressions must only contain one condition per key',
    ),
  },
  {
    ask: '{ listSeats(number: { eq: 1 }) { items { number } } }',
    answer: refused(
      'listSeats',
      'InvalidArgumentsError',
      "When providing argument 'number' you must also provide arguments row",
    ),
  },
  {
    ask: '{ listSeats(sortDirection: ASC) { items { number } } }',
    answer: refused(
      'listSeats',
      'InvalidArgumentsError',
      "When providing argument 'sortDirection' you must also provide argument 'row'.",
    ),
  },
  {
    ask: '{ listTags(word: "w", sortDirection: ASC) { items { word } } }',
    answer: unsorted('listTags'),
  },
  {
    ask: '{ listTags(word: "w") { items { word } nextToken } }',
    answer: { data: { listTags: { items: [{ word: 'w' }], nextToken: null } } },
  },
])

check('a list by several sort keys', [
  {
    ask: '{ listOrders(tenant: "x", regionNumber: { beginsWith: { region: "eu" } }) { items { region number } } }',
    answer: found('listOrders', [
      { region: 'eu', number: 1 },
      { region: 'eu', number: 10 },
      { region: 'eu2', number: 2 },
    ]),
  },
  {
    ask: '{ listOrders(tenant: "x", regionNumber: { eq: { region: "eu" } }) { items { number } } }',
    answer: found('listOrders', []),
  },
  {
    ask: '{ listOrders(tenant: "x", regionNumber: { eq: { region: "eu", number: 10 } }) { items { number } } }',
    answer: found('listOrders', [{ number: 10 }]),
  },
  {
    ask: '{ listOrders(tenant: "x", regionNumber: { between: [null, { region: "eu1" }] }) { items { number } } }',
    answer: found('listOrders', [{ number: 1 }, { number: 10 }]),
  },
  {
    ask: '{ listOrders(tenant: "", regionNumber: { eq: { region: "eu" } }) { items { number } } }',
    answer: notGiven('regionNumber', 'tenant'),
  },
  {
    ask: '{ listOrders(tenant: "x", regionNumber: { eq: { number: 1 } }) { items { number } } }',
    answer: notGiven('regionNumber.$operation.number', 'regionNumber.$operation.region'),
  },
  {
    ask: '{ listOrders(tenant: "x", regionNumber: { between: [{ region: "eu" }, { number: 3 }] }) { items { number } } }',
    answer: notGiven('regionNumber.between[1].number', 'regionNumber.between[1].region'),
  },
  {
    ask: '{ listOrders(tenant: "x", regionNumber: { between: [{ region: "eu" }] }) { items { number } } }',
    answer: refused(
      'listOrders',
      'InvalidArgumentsError',
      "Argument 'regionNumber.between' expects exactly two elements.",
    ),
  },
  {
    ask: '{ listOrders(tenant: "x", regionNumber: { eq: { region: "eu" }, le: null }) { items { number } } }',
    answer: refused(
      'listOrders',
      'InvalidArgumentsError',
      'Argument regionNumber must specify at most one key condition operation.',
    ),
  },
])

check('a query of a secondary index', [
  {
    ask: '{ ordersBySize(size: 3) { items { number lines { items { id } } } } }',
    answer: found('ordersBySize', [{ number: 1, lines: { items: [{ id: 'l1' }] } }]),
  },
  {
    ask: '{ ordersBySize(size: 3, sortDirection: ASC) { items { number } } }',
    answer: unsorted('ordersBySize'),
  },
  {
    ask: '{ ordersBySize(size: 3, filter: { size: { gt: 1 } }) { items { number } } }',
    answer: keyInFilter('ordersBySize', 'size'),
  },
  {
    ask: '{ ordersByName(name: "n", price: { lt: 2 }) { items { number } } }',
    answer: found('ordersByName', [{ number: 1 }]),
  },
  {
    ask: '{ ordersByStatus(status: OPEN, sizeName: { eq: { size: 3, name: "n" } }, filter: { size: { gt: 1 } }) { items { number } } }',
    answer: found('ordersByStatus', [{ number: 1 }]),
  },
])

check('relations by keys of several parts', [
  {
    ask: '{ getLine(id: "l1") { order { number lines { items { id } } } } }',
    answer: { data: { getLine: { order: { number: 1, lines: { items: [{ id: 'l1' }] } } } } },
  },
  {
    ask: '{ getLine(id: "dangling") { order { number } } }',
    answer: { data: { getLine: { order: null } } },
  },
  {
    ask: '{ getTicket(id: "t1") { seat { number holder { id } } } }',
    answer: { data: { getTicket: { seat: { number: 1, holder: { id: 'h1' } } } } },
  },
  {
    ask: '{ getSeat(row: "A", number: 1) { number tickets { items { id } } } }',
    answer: {
      data: { getSeat: { number: 1, tickets: null } },
      errors: [
        {
          path: 'getSeat.tickets',
          errorType: 'DynamoDB:DynamoDbException',
          message:
            'One or more parameter values were invalid: Condition parameter type does not match schema type',
        },
      ],
    },
  },
])

const missing = (field: string, bearer: string, key: string): Words => {
  const doing = field.startsWith('create') ? 'creating' : 'updating'
  return refused(
    field,
    null,
    `When ${doing} any part of the composite sort key for ${bearer}, you must provide all fields for the key. Missing key: '${key}'.`,
  )
}

check('what mutations write of joined keys and index keys', [
  {
    ask: 'mutation { createOrder(input: { tenant: "n", region: "eu", number: 1, size: 5, name: "v", status: DONE }) { number } }',
    answer: { data: { createOrder: { number: 1 } } },
  },
  {
    ask: '{ ordersByStatus(status: DONE, sizeName: { beginsWith: { size: 5 } }) { items { tenant } } }',
    answer: found('ordersByStatus', [{ tenant: 'n' }]),
  },
  {
    ask: 'mutation { createOrder(input: { tenant: "n", region: "eu", number: 2, name: "q" }) { number } }',
    answer: missing('createOrder', "@index 'byStatus'", 'size'),
  },
  {
    ask: 'mutation { createOrder(input: { tenant: "n", region: "eu", number: 2, status: null, size: null, name: "q" }) { number status size } }',
    answer: { data: { createOrder: { number: 2, status: null, size: null } } },
  },
  {
    ask: 'mutation { createOrder(input: { tenant: "n", region: "eu", number: 3, price: null }) { number } }',
    answer: refused(
      'createOrder',
      'DynamoDB:DynamoDbException',
      'One or more parameter values were invalid: Type mismatch for Index Key price Expected: N Actual: NULL IndexName: byName',
    ),
  },
  {
    ask: 'mutation { updateOrder(input: { tenant: "n", region: "eu", number: 1, size: 6 }) { number } }',
    answer: missing('updateOrder', "@index 'byStatus'", 'name'),
  },
  {
    ask: 'mutation { updateOrder(input: { tenant: "n", region: "eu", number: 1, size: 6, name: "w" }) { size } }',
    answer: { data: { updateOrder: { size: 6 } } },
  },
  {
    ask: '{ ordersByStatus(status: DONE, sizeName: { eq: { size: 6, name: "w" } }) { items { tenant } } }',
    answer: found('ordersByStatus', [{ tenant: 'n' }]),
  },
  {
    ask: 'mutation { updateOrder(input: { tenant: "n", region: "eu", number: 1, size: null, name: "w" }) { size } }',
    answer: { data: { updateOrder: { size: null } } },
  },
  {
    ask: '{ ordersByStatus(status: DONE) { items { tenant } } }',
    answer: found('ordersByStatus', [{ tenant: 'n' }]),
  },
  {
    ask: 'mutation { createLine(input: { tenant: "x", number: 3 }) { id } }',
    answer: missing('createLine', "global secondary index 'gsi-Order.lines'", 'region'),
  },
  {
    ask: 'mutation { createOrder(input: { tenant: "n", region: "eu", number: 4, secret: "s", size: 1, name: "x" }) { number } }',
    answer: refused('createOrder', 'Unauthorized', 'Unauthorized on [secret]'),
  },
  {
    ask: 'mutation { createLine(input: { tenant: "x", region: "eu", number: 1 }) { text } }',
    answer: refused('createLine', 'Unauthorized', 'Unauthorized on [region#number]'),
  },
  {
    ask: 'mutation { updateLine(input: { id: "l1", text: "t" }) { text } }',
    answer: { data: { updateLine: { text: 't' } } },
  },
])

test('what is stored of joined keys are texts under their joined names', async () => {
  const sandbox = await open()
  const input = 'tenant: "n", region: "eu", number: 1, size: 5, name: "v"'
  await sandbox.as({ sub: 's' }).graphql(`mutation { createOrder(input: { ${input} }) { name } }`)
  await sandbox
    .as({ sub: 's' })
    .graphql(
      'mutation { updateOrder(input: { tenant: "n", region: "eu", number: 1, size: 6, name: null }) { name } }',
    )

  const [stored] = await sandbox.stored('Order')
  const at = '2030-01-01T00:00:00.000Z'
  assert.deepEqual(
    { ...stored },
    {
      __typename: 'Order',
      createdAt: at,
      updatedAt: at,
      tenant: 'n',
      region: 'eu',
      number: 1,
      'region#number': 'eu#1',
      size: 6,
      'size#name': '6#${mergedValues.name}',
    },
  )
})
