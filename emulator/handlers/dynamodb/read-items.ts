import type { Item } from '../../model/item.ts'
import { projection } from '../../store/projection.ts'
import { StoreError } from '../../store/store.ts'
import type { Page, PageRequest, Table, TableIndex } from '../../store/store.ts'
import { malformedRequest } from '../data-source-error.ts'
import { attributesOf } from './condition.ts'
import type { Condition } from './condition.ts'
import { indexIn, keyIn, required, textIn } from './dynamodb-request.ts'
import type { DynamoDBTarget, RequestBody } from './dynamodb-request.ts'
import { meetsCondition } from './evaluate-condition.ts'
import { keyQueryOf, keysOf } from './key-condition.ts'
import { RequestExpressions } from './request-expressions.ts'

/** What `Query` and `Scan` answer. */
interface PageAnswer {
  readonly items: readonly Item[]
  readonly nextToken: string | null
  /** Items that were read before the filter. */
  readonly scannedCount: number
}

/** `GetItem`: the item, or null. */
export async function getItem(
  request: RequestBody,
  { store, table }: DynamoDBTarget,
): Promise<Item | null> {
  const key = keyIn(request, table)
  const expressions = new RequestExpressions(request)
  const show = expressions.projection()
  expressions.assertAllUsed()
  const item = await store.get(table, key)
  return item === undefined ? null : show(item)
}

/** `Query`. */
export async function queryItems(
  request: RequestBody,
  { store, table }: DynamoDBTarget,
): Promise<PageAnswer> {
  required(request, 'query')
  const index = indexIn(request, table)
  const expressions = new RequestExpressions(request)
  const keys = expressions.condition('query', 'KeyConditionExpression')
  if (keys === undefined)
    throw malformedRequest("Value for field '$[query][expression]' not found.")
  const asked = readingOf(request, expressions)
  assertNoKeyIn(asked.filter, table, index)
  const page = await store.query(
    table,
    {
      ...keyQueryOf(keys, table, index),
      ...(index === undefined ? {} : { index }),
      forward: request['scanIndexForward'] !== false,
    },
    asked.page,
  )
  return answer(page, asked)
}

/** `Scan`, of a table or of one of its indexes. */
export async function scanItems(
  request: RequestBody,
  { store, table }: DynamoDBTarget,
): Promise<PageAnswer> {
  if ((request['totalSegments'] ?? undefined) !== undefined)
    throw malformedRequest('a Scan in segments ("totalSegments") is not emulated; scan without it')
  const index = indexIn(request, table)
  const asked = readingOf(request, new RequestExpressions(request))
  const page = await store.scan(table, asked.page)
  return answer({ ...page, items: inIndex(page.items, table, index) }, asked)
}

interface Reading {
  readonly page: PageRequest
  readonly filter: Condition | undefined
  readonly show: (item: Item) => Item
}

/** Reads what is common to both, and refuses what no expression used. */
function readingOf(request: RequestBody, expressions: RequestExpressions): Reading {
  const filter = expressions.condition('filter', 'FilterExpression')
  const show = expressions.projection()
  expressions.assertAllUsed()
  return { page: pageIn(request), filter, show }
}

function answer({ items, nextToken }: Page, { filter, show }: Reading): PageAnswer {
  const passing = items.filter((item) => filter === undefined || meetsCondition(item, filter))
  return { items: passing.map(show), nextToken, scannedCount: items.length }
}

/** Without a limit a read ends at 1 MB in AWS; here it does not end before the table does. */
const noLimit = 1_000_000_000

function pageIn(request: RequestBody): PageRequest {
  const limit = request['limit'] ?? noLimit
  if (typeof limit !== 'number' || !Number.isInteger(limit))
    throw malformedRequest(`Unsupported value for field '$[limit]': ${JSON.stringify(limit)}`)
  return { limit, nextToken: textIn(request, 'nextToken') }
}

function assertNoKeyIn(
  filter: Condition | undefined,
  table: Table,
  index: TableIndex | undefined,
): void {
  if (filter === undefined) return
  const { partition, sort } = keysOf(table, index)
  const name = attributesOf(filter).find((one) => one === partition || one === sort)
  if (name === undefined) return
  throw new StoreError(
    'Validation',
    `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${name}`,
  )
}

/** Items that lack a key of an index are not in it. */
function inIndex(
  items: readonly Item[],
  table: Table,
  index: TableIndex | undefined,
): readonly Item[] {
  if (index === undefined) return items
  const { partition, sort = partition } = keysOf(table, index)
  const held = items.filter(
    (item) => (item[partition] ?? null) !== null && (item[sort] ?? null) !== null,
  )
  return held.map(projection(table, index))
}
