import type { Item, Key } from '../../model/item.ts'
import { withServiceTail } from '../../store/service-tail.ts'
import { StoreError } from '../../store/store.ts'
import type { ItemWrite, Table } from '../../store/store.ts'
import { DataSourceError, malformedRequest } from '../data-source-error.ts'
import { keyIn, listIn, tableNamed, textIn } from './dynamodb-request.ts'
import type { DynamoDBTarget, RequestBody } from './dynamodb-request.ts'
import { RequestExpressions } from './request-expressions.ts'
import { conditionCheck, deleteChange, mayChange, putChange, updateChange } from './write-item.ts'
import type { ItemChange } from './write-item.ts'

/** AppSync's limit of one transaction. */
const mostItems = 100

/** `TransactGetItems`. */
export async function transactGet(
  request: RequestBody,
  { store, tables }: DynamoDBTarget,
): Promise<{ items: readonly (Item | null)[]; cancellationReasons: null }> {
  const gets = itemsIn(request).map((item) => {
    const table = tableOf(item, tables)
    const expressions = new RequestExpressions(item)
    const get = { table, key: keyIn(item, table), show: expressions.projection() }
    expressions.assertAllUsed()
    return get
  })
  const items = await store.write((get) => ({
    writes: [],
    answer: gets.map(({ table, key, show }) => {
      const item = get(table, key)
      return item === undefined ? null : show(item)
    }),
  }))
  return { items, cancellationReasons: null }
}

const changes: Readonly<Record<string, (request: RequestBody, table: Table) => ItemChange>> = {
  PutItem: putChange,
  UpdateItem: updateChange,
  DeleteItem: deleteChange,
  ConditionCheck: conditionCheck,
}

/** `TransactWriteItems`: all of it or nothing. */
export async function transactWrite(
  request: RequestBody,
  { store, tables }: DynamoDBTarget,
): Promise<{ keys: readonly Key[]; cancellationReasons: null }> {
  const planned = itemsIn(request).map((item) => ({ item, change: changeOf(item, tables) }))
  assertApart(planned.map(({ change }) => change))
  const keys = await store.write((get) => {
    const looked = planned.map((one) => ({ ...one, stored: get(one.change.table, one.change.key) }))
    const failed = looked.map(({ change, stored }) => !mayChange(change, stored))
    if (failed.includes(true)) throw cancelled(looked, failed)
    const writes = looked.flatMap(({ change, stored }): readonly ItemWrite[] => {
      const { write } = change.apply(stored)
      return write === undefined ? [] : [write]
    })
    return { writes, answer: planned.map(({ change }) => change.key) }
  })
  return { keys, cancellationReasons: null }
}

interface Looked {
  readonly item: RequestBody
  readonly stored: Item | undefined
}

function cancelled(looked: readonly Looked[], failed: readonly boolean[]): DataSourceError {
  const reasons = looked.map(({ item, stored }, at) => reasonOf(item, stored, failed[at] === true))
  const types = reasons.map(({ type }) => type).join(', ')
  return new DataSourceError(
    withServiceTail(
      `Transaction cancelled, please refer cancellation reasons for specific reasons [${types}]`,
    ),
    'DynamoDB:TransactionCanceledException',
    { keys: null, cancellationReasons: reasons },
  )
}

function reasonOf(
  item: RequestBody,
  stored: Item | undefined,
  failed: boolean,
): { readonly type: string; readonly message: string; readonly item?: Item } {
  if (!failed) return { type: 'None', message: 'None' }
  const condition = item['condition']
  const hidesItem =
    typeof condition === 'object' &&
    condition !== null &&
    'returnValuesOnConditionCheckFailure' in condition &&
    condition.returnValuesOnConditionCheckFailure === false
  return {
    type: 'ConditionalCheckFailed',
    message: 'The conditional request failed',
    ...(stored === undefined || hidesItem ? {} : { item: stored }),
  }
}

function itemsIn(request: RequestBody): readonly RequestBody[] {
  const items = listIn(request, 'transactItems')
  if (items.length > mostItems)
    throw new StoreError(
      'Validation',
      `Member must have length less than or equal to ${mostItems}: the transaction has ${items.length} items`,
    )
  return items
}

function changeOf(item: RequestBody, tables: DynamoDBTarget['tables']): ItemChange {
  const operation = String(item['operation'])
  const change = Object.hasOwn(changes, operation) ? changes[operation] : undefined
  if (change === undefined)
    throw malformedRequest(
      `Unsupported operation '${operation}' in a transaction; it takes ${Object.keys(changes).join(', ')}`,
    )
  return change(item, tableOf(item, tables))
}

function tableOf(item: RequestBody, tables: DynamoDBTarget['tables']): Table {
  const name = textIn(item, 'table')
  if (name === undefined)
    throw malformedRequest("Value for field '$[transactItems][table]' not found.")
  return tableNamed(name, tables)
}

function assertApart(planned: readonly ItemChange[]): void {
  const keys = planned.map(
    ({ table, key }) => `${table.name} ${JSON.stringify(Object.values(key))}`,
  )
  if (new Set(keys).size < keys.length)
    throw new StoreError(
      'Validation',
      'Transaction request cannot include multiple operations on one item',
    )
}
