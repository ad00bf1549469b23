import { matchesFilter } from '../model/matches-filter.ts'
import {
  assertDeletable,
  assertFilter,
  assertKeyUntouched,
  createdItem,
  updatedItem,
} from './change-item.ts'
import { frozenCopy } from './frozen-copy.ts'
import { assertKey } from './item-key.ts'
import { keyOfToken, pageToken } from './page-token.ts'
import { recordsFault } from './records-fault.ts'
import { StoreError } from './store.ts'
import type { Filter } from '../model/filter.ts'
import type { Item, Key } from '../model/item.ts'
import type { Items, WritableItems } from './items.ts'
import type { Changes, Page, PageRequest, Records, Store, Table } from './store.ts'

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
    const after = page.nextToken ? keyOfToken(table, page.nextToken) : undefined
    const read = this.#items.collectionOf(table).scan(page.limit, after)
    const last = read.at(-1)
    const stoppedByLimit = last !== undefined && read.length + 1 > page.limit
    return {
      items: read.filter((item) => matchesFilter(item, page.filter ?? {})),
      nextToken: stoppedByLimit ? pageToken(table, last) : null,
    }
  }

  async create(table: Table, item: Item, condition?: Filter): Promise<Item> {
    assertKey(table, item)
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
    const copy = { ...changes, set: frozenCopy(changes.set) }
    return this.#commits.commit((items) => {
      const updated = updatedItem(items.get(table, key), copy)
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

/** DynamoDB's text (`oracle-findings §4`, filters 3). */
function assertLimit(limit: number): void {
  if (limit >= 1) return
  throw new StoreError(
    'Validation',
    `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`,
  )
}
