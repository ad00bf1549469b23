import { isKeyValue } from './item-key.ts'
import type { Item } from '../model/item.ts'
import type { KeyAttribute, Query, Table } from './store.ts'

/** What items are sorted by; an attribute whose type is absent may be a text or a number. */
export interface KeySchema {
  readonly partition: LooseKey
  readonly sort?: LooseKey
}

type LooseKey = Pick<KeyAttribute, 'name'> & Partial<KeyAttribute>

/** The keys of what a query reads. The table's own need no types: nothing is stored without them. */
export function keySchemaOf({ identifier }: Table, index: Query['index']): KeySchema {
  if (index !== undefined) {
    const { partitionKey: partition, sortKey: sort } = index
    return sort === undefined ? { partition } : { partition, sort }
  }
  const [partition = 'id', ...sortKeys] = identifier
  if (sortKeys.length === 0) return { partition: { name: partition } }
  return { partition: { name: partition }, sort: { name: sortKeys.join('#') } }
}

/** The names of the key attributes, of which DynamoDB takes no filter. */
export function keyNames({ partition, sort }: KeySchema): readonly string[] {
  return sort === undefined ? [partition.name] : [partition.name, sort.name]
}

/** The item's value for a key attribute; undefined when it has none of that type, so that it is in no such order. */
export function keyValue(item: Item, { name, type }: LooseKey): string | number | undefined {
  const value = attributeOf(item, name)
  if (!isKeyValue(value)) return undefined
  if (type === undefined) return value
  return typeof value === (type === 'N' ? 'number' : 'string') ? value : undefined
}

/** A stored value; a joined attribute that was not stored, as in a seed written by hand, is made up of its parts. */
export function attributeOf(item: Item, name: string): unknown {
  if (Object.hasOwn(item, name) || !name.includes('#')) return item[name]
  const parts = name.split('#').map((part) => item[part])
  const isWhole = parts.every((part) => typeof part === 'string' || typeof part === 'number')
  return isWhole ? parts.join('#') : undefined
}
