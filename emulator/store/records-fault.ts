import { didYouMean } from '../model/did-you-mean.ts'
import { isObject } from '../model/is-object.ts'
import { indexKeyFault } from './index-keys.ts'
import { isKeyPart, keyText } from './item-key.ts'
import { itemLimitBytes, itemSize } from './item-size.ts'
import type { Item } from '../model/item.ts'
import type { Records, Table } from './store.ts'

/** The first reason, with its place, why these items cannot be stored; undefined when they can. */
export function recordsFault(tables: readonly Table[], records: Records): string | undefined {
  for (const [model, items] of Object.entries(records)) {
    const table = tables.find(({ name }) => name === model)
    const fault =
      table === undefined
        ? unknownModel(model, tables)
        : (itemsFault(table, items) ?? unstorable(table, items))
    if (fault !== undefined) return fault
  }
  return undefined
}

/** What DynamoDB would refuse to write; of items that are stored already nobody asks. */
function unstorable(table: Table, items: readonly Item[]): string | undefined {
  for (const [index, item] of items.entries()) {
    const fault = indexKeyFault(table, item) ?? sizeFault(item)
    if (fault !== undefined) return `${placeOf(table, index, item)}: ${fault}`
  }
  return undefined
}

function sizeFault(item: Item): string | undefined {
  const size = itemSize(item)
  return size > itemLimitBytes
    ? `has ${size} bytes, and DynamoDB stores ${itemLimitBytes} at most; shorten it`
    : undefined
}

function placeOf(table: Table, index: number, item: Item): string {
  return `model "${table.name}", item ${index + 1} (key ${keyText(table.identifier, item)})`
}

/** The first reason, with its place, why these are not the items of one model: a bad key, or one key twice. */
export function itemsFault(table: Table, items: readonly Item[]): string | undefined {
  const seen = new Map<string, number>()
  for (const [index, item] of items.entries()) {
    const place = `model "${table.name}", item ${index + 1}`
    const fault = itemFault(table, item)
    if (fault !== undefined) return `${place}: ${fault}`

    const key = keyText(table.identifier, item)
    const first = seen.get(key)
    if (first !== undefined)
      return `${place}: has the key ${key} of item ${first}; change or delete one`
    seen.set(key, index + 1)
  }
  return undefined
}

function itemFault(table: Table, item: unknown): string | undefined {
  if (!isObject(item)) return 'is no object of attributes; write { … }'

  const missing = table.identifier.find((name) => !isKeyPart(table.identifier, name, item))
  if (missing === undefined) return undefined
  return `key attribute "${missing}" is not a text or a number; give it one, or delete the item`
}

function unknownModel(model: string, tables: readonly Table[]): string {
  const names = tables.map(({ name }) => name)
  const models = names.map((name) => `"${name}"`).join(', ')
  const wayOut = didYouMean(model, names) || `; the models are ${models || 'none'}`
  return `model "${model}": is not in the definition${wayOut}`
}
