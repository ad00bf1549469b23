import { isObject } from '../../model/is-object.ts'
import type { Item } from '../../model/item.ts'
import { notEmulated } from '../handler-error.ts'
import { toFilterExpression } from './filter-expression.ts'
import type { FilterExpression } from './filter-expression.ts'
import { dynamodbUtil, toDynamoDB, toMapValues } from './typed-values.ts'
import type { TypedValue } from './typed-values.ts'
import { operations, toUpdateExpression } from './update-expression.ts'

/** What the functions of `@aws-appsync/utils/dynamodb` are given: objects of the user's. */
type Payload = Readonly<Record<string, unknown>>

/** The exports of `@aws-appsync/utils/dynamodb`: they make requests, they send nothing. */
export const dynamodbModule: Readonly<Record<string, unknown>> = {
  get: (payload: Payload): object => ({
    operation: 'GetItem',
    key: toMapValues(payload['key']),
    ...kept(payload, ['consistentRead']),
    ...projectionOf(payload),
  }),
  put: (payload: Payload): object => ({ operation: 'PutItem', ...putParts(payload) }),
  update: (payload: Payload): object => ({ operation: 'UpdateItem', ...updateParts(payload) }),
  remove: (payload: Payload): object => ({ operation: 'DeleteItem', ...removeParts(payload) }),
  query: (payload: Payload): object => ({
    operation: 'Query',
    ...readParts(payload),
    query: toKeyCondition(payload['query']),
  }),
  scan: (payload: Payload): object => ({ operation: 'Scan', ...readParts(payload) }),
  sync: () => {
    throw notEmulated('"sync" of @aws-appsync/utils/dynamodb (Gen 2 has no versioned tables)')
  },
  batchGet: (payload: Payload): object => ({
    operation: 'BatchGetItem',
    tables: eachTable(payload, (table) => ({
      keys: listOf(isObject(table) ? table['keys'] : undefined).map(toMapValues),
      ...kept(isObject(table) ? table : {}, ['consistentRead']),
      ...projectionOf(isObject(table) ? table : {}),
    })),
  }),
  batchPut: (payload: Payload): object => ({
    operation: 'BatchPutItem',
    tables: eachTable(payload, (items) => listOf(items).map(toItem)),
  }),
  batchDelete: (payload: Payload): object => ({
    operation: 'BatchDeleteItem',
    tables: eachTable(payload, (keys) => listOf(keys).map(toMapValues)),
  }),
  transactGet: (payload: Payload): object => ({
    operation: 'TransactGetItems',
    transactItems: listOf(payload['items'])
      .filter(isObject)
      .map((item) => ({
        table: item['table'],
        key: toMapValues(item['key']),
        ...projectionOf(item),
      })),
  }),
  transactWrite: (payload: Payload): object => ({
    operation: 'TransactWriteItems',
    transactItems: listOf(payload['items']).filter(isObject).map(transactItem),
  }),
  operations,
  toStringSet: dynamodbUtil.toStringSet,
  toNumberSet: dynamodbUtil.toNumberSet,
  toBinarySet: dynamodbUtil.toBinarySet,
}

function putParts(payload: Payload): object {
  return {
    key: toMapValues(payload['key']),
    attributeValues: toItem(payload['item'] ?? {}),
    ...conditionOf(payload),
    ...kept(payload, ['customPartitionKey', 'populateIndexFields', '_version']),
  }
}

function updateParts(payload: Payload): object {
  return {
    key: toMapValues(payload['key']),
    update: toUpdateExpression(objectOf(payload['update']), toAttribute),
    ...conditionOf(payload),
    ...kept(payload, ['customPartitionKey', 'populateIndexFields', '_version']),
  }
}

function removeParts(payload: Payload): object {
  return {
    key: toMapValues(payload['key']),
    ...conditionOf(payload),
    ...kept(payload, ['customPartitionKey', 'populateIndexFields', '_version']),
  }
}

/** The members that DynamoDB's writes have in a transaction. */
const transactParts: Readonly<Record<string, readonly [string, (payload: Payload) => object]>> = {
  putItem: ['PutItem', putParts],
  updateItem: ['UpdateItem', updateParts],
  deleteItem: ['DeleteItem', removeParts],
  conditionCheck: ['ConditionCheck', removeParts],
}

function transactItem(item: Payload): object {
  for (const [name, [operation, partsOf]] of Object.entries(transactParts)) {
    const payload = item[name]
    if (isObject(payload)) return { operation, table: payload['table'], ...partsOf(payload) }
  }
  throw new TypeError(
    `an item of transactWrite() has one of ${Object.keys(transactParts).join(', ')}`,
  )
}

function readParts(payload: Payload): object {
  const filter = payload['filter']
  const names = [
    'index',
    'limit',
    'nextToken',
    'scanIndexForward',
    'consistentRead',
    'select',
    'totalSegments',
    'segment',
  ]
  return {
    ...kept(payload, names),
    ...(isObject(filter) ? { filter: expressionOrNothing(toFilterExpression(filter)) } : {}),
    ...projectionOf(payload),
  }
}

/** Key conditions take no parentheses. */
function toKeyCondition(query: unknown): FilterExpression {
  const { expression, ...parts } = toFilterExpression(objectOf(query))
  return {
    expression: expression.replaceAll(/^\(|\)$/g, '').replaceAll(') AND (', ' AND '),
    ...parts,
  }
}

function conditionOf(payload: Payload): object {
  const condition = payload['condition']
  return isObject(condition)
    ? { condition: expressionOrNothing(toFilterExpression(condition)) }
    : {}
}

function expressionOrNothing(filter: FilterExpression): FilterExpression | undefined {
  return filter.expression === '' ? undefined : filter
}

function projectionOf(payload: Payload): object {
  const paths = payload['projection']
  if (!Array.isArray(paths) || paths.length === 0) return {}
  const steps = [...new Set(paths.flatMap((path: unknown) => stepsOf(path).map(bare)))]
  const aliases = new Map(steps.map((name, at) => [name, `#projName_${at + 1}`]))
  const expression = paths.map((path: unknown) =>
    stepsOf(path)
      .map((step) => `${aliases.get(bare(step)) ?? step}${step.slice(bare(step).length)}`)
      .join('.'),
  )
  const expressionNames = Object.fromEntries([...aliases].map(([name, alias]) => [alias, name]))
  return { projection: { expression: expression.join(', '), expressionNames } }
}

function stepsOf(path: unknown): readonly string[] {
  return String(path).split('.')
}

/** A step without its positions: `lines` of `lines[0]`. */
function bare(step: string): string {
  return step.replace(/(\[\d+\])+$/, '')
}

function eachTable(payload: Payload, make: (table: unknown) => unknown): object {
  const tables = Object.entries(objectOf(payload['tables']))
  return Object.fromEntries(tables.map(([name, table]) => [name, make(table)]))
}

/** The attributes of an item, sets included. */
function toItem(values: unknown): Readonly<Record<string, TypedValue>> {
  const given = Object.entries(objectOf(values)).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [name, toAttribute(value)]))
}

function toAttribute(value: unknown): TypedValue {
  return isSet(value) ? value : toDynamoDB(value)
}

/** What `toStringSet()` and its like made. */
function isSet(value: unknown): value is TypedValue {
  if (!isObject(value)) return false
  const [name, ...others] = Object.keys(value)
  return name !== undefined && ['SS', 'NS', 'BS'].includes(name) && others.length === 0
}

function kept(payload: Payload, names: readonly string[]): Item {
  return Object.fromEntries(
    names.filter((name) => (payload[name] ?? null) !== null).map((name) => [name, payload[name]]),
  )
}

function objectOf(value: unknown): Item {
  if (isObject(value)) return value
  throw new TypeError('an object is expected')
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new TypeError('a list is expected')
}
