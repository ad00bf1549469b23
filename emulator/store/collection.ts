import { scanPosition } from './item-key.ts'
import { firstWhere } from './key-range.ts'
import { SortedItems } from './sorted-items.ts'
import type { Item, Key } from '../model/item.ts'
import type { KeySchema } from './key-schema.ts'

/**
 * The items of one model, by key, in scan order and sorted by whatever keys were ever asked for; finding, and starting a
 * read anywhere, costs O(log n).
 */
export class Collection {
  readonly identifier: readonly string[]
  readonly #items = new Map<string, Item>()
  readonly #sorted = new Map<string, SortedItems>()
  #positions: string[] = []

  constructor(identifier: readonly string[], items: Iterable<Item>) {
    this.identifier = identifier
    for (const item of items) this.#items.set(scanPosition(identifier, item), item)
    this.#positions = [...this.#items.keys()].toSorted(byCodeUnits)
  }

  /** The same items, apart: far cheaper than indexing them anew. */
  copy(): Collection {
    const copy = new Collection(this.identifier, [])
    for (const [position, item] of this.#items) copy.#items.set(position, item)
    copy.#positions = [...this.#positions]
    for (const [keys, sorted] of this.#sorted) copy.#sorted.set(keys, sorted.copy())
    return copy
  }

  get(key: Key): Item | undefined {
    return this.#items.get(scanPosition(this.identifier, key))
  }

  put(item: Item): void {
    const position = scanPosition(this.identifier, item)
    const replaced = this.#items.get(position)
    if (replaced === undefined) {
      this.#positions.splice(this.#firstAtOrAfter(position), 0, position)
    }
    this.#items.set(position, item)
    for (const sorted of this.#sorted.values()) {
      if (replaced !== undefined) sorted.remove(replaced)
      sorted.add(item)
    }
  }

  delete(key: Key): void {
    const position = scanPosition(this.identifier, key)
    const deleted = this.#items.get(position)
    if (deleted === undefined) return
    this.#items.delete(position)
    this.#positions.splice(this.#firstAtOrAfter(position), 1)
    for (const sorted of this.#sorted.values()) sorted.remove(deleted)
  }

  /** At most `limit` items in scan order, after the place of `key`, whether or not that item is still there. */
  scan(limit: number, after: Key | undefined): readonly Item[] {
    const start = after === undefined ? 0 : this.#firstAfter(scanPosition(this.identifier, after))
    const items: Item[] = []
    for (const position of this.#positions.slice(start, start + limit)) {
      const item = this.#items.get(position)
      if (item !== undefined) items.push(item)
    }
    return items
  }

  /** The items that have these keys, sorted by them: the first time in O(n log n), from then on kept so. */
  sortedBy(schema: KeySchema): SortedItems {
    const keys = JSON.stringify(schema)
    const known = this.#sorted.get(keys)
    if (known !== undefined) return known

    const sorted = new SortedItems(this.identifier, schema, this.#inScanOrder())
    this.#sorted.set(keys, sorted)
    return sorted
  }

  /** Every item, in the order of insertion. */
  items(): readonly Item[] {
    return [...this.#items.values()]
  }

  *#inScanOrder(): Iterable<readonly [string, Item]> {
    for (const position of this.#positions) {
      const item = this.#items.get(position)
      if (item !== undefined) yield [position, item]
    }
  }

  #firstAfter(position: string): number {
    const index = this.#firstAtOrAfter(position)
    return this.#positions[index] === position ? index + 1 : index
  }

  #firstAtOrAfter(position: string): number {
    return firstWhere(this.#positions, (other) => other >= position)
  }
}

function byCodeUnits(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
