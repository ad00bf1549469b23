import { scanPosition } from './item-key.ts'
import { compareSortValues, firstWhere, rangeOf } from './key-range.ts'
import { keyValue } from './key-schema.ts'
import type { Item } from '../model/item.ts'
import type { Range, SortValue } from './key-range.ts'
import type { KeySchema } from './key-schema.ts'
import type { SortCondition } from './store.ts'

/** What to read of one partition. */
export interface SortedRead {
  readonly partition: unknown
  readonly sort?: SortCondition | undefined
  readonly forward: boolean
  readonly limit: number
  /** Key attributes of the item after which to read on, whether or not it is still there. */
  readonly after?: Item | undefined
}

/** By sort key, and among equals in an order that is stable but tells nothing, as DynamoDB's. */
interface Place {
  readonly sort: SortValue
  readonly position: string
}

interface Entry extends Place {
  readonly item: Item
}

/** The items of one model that have certain keys, by partition and sort key; a page is found in O(log n). */
export class SortedItems {
  readonly #identifier: readonly string[]
  readonly #schema: KeySchema
  readonly #partitions = new Map<unknown, Entry[]>()

  /** `items` come with their scan positions and in the order of these, so that only sort keys are left to compare. */
  constructor(
    identifier: readonly string[],
    schema: KeySchema,
    items: Iterable<readonly [string, Item]>,
  ) {
    this.#identifier = identifier
    this.#schema = schema
    for (const [position, item] of items) this.#append(position, item)
    if (schema.sort === undefined) return
    for (const entries of this.#partitions.values()) sortBySortKey(entries)
  }

  /** The same items, apart. */
  copy(): SortedItems {
    const copy = new SortedItems(this.#identifier, this.#schema, [])
    for (const [partition, entries] of this.#partitions)
      copy.#partitions.set(partition, [...entries])
    return copy
  }

  /** Adds an item whose key is not here. */
  add(item: Item): void {
    const place = this.#entryOf(scanPosition(this.#identifier, item), item)
    if (place === undefined) return
    const { entry, entries } = place
    entries.splice(firstNotBefore(entries, entry), 0, entry)
    this.#partitions.set(place.partition, entries)
  }

  /** Removes an item as it was added. */
  remove(item: Item): void {
    const place = this.#entryOf(scanPosition(this.#identifier, item), item)
    if (place === undefined) return
    place.entries.splice(firstNotBefore(place.entries, place.entry), 1)
    if (place.entries.length === 0) this.#partitions.delete(place.partition)
  }

  /** At most `limit` items, in the order asked for. */
  read({ partition, sort, forward, limit, after }: SortedRead): readonly Item[] {
    const entries = this.#partitions.get(partition) ?? []
    const whole = sort === undefined ? { start: 0, end: entries.length } : rangeOf(entries, sort)
    const rest = after === undefined ? whole : this.#beyond(entries, whole, { after, forward })
    const page = forward
      ? entries.slice(rest.start, Math.min(rest.end, rest.start + limit))
      : entries.slice(Math.max(rest.start, rest.end - limit), rest.end).toReversed()
    return page.map(({ item }) => item)
  }

  #append(position: string, item: Item): void {
    const place = this.#entryOf(position, item)
    if (place === undefined) return
    place.entries.push(place.entry)
    this.#partitions.set(place.partition, place.entries)
  }

  /** Undefined: the item lacks a key, so it is not here. */
  #entryOf(
    position: string,
    item: Item,
  ): { partition: unknown; entry: Entry; entries: Entry[] } | undefined {
    const partition = keyValue(item, this.#schema.partition)
    if (partition === undefined) return undefined
    const sort = this.#sortOf(item)
    if (this.#schema.sort !== undefined && sort === undefined) return undefined
    const entry = { sort, position, item }
    return { partition, entry, entries: this.#partitions.get(partition) ?? [] }
  }

  #sortOf(item: Item): SortValue {
    const { sort } = this.#schema
    return sort === undefined ? undefined : keyValue(item, sort)
  }

  #beyond(
    entries: readonly Entry[],
    { start, end }: Range,
    { after, forward }: { readonly after: Item; readonly forward: boolean },
  ): Range {
    const position = scanPosition(this.#identifier, after)
    const last = { sort: this.#sortOf(after), position }
    if (!forward) return { start, end: Math.min(end, firstNotBefore(entries, last)) }
    const next = firstWhere(entries, (entry) => comparePlaces(entry, last) > 0)
    return { start: Math.max(start, next), end }
  }
}

/** Keeps the order of entries with equal sort keys. Where UTF-16 orders as UTF-8 does, the engine's own comparison is far faster. */
function sortBySortKey(entries: Entry[]): void {
  const isPlain = entries.every(
    ({ sort }) => typeof sort === 'string' && !/[\uD800-\uFFFF]/.test(sort),
  )
  entries.sort((left, right) =>
    isPlain ? compareCodeUnits(left.sort, right.sort) : compareSortValues(left.sort, right.sort),
  )
}

function compareCodeUnits(left: SortValue = '', right: SortValue = ''): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

function firstNotBefore(entries: readonly Entry[], sought: Place): number {
  return firstWhere(entries, (entry) => comparePlaces(entry, sought) >= 0)
}

function comparePlaces(left: Place, right: Place): number {
  const order = compareSortValues(left.sort, right.sort)
  if (order !== 0 || left.position === right.position) return order
  return left.position < right.position ? -1 : 1
}
