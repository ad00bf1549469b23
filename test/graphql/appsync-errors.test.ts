import assert from 'node:assert/strict'
import { test } from 'node:test'

import { buildSchema, execute, GraphQLScalarType, parse } from 'graphql'

import {
  conditionalCheckFailed,
  dynamoDbError,
  notAuthorized,
  requestError,
  ResolverError,
  toAppSyncError,
  unauthorizedFields,
} from '../../emulator/graphql/appsync-errors.ts'
import { AWSDateTime } from '../../emulator/graphql/types/time-scalars.ts'

const schema = buildSchema(`
  scalar AWSDateTime
  enum Status { DRAFT }
  type Todo { title: String! tags: [String!]! kids: [Todo!] count: Int done: Boolean status: Status at: AWSDateTime names: [String] }
  type Connection { items: [Todo]! }
  type Query { getTodo: Todo listTodos: Connection }
`)
const dateTime = schema.getType('AWSDateTime')
assert.ok(dateTime instanceof GraphQLScalarType)
dateTime.serialize = AWSDateTime.serialize

/** The errors of a real execution, in the console's text so that the order of the keys counts. */
function errorsOf(query: string, rootValue: unknown): string[] {
  const result = execute({ schema, document: parse(query), rootValue })
  assert.ok(!(result instanceof Promise))
  return (result.errors ?? []).map((error) => JSON.stringify(toAppSyncError(error, schema)))
}

function thrown(error: Error): { getTodo: () => never } {
  return {
    getTodo: () => {
      throw error
    },
  }
}

const resolverCases = [
  {
    title: 'a denial',
    error: notAuthorized('getTodo', 'Query'),
    expected: { data: null, errorType: 'Unauthorized', errorInfo: null },
    message: 'Not Authorized to access getTodo on type Query',
  },
  {
    title: 'a denial of input fields',
    error: unauthorizedFields(['title', 'owner']),
    expected: { data: null, errorType: 'Unauthorized', errorInfo: null },
    message: 'Unauthorized on [title, owner]',
  },
  {
    title: 'a failed condition',
    error: conditionalCheckFailed('ABC123'),
    expected: {
      data: null,
      errorType: 'DynamoDB:ConditionalCheckFailedException',
      errorInfo: null,
    },
    message:
      'The conditional request failed (Service: DynamoDb, Status Code: 400, Request ID: ABC123)',
  },
  {
    title: 'a refusal of DynamoDB',
    error: dynamoDbError('One or more parameter values were invalid', 'ABC123'),
    expected: { data: null, errorType: 'DynamoDB:DynamoDbException', errorInfo: null },
    message:
      'One or more parameter values were invalid (Service: DynamoDb, Status Code: 400, Request ID: ABC123)',
  },
  {
    title: 'an error without a type, with data and info of its own',
    error: new ResolverError('no', null, { data: { id: '1' }, errorInfo: { code: 7 } }),
    expected: { data: { id: '1' }, errorType: null, errorInfo: { code: 7 } },
    message: 'no',
  },
  {
    title: 'an unexpected error, without its stack',
    error: new TypeError('x is not a function'),
    expected: { data: null, errorType: 'InternalFailure', errorInfo: null },
    message: 'x is not a function',
  },
] as const

for (const { title, error, expected, message } of resolverCases) {
  test(`a resolver's error has AppSync's keys in AppSync's order: ${title}`, () => {
    const errors = errorsOf('{\n  getTodo { title }\n}', thrown(error))

    const locations = [{ line: 2, column: 3, sourceName: null }]
    assert.deepEqual(errors, [
      JSON.stringify({ path: ['getTodo'], ...expected, locations, message }),
    ])
  })
}

test('the request id of DynamoDB is new each time, upper-case and long', () => {
  const ids = [conditionalCheckFailed(), dynamoDbError('no')].map(
    ({ message }) => /Request ID: ([A-Z0-9]{26,})\)$/.exec(message)?.[1],
  )

  assert.ok(ids.every((id) => id !== undefined))
  assert.notEqual(ids[0], ids[1])
})

const outputCases = [
  {
    title: 'null for a required field',
    query: '{ getTodo { title } }',
    root: { getTodo: { title: null } },
    path: ['getTodo', 'title'],
    message:
      "Cannot return null for non-nullable type: 'String' within parent 'Todo' (/getTodo/title)",
  },
  {
    title: 'null in a list item, under an alias',
    query: '{ listTodos { all: items { title } } }',
    root: { listTodos: { items: [{ title: 'a' }, {}] } },
    path: ['listTodos', 'all', 1, 'title'],
    message:
      "Cannot return null for non-nullable type: 'String' within parent 'Todo' (/listTodos/all[1]/title)",
  },
  {
    title: 'null for a required list: graphql-java finds no name',
    query: '{ getTodo { tags } }',
    root: { getTodo: {} },
    path: ['getTodo', 'tags'],
    message:
      "Cannot return null for non-nullable type: 'null' within parent 'Todo' (/getTodo/tags)",
  },
  {
    title: 'null for a required element',
    query: '{ getTodo { kids { title } } }',
    root: { getTodo: { kids: [null] } },
    path: ['getTodo', 'kids', 0],
    message:
      "Cannot return null for non-nullable type: 'Todo' within parent 'null' (/getTodo/kids[0])",
  },
  {
    title: 'a date that is none',
    query: '{ listTodos { items { at } } }',
    root: { listTodos: { items: [{ at: '2020-05-23T06:4:37.000Z' }] } },
    path: ['listTodos', 'items', 0, 'at'],
    message:
      "Can't serialize value (/listTodos/items[0]/at) : Unable to serialize `2020-05-23T06:4:37.000Z` as a valid DateTime Object.",
  },
  {
    title: 'text for a number',
    query: '{ getTodo { count } }',
    root: { getTodo: { count: 'many' } },
    path: ['getTodo', 'count'],
    message: "Can't serialize value (/getTodo/count) : Expected type 'Int' but was 'String'.",
  },
  {
    title: 'an object for a truth value',
    query: '{ getTodo { done } }',
    root: { getTodo: { done: { a: 1 } } },
    path: ['getTodo', 'done'],
    message:
      "Can't serialize value (/getTodo/done) : Expected type 'Boolean' but was 'LinkedHashMap'.",
  },
  {
    title: 'a value that the enum does not have',
    query: '{ getTodo { status } }',
    root: { getTodo: { status: 'LOST' } },
    path: ['getTodo', 'status'],
    message:
      "Can't serialize value (/getTodo/status) : Invalid input for Enum 'Status'. Unknown value 'LOST'",
  },
  {
    title: 'a single value for a list',
    query: '{ getTodo { names } }',
    root: { getTodo: { names: 1 } },
    path: ['getTodo', 'names'],
    message: "Can't resolve value (/getTodo/names) : type mismatch error, expected type LIST",
  },
] as const

for (const { title, query, root, path, message } of outputCases) {
  test(`an output that does not fit has a path and no place: ${title}`, () => {
    assert.deepEqual(errorsOf(query, root), [JSON.stringify({ path, locations: null, message })])
  })
}

test('a request that is refused as a whole has the envelope of AppSync', () => {
  const refusal = requestError(401, 'UnauthorizedException', 'Token has expired.')

  assert.equal(
    JSON.stringify(refusal),
    '{"status":401,"errorType":"UnauthorizedException","body":{"errors":[{"errorType":"UnauthorizedException","message":"Token has expired."}]}}',
  )
})
