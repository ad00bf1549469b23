import type { Filter } from '../model/filter.ts'
import type { Item, Key } from '../model/item.ts'

/** What the store must know of a model: its name, the names of its partition key and sort keys, its indexes. */
export interface Table {
  readonly name: string
  readonly identifier: readonly string[]
  /** Absent: none. */
  readonly indexes?: readonly TableIndex[]
}

/** A second order of the items of a table; an item that lacks one of the index's keys is not in it. */
export interface TableIndex {
  readonly name: string
  readonly partitionKey: KeyAttribute
  /** One attribute; `status#rating` is the joined text of several. */
  readonly sortKey?: KeyAttribute
  /** Attributes that it holds beside all keys; absent: every attribute. */
  readonly projection?: readonly string[]
}

/** A key attribute of an index: what has another type (`S` text, `N` number) cannot be its value. */
export interface KeyAttribute {
  readonly name: string
  readonly type: 'S' | 'N'
}

/** Items with one partition key, by sort key. */
export interface Query {
  /** Absent: the table itself. */
  readonly index?: TableIndex
  readonly partition: { readonly field: string; readonly value: unknown }
  readonly sort?: SortCondition
  /** Whether sort keys ascend: numbers by size, texts by their UTF-8 bytes. */
  readonly forward: boolean
}

/** Which sort keys; `between` takes two operands, its bounds included. */
export interface SortCondition {
  /** The sort key's name; of several sort keys all names, joined: `region#number`. */
  readonly field: string
  readonly operator: SortOperator
  readonly operand: unknown
}

/** What can be asked of a sort key, in the order in which AWS's resolvers look for it. */
export const sortOperators = ['beginsWith', 'between', 'eq', 'lt', 'le', 'gt', 'ge'] as const
export type SortOperator = (typeof sortOperators)[number]

/** What to read: at most `limit` items, after the item that the token names. */
export interface PageRequest {
  /** Items to read *before* the filter, as DynamoDB counts. */
  readonly limit: number
  readonly nextToken?: string | undefined
  /** Applied after reading: a page may come back short, or empty with a token. */
  readonly filter?: Filter | undefined
}

/** One page; `nextToken` is null exactly when the read did not stop because of the limit. */
export interface Page {
  readonly items: readonly Item[]
  readonly nextToken: string | null
}

/** An update: attributes to set (whole values) and attributes to remove. */
export interface Changes {
  readonly set: Item
  readonly remove: readonly string[]
}

/** One change of a planned write. */
export type ItemWrite =
  | { readonly op: 'put'; readonly table: Table; readonly item: Item }
  | { readonly op: 'delete'; readonly table: Table; readonly key: Key }

/** What a write does, decided by looking at items that nobody else can change meanwhile; it writes nothing when it throws. */
export type WritePlan<T> = (get: (table: Table, key: Key) => Item | undefined) => {
  readonly writes: readonly ItemWrite[]
  readonly answer: T
}

/** All items by model. */
export type Records = Readonly<Record<string, readonly Item[]>>

/** Items by model with DynamoDB's manners. A promise that resolved means: durable. Items are never mutated in place. */
export interface Store {
  get(table: Table, key: Key): Promise<Item | undefined>
  scan(table: Table, page: PageRequest): Promise<Page>
  /** Rejects a filter on a key attribute of what is queried, as DynamoDB does. */
  query(table: Table, query: Query, page: PageRequest): Promise<Page>
  /** Rejects with a `StoreError` `ConditionalCheckFailed` when the key is taken or `condition` (on nothing) does not hold. */
  create(table: Table, item: Item, condition?: Filter): Promise<Item>
  /** The item afterwards; rejects with `ConditionalCheckFailed` when there is none or `condition` does not hold. */
  update(table: Table, key: Key, changes: Changes & { readonly condition?: Filter }): Promise<Item>
  /** The item before, or undefined when there was none; rejects with `ConditionalCheckFailed` when `condition` does not hold. */
  delete(table: Table, key: Key, condition?: Filter): Promise<Item | undefined>
  /** Does what the plan says, all or nothing; rejects with what the plan throws. */
  write<T>(plan: WritePlan<T>): Promise<T>
  /** Every item, as stored. */
  records(): Promise<Records>
  /** Replaces every item at once; attributes are kept as given. */
  replaceRecords(tables: readonly Table[], records: Records): Promise<void>
  /** A copy in memory whose changes touch nothing else. */
  fork(): Store
  close(): Promise<void>
}

/** What the store refuses, in DynamoDB's terms; `message` is DynamoDB's text without its `(Service: …)` tail. */
const storeErrorCodes = [
  'ConditionalCheckFailed',
  'Validation',
  'InvalidToken',
  'UnrecognizedFilter',
  'Unwritable',
] as const
export type StoreErrorCode = (typeof storeErrorCodes)[number]

export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
