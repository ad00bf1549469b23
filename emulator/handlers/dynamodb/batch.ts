import { isObject } from '../../model/is-object.ts'
import type { Item } from '../../model/item.ts'
import { keyOf } from '../../model/item.ts'
import type { ItemWrite, Table } from '../../store/store.ts'
import { StoreError } from '../../store/store.ts'
import { malformedRequest } from '../data-source-error.ts'
import { parseAttributeMap } from './attribute-value.ts'
import { objectIn, required, tableKey, tableNamed } from './dynamodb-request.ts'
import type { DynamoDBTarget, RequestBody } from './dynamodb-request.ts'
import { RequestExpressions } from './request-expressions.ts'

/** What is asked of one table in a batch. */
interface Share {
  /** As the request has it. */
  readonly name: string
  readonly table: Table
  readonly elements: readonly Item[]
  readonly request: RequestBody
}

type ByTable<T> = Readonly<Record<string, readonly T[]>>

/** `BatchGetItem`: items in the order of the keys, null where there is none. */
export async function batchGet(
  request: RequestBody,
  target: DynamoDBTarget,
): Promise<{ data: ByTable<Item | null>; unprocessedKeys: ByTable<Item> }> {
  const shares = sharesOf(request, target, { limit: 100, keysUnder: 'keys' })
  const found = await Promise.all(
    shares.map(async (share) => ({ share, items: await getAll(share, target) })),
  )
  return {
    data: Object.fromEntries(found.map(({ share, items }) => [share.name, items])),
    unprocessedKeys: nothingLeft(shares),
  }
}

async function getAll(
  { table, elements, request }: Share,
  { store }: DynamoDBTarget,
): Promise<readonly (Item | null)[]> {
  const expressions = new RequestExpressions(request)
  const show = expressions.projection()
  expressions.assertAllUsed()
  const items = await Promise.all(elements.map((key) => store.get(table, tableKey(key, table))))
  return items.map((item) => (item === undefined ? null : show(item)))
}

/** `BatchPutItem`: replaces whatever was there. */
export async function batchPut(
  request: RequestBody,
  target: DynamoDBTarget,
): Promise<{ data: ByTable<Item>; unprocessedItems: ByTable<Item> }> {
  const shares = sharesOf(request, target, { limit: 25 })
  await writeAll(shares, target, (table, item) => ({ op: 'put', table, item }))
  return { data: elementsOf(shares), unprocessedItems: nothingLeft(shares) }
}

/** `BatchDeleteItem`: what is not there counts as deleted. */
export async function batchDelete(
  request: RequestBody,
  target: DynamoDBTarget,
): Promise<{ data: ByTable<Item>; unprocessedKeys: ByTable<Item> }> {
  const shares = sharesOf(request, target, { limit: 25 })
  await writeAll(shares, target, (table, key) => ({
    op: 'delete',
    table,
    key: tableKey(key, table),
  }))
  return { data: elementsOf(shares), unprocessedKeys: nothingLeft(shares) }
}

async function writeAll(
  shares: readonly Share[],
  { store }: DynamoDBTarget,
  writeOf: (table: Table, element: Item) => ItemWrite,
): Promise<void> {
  const writes = shares.flatMap(({ table, elements }) =>
    elements.map((element) => writeOf(table, element)),
  )
  assertApart(writes)
  await store.write(() => ({ writes, answer: undefined }))
}

function assertApart(writes: readonly ItemWrite[]): void {
  const keys = writes.map((write) => {
    const key = write.op === 'put' ? keyOf(write.table.identifier, write.item) : write.key
    return `${write.table.name} ${JSON.stringify(Object.values(key))}`
  })
  if (new Set(keys).size < keys.length)
    throw new StoreError('Validation', 'Provided list of item keys contains duplicates')
}

function sharesOf(
  request: RequestBody,
  { tables }: DynamoDBTarget,
  { limit, keysUnder }: { readonly limit: number; readonly keysUnder?: string },
): readonly Share[] {
  required(request, 'tables')
  const shares = Object.entries(objectIn(request, 'tables') ?? {}).map(([name, value]) => {
    const listed = keysUnder === undefined || !isObject(value) ? value : value[keysUnder]
    return {
      name,
      table: tableNamed(name, tables),
      elements: elementsIn(listed, name),
      request: isObject(value) ? value : {},
    }
  })
  const count = shares.reduce((sum, { elements }) => sum + elements.length, 0)
  if (count > limit)
    throw new StoreError(
      'Validation',
      `Too many items requested for the batch call: ${count}; the limit is ${limit}`,
    )
  return shares
}

function elementsIn(list: unknown, name: string): readonly Item[] {
  if (!Array.isArray(list))
    throw malformedRequest(`Unsupported value for field '$[tables][${name}]': a list is expected.`)
  return list.map((element: unknown) => parseAttributeMap(element, `tables.${name}`))
}

function elementsOf(shares: readonly Share[]): ByTable<Item> {
  return Object.fromEntries(shares.map(({ name, elements }) => [name, elements]))
}

function nothingLeft(shares: readonly Share[]): ByTable<never> {
  return Object.fromEntries(shares.map(({ name }) => [name, []]))
}
