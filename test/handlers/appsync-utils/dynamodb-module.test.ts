import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { dynamodbModule } from '../../../emulator/handlers/appsync-utils/dynamodb-module.ts'
import { operations } from '../../../emulator/handlers/appsync-utils/update-expression.ts'

const key = { id: 'test' }
const typedKey = { id: { S: 'test' } }

function update(changes: object, expression: string, aliases: readonly [object, object]): Case {
  const [expressionNames, expressionValues] = aliases
  const expressions = { expression, expressionNames, expressionValues }
  return [
    'update',
    { key, update: changes },
    { operation: 'UpdateItem', key: typedKey, update: expressions },
  ]
}

type Case = readonly [name: string, payload: object, request: object]

const age = { '#expName_1': 'age' }
const values = { '#expName_1': 'values' }
const one = { ':expValue_1': { N: 10 } }
const list = { ':expValue_1': { L: [{ N: 1 }, { N: 2 }] } }

/** Those without conditions, filters and keys of their own are recorded from AWS by localstack/appsync-utils. */
const cases: readonly Case[] = [
  ['get', { key }, { operation: 'GetItem', key: typedKey }],
  [
    'put',
    { key, item: { value: 10 } },
    { operation: 'PutItem', key: typedKey, attributeValues: { value: { N: 10 } } },
  ],
  ['remove', { key }, { operation: 'DeleteItem', key: typedKey }],
  ['scan', { limit: 10, nextToken: 'abc' }, { operation: 'Scan', limit: 10, nextToken: 'abc' }],
  update({ age: operations.add(10) }, 'SET #expName_1 = :expValue_1', [age, one]),
  update({ age: operations.increment(10) }, 'SET #expName_1 = #expName_1 + :expValue_1', [
    age,
    one,
  ]),
  update({ age: operations.decrement(10) }, 'SET #expName_1 = #expName_1 - :expValue_1', [
    age,
    one,
  ]),
  update(
    { values: operations.append([1, 2]) },
    'SET #expName_1 = list_append(#expName_1, :expValue_1)',
    [values, list],
  ),
  update(
    { values: operations.prepend([1, 2]) },
    'SET #expName_1 = list_append(:expValue_1, #expName_1)',
    [values, list],
  ),
  update({ values: operations.replace({ a: 10 }) }, 'SET #expName_1 = :expValue_1', [
    values,
    {
      ':expValue_1': { M: { a: { N: 10 } } },
    },
  ]),

  update({ age: 10, gone: undefined }, 'SET #expName_1 = :expValue_1', [age, one]),
  update({ age: operations.remove() }, 'REMOVE #expName_1', [age, {}]),
  update({ age: null }, 'REMOVE #expName_1', [age, {}]),
  update({ values: [operations.updateListItem(10, 2)] }, 'SET #expName_1[2] = :expValue_1', [
    values,
    one,
  ]),
  update(
    { a: { b: operations.increment() }, c: 'x', d: operations.remove() },
    'SET #expName_1.#expName_2 = #expName_1.#expName_2 + :expValue_1, #expName_3 = :expValue_2 REMOVE #expName_4',
    [
      { '#expName_1': 'a', '#expName_2': 'b', '#expName_3': 'c', '#expName_4': 'd' },
      { ':expValue_1': { N: 1 }, ':expValue_2': { S: 'x' } },
    ],
  ),
  [
    'put',
    {
      key,
      item: { tags: { SS: ['a'] } },
      condition: { id: { attributeExists: false } },
      _version: 3,
    },
    {
      operation: 'PutItem',
      key: typedKey,
      attributeValues: { tags: { SS: ['a'] } },
      condition: {
        expression: '(attribute_not_exists(#id))',
        expressionNames: { '#id': 'id' },
        expressionValues: {},
      },
      _version: 3,
    },
  ],
  [
    'query',
    {
      query: { owner: { eq: 'alice' }, at: { beginsWith: '2030' } },
      index: 'byOwner',
      limit: 5,
      nextToken: null,
      scanIndexForward: false,
      filter: { n: { gt: 1 } },
      projection: ['id', 'a.b[0]'],
    },
    {
      operation: 'Query',
      query: {
        expression: '#owner = :owner_eq AND begins_with(#at,:at_beginsWith)',
        expressionNames: { '#owner': 'owner', '#at': 'at' },
        expressionValues: { ':owner_eq': { S: 'alice' }, ':at_beginsWith': { S: '2030' } },
      },
      index: 'byOwner',
      limit: 5,
      scanIndexForward: false,
      filter: {
        expression: '(#n > :n_gt)',
        expressionNames: { '#n': 'n' },
        expressionValues: { ':n_gt': { N: 1 } },
      },
      projection: {
        expression: '#projName_1, #projName_2.#projName_3[0]',
        expressionNames: { '#projName_1': 'id', '#projName_2': 'a', '#projName_3': 'b' },
      },
    },
  ],
  [
    'batchGet',
    { tables: { T: { keys: [key], consistentRead: true } } },
    { operation: 'BatchGetItem', tables: { T: { keys: [typedKey], consistentRead: true } } },
  ],
  [
    'batchPut',
    { tables: { T: [{ id: 'test', n: 1 }] } },
    { operation: 'BatchPutItem', tables: { T: [{ id: { S: 'test' }, n: { N: 1 } }] } },
  ],
  [
    'batchDelete',
    { tables: { T: [key] } },
    { operation: 'BatchDeleteItem', tables: { T: [typedKey] } },
  ],
  [
    'transactGet',
    { items: [{ table: 'T', key }] },
    { operation: 'TransactGetItems', transactItems: [{ table: 'T', key: typedKey }] },
  ],
  [
    'transactWrite',
    {
      items: [
        { putItem: { table: 'T', key, item: { n: 1 } } },
        { updateItem: { table: 'T', key, update: { n: operations.increment() } } },
        { deleteItem: { table: 'T', key } },
        { conditionCheck: { table: 'T', key, condition: { n: { eq: 1 } } } },
      ],
    },
    {
      operation: 'TransactWriteItems',
      transactItems: [
        { operation: 'PutItem', table: 'T', key: typedKey, attributeValues: { n: { N: 1 } } },
        {
          operation: 'UpdateItem',
          table: 'T',
          key: typedKey,
          update: {
            expression: 'SET #expName_1 = #expName_1 + :expValue_1',
            expressionNames: { '#expName_1': 'n' },
            expressionValues: { ':expValue_1': { N: 1 } },
          },
        },
        { operation: 'DeleteItem', table: 'T', key: typedKey },
        {
          operation: 'ConditionCheck',
          table: 'T',
          key: typedKey,
          condition: {
            expression: '(#n = :n_eq)',
            expressionNames: { '#n': 'n' },
            expressionValues: { ':n_eq': { N: 1 } },
          },
        },
      ],
    },
  ],
]

function made(name: string, payload: object): unknown {
  const make = dynamodbModule[name]
  assert.ok(typeof make === 'function')
  return (make as (payload: object) => unknown)(payload)
}

suite('@aws-appsync/utils/dynamodb makes requests', () => {
  for (const [name, payload, request] of cases) {
    test(`${name}(${JSON.stringify(payload)})`, () => {
      assert.deepEqual(made(name, payload), request)
    })
  }
})

suite('and refuses', () => {
  const faults = [
    [
      'sync',
      {},
      '"sync" of @aws-appsync/utils/dynamodb (Gen 2 has no versioned tables) is not emulated',
    ],
    ['get', { key: 'test' }, 'util.dynamodb.toMapValues() takes an object'],
    [
      'transactWrite',
      { items: [{ table: 'T' }] },
      'an item of transactWrite() has one of putItem, updateItem, deleteItem, conditionCheck',
    ],
  ] as const
  for (const [name, payload, message] of faults) {
    test(`${name}(${JSON.stringify(payload)})`, () => {
      assert.throws(() => made(name, payload), { message })
    })
  }
})
