import { keyOf } from '../model/item.ts'
import { keyText } from './item-key.ts'
import { Items } from './items.ts'
import type { Item, Key } from '../model/item.ts'
import type { WritableItems } from './items.ts'
import type { JournalEntry } from './journal-entry.ts'
import type { Records, Table } from './store.ts'

/** Items with writes laid over them that nobody else sees yet; `entries` says which. */
export class StagedItems implements WritableItems {
  #below: Items
  readonly #laidOver = new Map<string, Item | undefined>()
  readonly #entries: JournalEntry[] = []

  constructor(below: Items) {
    this.#below = below
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries
  }

  get(table: Table, key: Key): Item | undefined {
    const place = placeOf(table, key)
    return this.#laidOver.has(place) ? this.#laidOver.get(place) : this.#below.get(table, key)
  }

  put(table: Table, item: Item): void {
    const key = keyOf(table.identifier, item)
    this.#laidOver.set(placeOf(table, key), item)
    this.#entries.push({ op: 'put', model: table.name, key, item })
  }

  delete(table: Table, key: Key): void {
    this.#laidOver.set(placeOf(table, key), undefined)
    this.#entries.push({ op: 'delete', model: table.name, key: keyOf(table.identifier, key) })
  }

  replaceAll(records: Records): void {
    this.#below = new Items('the new items')
    this.#below.replaceAll(records)
    this.#laidOver.clear()
    this.#entries.push({ op: 'replace', records })
  }
}

function placeOf(table: Table, key: Key): string {
  return `${table.name} ${keyText(table.identifier, key)}`
}
