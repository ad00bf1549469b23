import { scanPosition } from './item-key.ts'
import type { Item, Key } from '../model/item.ts'

/** The items of one model, by key and in scan order; finding, and starting a scan anywhere, costs O(log n). */
export class Collection {
  readonly identifier: readonly string[]
  readonly #items = new Map<string, Item>()
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
    return copy
  }

  get(key: Key): Item | undefined {
    return this.#items.get(scanPosition(this.identifier, key))
  }

  put(item: Item): void {
    const position = scanPosition(this.identifier, item)
    if (!this.#items.has(position)) {
      this.#positions.splice(this.#firstAtOrAfter(position), 0, position)
    }
    this.#items.set(position, item)
  }

  delete(key: Key): void {
    const position = scanPosition(this.identifier, key)
    if (!this.#items.delete(position)) return
    this.#positions.splice(this.#firstAtOrAfter(position), 1)
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

  /** Every item, in the order of insertion. */
  items(): readonly Item[] {
    return [...this.#items.values()]
  }

  #firstAfter(position: string): number {
    const index = this.#firstAtOrAfter(position)
    return this.#positions[index] === position ? index + 1 : index
  }

  #firstAtOrAfter(position: string): number {
    let low = 0
    let high = this.#positions.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#positions[middle] ?? '') < position) low = middle + 1
      else high = middle
    }
    return low
  }
}

function byCodeUnits(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
