import { matchesFilter } from '../model/matches-filter.ts'
import { assertNoKeyIn, assertQuery } from './assert-query.ts'
import {
  assertDeletable,
  assertFilter,
  assertKeyUntouched,
  createdItem,
  updatedItem,
} from './change-item.ts'
import { frozenCopy } from './frozen-copy.ts'
import { assertIndexKeys, assertIndexKeysSet } from './index-keys.ts'
import { assertItemKey, assertKey } from './item-key.ts'
import { assertItemSize, withinPage } from './item-size.ts'
import { keyNames, keySchemaOf } from './key-schema.ts'
import { assertNumbers } from './number-range.ts'
import { keyOfToken, pageToken, queryScope, scanScope } from './page-token.ts'
import { projection } from './projection.ts'
import { recordsFault } from './records-fault.ts'
import { StoreError } from './store.ts'
import type { Filter } from '../model/filter.ts'
import type { Item, Key } from '../model/item.ts'
import type { Items, WritableItems } from './items.ts'
import type { TokenScope } from './page-token.ts'
import type {
  Changes,
  ItemWrite,
  Page,
  PageRequest,
  Query,
  Records,
  Store,
  Table,
  WritePlan,
} from './store.ts'

/** One write: checks everything, then changes the items and says what became of them; all or nothing when it throws. */
export type Write<T> = (items: WritableItems) => T

/** Where writes go: each is run on the items as all earlier ones left them, and is done when the promise resolves. */
export interface Commits {
  commit<T>(write: Write<T>): Promise<T>
  close(): Promise<void>
}

/** DynamoDB's manners, over items in memory and whatever makes writes last. */
export class ItemStore implements Store {
  readonly #items: Items
  readonly #commits: Commits

  constructor(items: Items, commits: Commits) {
    this.#items = items
    this.#commits = commits
  }

  async get(table: Table, key: Key): Promise<Item | undefined> {
    assertKey(table, key)
    return this.#items.get(table, key)
  }

  async scan(table: Table, page: PageRequest): Promise<Page> {
    assertLimit(page.limit)
    assertFilter(page.filter)
    // AppSync's resolvers take an empty token for none (`data-api §5.5`).
    const scope = scanScope(table)
    const after = page.nextToken ? keyOfToken(scope, page.nextToken) : undefined
    return pageOf(this.#items.collectionOf(table).scan(page.limit, after), { page, scope })
  }

  async query(table: Table, query: Query, page: PageRequest): Promise<Page> {
    const schema = keySchemaOf(table, query.index)
    assertLimit(page.limit)
    assertFilter(page.filter)
    assertQuery(schema, query)
    assertNoKeyIn(page.filter, schema)
    const scope = queryScope(table, query, keyNames(schema))
    const after = page.nextToken ? keyOfToken(scope, page.nextToken) : undefined
    const read = this.#items.collectionOf(table).sortedBy(schema).read({
      partition: query.partition.value,
      sort: query.sort,
      forward: query.forward,
      limit: page.limit,
      after,
    })
    return pageOf(read, { page, scope, project: projection(table, query.index) })
  }

  async create(table: Table, item: Item, condition?: Filter): Promise<Item> {
    assertItemKey(table, item)
    assertIndexKeys(table, item)
    assertNumbers(item)
    assertItemSize(item, 'create')
    const copy = frozenCopy(item)
    return this.#commits.commit((items) => {
      const created = createdItem(items.get(table, copy), copy, condition)
      items.put(table, created)
      return created
    })
  }

  async update(
    table: Table,
    key: Key,
    changes: Changes & { readonly condition?: Filter },
  ): Promise<Item> {
    assertKey(table, key)
    assertKeyUntouched(table, changes)
    assertIndexKeysSet(table, changes.set)
    assertNumbers(changes.set)
    const copy = { ...changes, set: frozenCopy(changes.set) }
    return this.#commits.commit((items) => {
      const updated = updatedItem(items.get(table, key), copy)
      assertItemSize(updated, 'update')
      items.put(table, updated)
      return updated
    })
  }

  async delete(table: Table, key: Key, condition?: Filter): Promise<Item | undefined> {
    assertKey(table, key)
    return this.#commits.commit((items) => {
      const stored = items.get(table, key)
      assertDeletable(stored, condition)
      if (stored !== undefined) items.delete(table, key)
      return stored
    })
  }

  async write<T>(plan: WritePlan<T>): Promise<T> {
    return this.#commits.commit((items) => {
      const { writes, answer } = plan((table, key) => itemOf(items, table, key))
      const checked = writes.map(checkedWrite)
      for (const write of checked) {
        if (write.op === 'put') items.put(write.table, write.item)
        else items.delete(write.table, write.key)
      }
      return answer
    })
  }

  async records(): Promise<Records> {
    return this.#items.records()
  }

  async replaceRecords(tables: readonly Table[], records: Records): Promise<void> {
    const fault = recordsFault(tables, records)
    if (fault !== undefined) throw new StoreError('Validation', fault)

    const copies = Object.entries(records).map(
      ([model, items]) => [model, items.map(frozenCopy)] as const,
    )
    await this.#commits.commit((items) => items.replaceAll(Object.fromEntries(copies)))
  }

  fork(): Store {
    return storeInMemory(this.#items.copy('the copied store'))
  }

  close(): Promise<void> {
    return this.#commits.close()
  }
}

/** A store of these items, whose writes last as long as it does. */
export function storeInMemory(items: Items): Store {
  return new ItemStore(items, {
    commit: async (write) => write(items),
    close: async () => {},
  })
}

function itemOf(items: WritableItems, table: Table, key: Key): Item | undefined {
  assertKey(table, key)
  return items.get(table, key)
}

function checkedWrite(write: ItemWrite): ItemWrite {
  assertKey(write.table, write.op === 'put' ? write.item : write.key)
  if (write.op === 'delete') return write
  assertIndexKeys(write.table, write.item)
  return { ...write, item: frozenCopy(write.item) }
}

interface Reading {
  readonly page: PageRequest
  readonly scope: TokenScope
  /** What is answered of an item; the filter is asked of that. */
  readonly project?: (item: Item) => Item
}

/** A page ends at its limit, even where nothing comes after, or where it has read as much as DynamoDB reads at once. */
function pageOf(found: readonly Item[], { page, scope, project = whole }: Reading): Page {
  const read = withinPage(found)
  const last = read.at(-1)
  const stoppedByLimit = read.length === page.limit || read.length < found.length
  return {
    items: read.map(project).filter((item) => matchesFilter(item, page.filter ?? {})),
    nextToken: stoppedByLimit && last !== undefined ? pageToken(scope, last) : null,
  }
}

function whole(item: Item): Item {
  return item
}

/** DynamoDB's text (`oracle-findings §4`, filters 3). */
function assertLimit(limit: number): void {
  if (limit >= 1) return
  throw new StoreError(
    'Validation',
    `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`,
  )
}
