import { StoreError } from '../../store/store.ts'
import type { Item } from '../../model/item.ts'
import { malformedRequest } from '../data-source-error.ts'
import { batchDelete, batchGet, batchPut } from './batch.ts'
import { conditionFailed, toDataSourceError } from './dynamodb-error.ts'
import { required } from './dynamodb-request.ts'
import type { DynamoDBTarget, RequestBody } from './dynamodb-request.ts'
import { getItem, queryItems, scanItems } from './read-items.ts'
import { transactGet, transactWrite } from './transaction.ts'
import { deleteChange, mayChange, putChange, updateChange } from './write-item.ts'
import type { ItemChange } from './write-item.ts'

type Operation = (request: RequestBody, target: DynamoDBTarget) => Promise<unknown>

const operations: Readonly<Record<string, Operation>> = {
  GetItem: getItem,
  PutItem: (request, target) => change(putChange(request, target.table), target),
  UpdateItem: (request, target) => change(updateChange(request, target.table), target),
  DeleteItem: (request, target) => change(deleteChange(request, target.table), target),
  Query: queryItems,
  Scan: scanItems,
  BatchGetItem: batchGet,
  BatchPutItem: batchPut,
  BatchDeleteItem: batchDelete,
  TransactGetItems: transactGet,
  TransactWriteItems: transactWrite,
}

/** Runs the request of a resolver against the sandbox's items; rejects with a `DataSourceError` that AppSync would give. */
export async function runDynamoDB(request: RequestBody, target: DynamoDBTarget): Promise<unknown> {
  const name = String(required(request, 'operation'))
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined
  if (operation === undefined)
    throw malformedRequest(
      `Unsupported operation '${name}'; the sandbox's DynamoDB knows ${Object.keys(operations).join(', ')}`,
    )
  try {
    return await operation(request, target)
  } catch (error) {
    throw error instanceof StoreError ? toDataSourceError(error) : error
  }
}

/** A single write: answers the item afterwards, or before a delete; null: there was none. */
async function change(planned: ItemChange, { store }: DynamoDBTarget): Promise<Item | null> {
  const answer = await store.write((get) => {
    const stored = get(planned.table, planned.key)
    if (mayChange(planned, stored)) {
      const { write, answer: answered } = planned.apply(stored)
      return { writes: write === undefined ? [] : [write], answer: answered }
    }
    if (planned.isDone(stored)) return { writes: [], answer: stored }
    throw conditionFailed(stored)
  })
  return answer ?? null
}
