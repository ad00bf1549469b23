import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { DataSourceError } from '../../../emulator/handlers/data-source-error.ts'
import { runDynamoDB } from '../../../emulator/handlers/dynamodb/run-dynamodb.ts'
import { createMemoryStore } from '../../../emulator/store/memory-store.ts'
import type { Store, Table } from '../../../emulator/store/store.ts'

const post: Table = {
  name: 'Post',
  identifier: ['id'],
  indexes: [
    {
      name: 'byAuthor',
      partitionKey: { name: 'author', type: 'S' },
      sortKey: { name: 'at', type: 'N' },
    },
    { name: 'gsi-Blog.posts', partitionKey: { name: 'blogId', type: 'S' }, projection: [] },
  ],
}
const visit: Table = { name: 'Visit', identifier: ['tenant', 'region', 'city'] }
const tables = new Map([
  ['Post', post],
  ['Visit', visit],
])

const p1 = { id: 'p1', author: 'alice', at: 1, likes: 3, blogId: 'b' }
const p2 = { id: 'p2', author: 'alice', at: 2, likes: 10, blogId: 'b' }
const p3 = { id: 'p3', author: 'bob', at: 3, likes: 0 }

/** Runs a request against three posts and a visit; the answer, or `ctx.error` and what stands beside it. */
async function run(request: object, store?: Store, table: Table = post): Promise<unknown> {
  const used = store ?? (await newStore())
  try {
    return await runDynamoDB({ ...request }, { store: used, table, tables })
  } catch (error) {
    if (!(error instanceof DataSourceError)) throw error
    const { type, result } = error
    const message = error.message.replace(/ \(Service: DynamoDb, .*\)$/, ' (…)')
    return { error: { type, message, result } }
  }
}

async function newStore(): Promise<Store> {
  const store = createMemoryStore()
  const visits = [{ tenant: 't', region: 'eu', city: 'Bern', n: 1 }]
  await store.replaceRecords([post, visit], { Post: [p1, p2, p3], Visit: visits })
  return store
}

function keyOf(id: string): object {
  return { id: { S: id } }
}

function failed(type: string, message: string, result: unknown = null): object {
  return { error: { type, message, result } }
}

const conditionFailed = (result: unknown): object =>
  failed('DynamoDB:ConditionalCheckFailedException', 'The conditional request failed (…)', result)
const invalid = (message: string): object => failed('DynamoDB:DynamoDbException', `${message} (…)`)
const malformed = (message: string): object => failed('MappingTemplate', message)

const missing = { expression: 'attribute_not_exists(id)' }
const liked = (n: number): object => ({
  expression: 'likes = :n',
  expressionValues: { ':n': { N: n } },
})
const byAuthor = (name: string, more = '', values: object = {}): object => ({
  expression: `author = :a${more}`,
  expressionValues: { ':a': { S: name }, ...values },
})

const answers: readonly [title: string, request: object, answer: unknown][] = [
  ['GetItem: the item', { operation: 'GetItem', key: keyOf('p1') }, p1],
  ['GetItem: null', { operation: 'GetItem', key: keyOf('no') }, null],
  [
    'GetItem: what is projected',
    {
      operation: 'GetItem',
      key: keyOf('p1'),
      projection: { expression: '#l, id', expressionNames: { '#l': 'likes' } },
    },
    { likes: 3, id: 'p1' },
  ],
  [
    'PutItem: key and attributes, over what was there',
    { operation: 'PutItem', key: keyOf('p1'), attributeValues: { tags: { SS: ['a', 'b'] } } },
    { id: 'p1', tags: ['a', 'b'] },
  ],
  [
    'PutItem: a condition that fails shows the item',
    {
      operation: 'PutItem',
      key: keyOf('p1'),
      attributeValues: { likes: { N: 1 } },
      condition: missing,
    },
    conditionFailed(p1),
  ],
  [
    'PutItem: the very item that is there is a success',
    {
      operation: 'PutItem',
      key: keyOf('p3'),
      attributeValues: { author: { S: 'bob' }, at: { N: '3' }, likes: { N: 0 } },
      condition: missing,
    },
    p3,
  ],
  [
    'PutItem: so it is but for what is to be ignored',
    {
      operation: 'PutItem',
      key: keyOf('p3'),
      attributeValues: { author: { S: 'bob' }, at: { N: 9 }, likes: { N: 0 } },
      condition: { ...missing, equalsIgnore: ['at'] },
    },
    p3,
  ],
  [
    'PutItem: null for the key of an index',
    { operation: 'PutItem', key: keyOf('p4'), attributeValues: { author: { NULL: null } } },
    invalid(
      'One or more parameter values were invalid: Type mismatch for Index Key author Expected: S Actual: NULL IndexName: byAuthor',
    ),
  ],
  [
    'PutItem: values without types',
    { operation: 'PutItem', key: { id: 'p4' } },
    invalid(
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes: "p4" is not of the form {"S": "text"}; util.dynamodb.toMapValues() makes it',
    ),
  ],
  [
    'PutItem: a number that is none',
    { operation: 'PutItem', key: keyOf('p4'), attributeValues: { likes: { N: 'x' } } },
    invalid('The parameter cannot be converted to a numeric value: x'),
  ],
  [
    'UpdateItem: the docs counter',
    {
      operation: 'UpdateItem',
      key: keyOf('p1'),
      update: { expression: 'ADD likes :one', expressionValues: { ':one': { N: 1 } } },
    },
    { ...p1, likes: 4 },
  ],
  [
    'UpdateItem: makes the item when there is none',
    {
      operation: 'UpdateItem',
      key: keyOf('new'),
      update: { expression: 'ADD likes :one', expressionValues: { ':one': { N: 1 } } },
    },
    { id: 'new', likes: 1 },
  ],
  [
    'UpdateItem: unless a condition keeps it from that',
    {
      operation: 'UpdateItem',
      key: keyOf('new'),
      update: { expression: 'ADD likes :one', expressionValues: { ':one': { N: 1 } } },
      condition: { expression: 'attribute_exists(id)' },
    },
    conditionFailed(null),
  ],
  [
    'UpdateItem: an index key of the wrong type',
    {
      operation: 'UpdateItem',
      key: keyOf('p1'),
      update: { expression: 'SET author = :n', expressionValues: { ':n': { N: 1 } } },
    },
    invalid(
      'The update expression attempted to update the secondary index key to unsupported type',
    ),
  ],
  ['DeleteItem: the item that was', { operation: 'DeleteItem', key: keyOf('p1') }, p1],
  ['DeleteItem: null', { operation: 'DeleteItem', key: keyOf('no') }, null],
  [
    'DeleteItem: of nothing, whatever the condition',
    { operation: 'DeleteItem', key: keyOf('no'), condition: liked(1) },
    null,
  ],
  [
    'DeleteItem: a condition that fails',
    { operation: 'DeleteItem', key: keyOf('p1'), condition: liked(1) },
    conditionFailed(p1),
  ],
  [
    'Query: by index, descending, a page',
    {
      operation: 'Query',
      index: 'byAuthor',
      query: byAuthor('alice'),
      scanIndexForward: false,
      limit: 5,
    },
    { items: [p2, p1], nextToken: null, scannedCount: 2 },
  ],
  [
    'Query: a sort condition, and a filter that comes after',
    {
      operation: 'Query',
      index: 'byAuthor',
      query: byAuthor('alice', ' AND #t BETWEEN :from AND :to', {
        ':from': { N: 1 },
        ':to': { N: 2 },
      }),
      filter: { ...liked(10), expressionNames: { '#t': 'at' } },
    },
    { items: [p2], nextToken: null, scannedCount: 2 },
  ],
  [
    'Query: by an index that holds keys only',
    {
      operation: 'Query',
      index: 'gsi-Blog.posts',
      query: { expression: 'blogId = :b', expressionValues: { ':b': { S: 'b' } } },
    },
    {
      items: [
        { id: 'p1', blogId: 'b' },
        { id: 'p2', blogId: 'b' },
      ],
      nextToken: null,
      scannedCount: 2,
    },
  ],
  [
    'Query: no such index',
    { operation: 'Query', index: 'byNobody', query: byAuthor('alice') },
    invalid('The table does not have the specified index: byNobody'),
  ],
  [
    'Query: an attribute that is no key',
    { operation: 'Query', query: byAuthor('alice') },
    invalid('Query condition missed key schema element: id'),
  ],
  [
    'Query: a partition key needs equality',
    {
      operation: 'Query',
      query: { expression: 'id > :i', expressionValues: { ':i': { S: 'p' } } },
    },
    invalid('Query key condition not supported'),
  ],
  [
    'Query: an operator that keys do not have',
    {
      operation: 'Query',
      index: 'byAuthor',
      query: byAuthor('alice', ' AND #t <> :n', { ':n': { N: 1 } }),
      filter: { expressionNames: { '#t': 'at' } },
    },
    invalid('Invalid operator used in KeyConditionExpression: <>'),
  ],
  [
    'Query: a filter on a key',
    {
      operation: 'Query',
      index: 'byAuthor',
      query: byAuthor('alice'),
      filter: {
        expression: '#t = :n',
        expressionNames: { '#t': 'at' },
        expressionValues: { ':n': { N: 1 } },
      },
    },
    invalid(
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: at',
    ),
  ],
  [
    'Query: a consistent read of an index',
    { operation: 'Query', index: 'byAuthor', query: byAuthor('alice'), consistentRead: true },
    invalid('Consistent reads are not supported on global secondary indexes'),
  ],
  [
    'Scan: those that pass the filter',
    { operation: 'Scan', filter: liked(0) },
    { items: [p3], nextToken: null, scannedCount: 3 },
  ],
  [
    'Scan: an index holds what has its keys',
    { operation: 'Scan', index: 'gsi-Blog.posts', filter: liked(3) },
    { items: [], nextToken: null, scannedCount: 2 },
  ],
  [
    'Scan: a token that is none',
    { operation: 'Scan', nextToken: 'x' },
    failed(
      'DynamoDB:UserIllegalArgumentException',
      'com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: Invalid pagination token given.',
    ),
  ],
  [
    'Scan: in segments',
    { operation: 'Scan', totalSegments: 2, segment: 0 },
    malformed('a Scan in segments ("totalSegments") is not emulated; scan without it'),
  ],
  [
    'BatchGetItem: in the order of the keys, null for what is not there',
    {
      operation: 'BatchGetItem',
      tables: { 'Post-amplite-NONE': { keys: [keyOf('p3'), keyOf('no'), keyOf('p1')] } },
    },
    {
      data: { 'Post-amplite-NONE': [p3, null, p1] },
      unprocessedKeys: { 'Post-amplite-NONE': [] },
    },
  ],
  [
    'BatchPutItem: the items',
    { operation: 'BatchPutItem', tables: { Post: [{ ...keyOf('p9'), likes: { N: 1 } }] } },
    { data: { Post: [{ id: 'p9', likes: 1 }] }, unprocessedItems: { Post: [] } },
  ],
  [
    'BatchDeleteItem: the keys',
    { operation: 'BatchDeleteItem', tables: { Post: [keyOf('p1'), keyOf('no')] } },
    { data: { Post: [{ id: 'p1' }, { id: 'no' }] }, unprocessedKeys: { Post: [] } },
  ],
  [
    'BatchPutItem: one item twice',
    { operation: 'BatchPutItem', tables: { Post: [keyOf('p9'), keyOf('p9')] } },
    invalid('Provided list of item keys contains duplicates'),
  ],
  [
    'BatchPutItem: more than 25',
    {
      operation: 'BatchPutItem',
      tables: { Post: Array.from({ length: 26 }, (_, n) => keyOf(`n${n}`)) },
    },
    invalid('Too many items requested for the batch call: 26; the limit is 25'),
  ],
  [
    'BatchGetItem: a table that is not there',
    { operation: 'BatchGetItem', tables: { appdata: { keys: [keyOf('p1')] } } },
    invalid(
      'Requested resource not found: table "appdata"; the tables are Post-…, Visit-…, made as `Model-${ctx.stash.awsAppsyncApiId}-${ctx.stash.amplifyApiEnvironmentName}`',
    ),
  ],
  [
    'TransactGetItems: in their order',
    {
      operation: 'TransactGetItems',
      transactItems: [
        { table: 'Post', key: keyOf('p1'), projection: { expression: 'likes' } },
        { table: 'Post', key: keyOf('no') },
      ],
    },
    { items: [{ likes: 3 }, null], cancellationReasons: null },
  ],
  [
    'TransactWriteItems: the keys',
    {
      operation: 'TransactWriteItems',
      transactItems: [
        { table: 'Post', operation: 'PutItem', key: keyOf('p9'), condition: missing },
        { table: 'Post', operation: 'DeleteItem', key: keyOf('p1') },
        { table: 'Post', operation: 'ConditionCheck', key: keyOf('p2'), condition: liked(10) },
      ],
    },
    { keys: [{ id: 'p9' }, { id: 'p1' }, { id: 'p2' }], cancellationReasons: null },
  ],
  [
    'TransactWriteItems: one item twice',
    {
      operation: 'TransactWriteItems',
      transactItems: [
        { table: 'Post', operation: 'DeleteItem', key: keyOf('p1') },
        { table: 'Post', operation: 'ConditionCheck', key: keyOf('p1'), condition: liked(3) },
      ],
    },
    invalid('Transaction request cannot include multiple operations on one item'),
  ],
  [
    'another operation',
    { operation: 'Sync' },
    malformed(
      "Unsupported operation 'Sync'; the sandbox's DynamoDB knows GetItem, PutItem, UpdateItem, DeleteItem, Query, Scan, BatchGetItem, BatchPutItem, BatchDeleteItem, TransactGetItems, TransactWriteItems",
    ),
  ],
  ['no operation', {}, malformed("Value for field '$[operation]' not found.")],
  ['no key', { operation: 'GetItem' }, malformed("Value for field '$[key]' not found.")],
  [
    'a key of another table',
    { operation: 'GetItem', key: { pk: { S: 'x' } } },
    invalid('The provided key element does not match the schema'),
  ],
  [
    'a bad limit',
    { operation: 'Scan', limit: 0 },
    invalid(
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ),
  ],
]

suite('an operation answers', () => {
  for (const [title, request, answer] of answers) {
    test(title, async () => {
      assert.deepEqual(await run(request), answer)
    })
  }
})

test('pages go on where they stopped', async () => {
  const store = await newStore()
  const request = { operation: 'Query', index: 'byAuthor', query: byAuthor('alice'), limit: 1 }

  const first = await run(request, store)
  assert.ok(typeof first === 'object' && first !== null && 'nextToken' in first)
  const second = await run({ ...request, nextToken: first.nextToken }, store)

  assert.deepEqual(
    { ...first, nextToken: typeof first.nextToken },
    { items: [p1], nextToken: 'string', scannedCount: 1 },
  )
  assert.ok(typeof second === 'object' && second !== null && 'items' in second)
  assert.deepEqual(second.items, [p2])
})

test('a transaction of which one condition fails changes nothing, and says which', async () => {
  const store = await newStore()
  const request = {
    operation: 'TransactWriteItems',
    transactItems: [
      { table: 'Post', operation: 'DeleteItem', key: keyOf('p1') },
      { table: 'Post', operation: 'PutItem', key: keyOf('p2'), condition: missing },
    ],
  }

  const answer = await run(request, store)

  assert.deepEqual(
    answer,
    failed(
      'DynamoDB:TransactionCanceledException',
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed] (…)',
      {
        keys: null,
        cancellationReasons: [
          { type: 'None', message: 'None' },
          { type: 'ConditionalCheckFailed', message: 'The conditional request failed', item: p2 },
        ],
      },
    ),
  )
  assert.deepEqual(await run({ operation: 'GetItem', key: keyOf('p1') }, store), p1)
})

test('a batch of which one item is refused changes nothing', async () => {
  const store = await newStore()

  await run(
    {
      operation: 'BatchPutItem',
      tables: { Post: [keyOf('p9'), { ...keyOf('p8'), author: { N: 1 } }] },
    },
    store,
  )

  assert.equal(await run({ operation: 'GetItem', key: keyOf('p9') }, store), null)
})

test('updates at the same time count each other', async () => {
  const store = await newStore()
  const update = { expression: 'ADD likes :one', expressionValues: { ':one': { N: 1 } } }

  await Promise.all(
    Array.from({ length: 20 }, () =>
      run({ operation: 'UpdateItem', key: keyOf('p3'), update }, store),
    ),
  )

  assert.deepEqual(await run({ operation: 'GetItem', key: keyOf('p3') }, store), {
    ...p3,
    likes: 20,
  })
})

test('several sort keys are one attribute, as AWS joins them', async () => {
  const key = { tenant: { S: 't' }, 'region#city': { S: 'eu#Bern' } }
  const query = {
    expression: 'tenant = :t AND begins_with(#rc, :r)',
    expressionNames: { '#rc': 'region#city' },
    expressionValues: { ':t': { S: 't' }, ':r': { S: 'eu#' } },
  }
  const item = { tenant: 't', region: 'eu', city: 'Bern', n: 1 }

  assert.deepEqual(await run({ operation: 'GetItem', key }, undefined, visit), item)
  assert.deepEqual(await run({ operation: 'Query', query }, undefined, visit), {
    items: [item],
    nextToken: null,
    scannedCount: 1,
  })
})
