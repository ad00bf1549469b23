import { EmulatorError } from '../errors.ts'
import { Collection } from './collection.ts'
import { itemsFault } from './records-fault.ts'
import type { Item, Key } from '../model/item.ts'
import type { Records, Table } from './store.ts'

/** What a write may ask of the items and do to them. */
export interface WritableItems {
  get(table: Table, key: Key): Item | undefined
  put(table: Table, item: Item): void
  delete(table: Table, key: Key): void
  /** Replaces every item of every model. */
  replaceAll(records: Records): void
}

/**
 * Every item in memory. Items come as frozen values and are kept as they are. Records know no identifiers, so a model is
 * indexed when somebody first asks for it, and again when the identifier in the definition has changed since.
 */
export class Items implements WritableItems {
  readonly #place: string
  #models = new Map<string, Collection | readonly Item[]>()

  /** `place` is where the user can mend these items, e.g. the path of the file they came from. */
  constructor(place: string) {
    this.#place = place
  }

  get(table: Table, key: Key): Item | undefined {
    return this.collectionOf(table).get(key)
  }

  put(table: Table, item: Item): void {
    this.collectionOf(table).put(item)
  }

  delete(table: Table, key: Key): void {
    this.collectionOf(table).delete(key)
  }

  replaceAll(records: Records): void {
    this.#models = new Map(Object.entries(records))
  }

  /** The items of a model, by the key that `table` names; throws `STORE_INVALID` when they do not have such a key. */
  collectionOf(table: Table): Collection {
    const known = this.#models.get(table.name) ?? []
    if (known instanceof Collection && sameNames(known.identifier, table.identifier)) return known

    const items = itemsOf(known)
    const fault = itemsFault(table, items)
    if (fault !== undefined) throw new EmulatorError('STORE_INVALID', `${this.#place}: ${fault}`)

    const collection = new Collection(table.identifier, items)
    this.#models.set(table.name, collection)
    return collection
  }

  /** The same items, apart. */
  copy(place: string): Items {
    const copy = new Items(place)
    for (const [name, known] of this.#models) {
      copy.#models.set(name, known instanceof Collection ? known.copy() : known)
    }
    return copy
  }

  /** Every item of every model that has any, in the order of insertion. */
  records(): Records {
    const models = [...this.#models].map(([name, known]) => [name, itemsOf(known)] as const)
    return Object.fromEntries(models.filter(([, items]) => items.length > 0))
  }
}

function itemsOf(known: Collection | readonly Item[]): readonly Item[] {
  return known instanceof Collection ? known.items() : known
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, at) => name === right[at])
}
