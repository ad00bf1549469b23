import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import type { Extensions, Util } from '@aws-appsync/utils'
import type * as dynamodb from '@aws-appsync/utils/dynamodb.js'
import type * as rds from '@aws-appsync/utils/rds.js'

import { createFrozenClock } from '../../../emulator/clock.ts'
import { createAppSyncModules } from '../../../emulator/handlers/appsync-utils/appsync-modules.ts'

/** Every name of an object type (CommonJS adds "default"); the compiler misses one that is left out, and refuses one that is not AWS's. */
type Names<T> = Readonly<Record<Exclude<keyof T, 'default'>, true>>

const util: Names<Util> = {
  escapeJavaScript: true,
  urlEncode: true,
  urlDecode: true,
  base64Encode: true,
  base64Decode: true,
  autoId: true,
  autoUlid: true,
  autoKsuid: true,
  unauthorized: true,
  error: true,
  appendError: true,
  matches: true,
  authType: true,
  time: true,
  dynamodb: true,
  rds: true,
  http: true,
  xml: true,
  transform: true,
  math: true,
  str: true,
}
const time: Names<Util['time']> = {
  nowISO8601: true,
  nowEpochSeconds: true,
  nowEpochMilliSeconds: true,
  nowFormatted: true,
  parseFormattedToEpochMilliSeconds: true,
  parseISO8601ToEpochMilliSeconds: true,
  epochMilliSecondsToSeconds: true,
  epochMilliSecondsToISO8601: true,
  epochMilliSecondsToFormatted: true,
}
const typedValues: Names<Util['dynamodb']> = {
  toDynamoDB: true,
  toString: true,
  toStringSet: true,
  toNumber: true,
  toNumberSet: true,
  toBinary: true,
  toBinarySet: true,
  toBoolean: true,
  toNull: true,
  toList: true,
  toMap: true,
  toMapValues: true,
  toS3Object: true,
  fromS3ObjectJson: true,
}
const transform: Names<Util['transform']> = {
  toDynamoDBFilterExpression: true,
  toDynamoDBConditionExpression: true,
  toElasticsearchQueryDSL: true,
  toSubscriptionFilter: true,
}
const math: Names<Util['math']> = {
  roundNum: true,
  minVal: true,
  maxVal: true,
  randomDouble: true,
  randomWithinRange: true,
}
const http: Names<Util['http']> = {
  copyHeaders: true,
  addResponseHeader: true,
  addResponseHeaders: true,
}
const extensions: Names<Extensions> = {
  evictFromApiCache: true,
  setSubscriptionFilter: true,
  setSubscriptionInvalidationFilter: true,
  invalidateSubscriptions: true,
}
const requests: Names<typeof dynamodb> = {
  get: true,
  put: true,
  update: true,
  remove: true,
  query: true,
  scan: true,
  sync: true,
  batchGet: true,
  batchPut: true,
  batchDelete: true,
  transactGet: true,
  transactWrite: true,
  toStringSet: true,
  toNumberSet: true,
  toBinarySet: true,
  operations: true,
}
const operations: Names<typeof dynamodb.operations> = {
  add: true,
  remove: true,
  replace: true,
  increment: true,
  decrement: true,
  append: true,
  prepend: true,
  updateListItem: true,
}
const statements: Names<typeof rds> = {
  select: true,
  insert: true,
  update: true,
  remove: true,
  createPgStatement: true,
  createMySQLStatement: true,
  sql: true,
  toJsonObject: true,
  typeHint: true,
  agg: true,
}

const modules = createAppSyncModules({
  clock: createFrozenClock(0),
  mode: 'oidc',
  fieldName: 'f',
  parentTypeName: 'Query',
  appendError: () => undefined,
  warn: () => undefined,
  setSubscriptionFilter: () => undefined,
})

/** The names of what stands at a path in a module, in alphabetical order. */
function namesAt(module: string, path: readonly string[]): readonly string[] {
  let found: unknown = modules[module]
  for (const step of path) found = Reflect.get(Object(found), step)
  return Object.keys(Object(found)).toSorted()
}

suite("AppSync's own types have the very names of", () => {
  const cases: readonly [module: string, path: readonly string[], names: object][] = [
    ['@aws-appsync/utils', ['util'], util],
    ['@aws-appsync/utils', ['util', 'time'], time],
    ['@aws-appsync/utils', ['util', 'dynamodb'], typedValues],
    ['@aws-appsync/utils', ['util', 'transform'], transform],
    ['@aws-appsync/utils', ['util', 'math'], math],
    ['@aws-appsync/utils', ['util', 'http'], http],
    ['@aws-appsync/utils', ['extensions'], extensions],
    ['@aws-appsync/utils/dynamodb', [], requests],
    ['@aws-appsync/utils/dynamodb', ['operations'], operations],
    ['@aws-appsync/utils/rds', [], statements],
  ]
  for (const [module, path, names] of cases) {
    test([module, ...path].join(' '), () => {
      assert.deepEqual(namesAt(module, path), Object.keys(names).toSorted())
    })
  }
})
