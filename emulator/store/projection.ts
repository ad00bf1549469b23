import { keyNames, keySchemaOf } from './key-schema.ts'
import type { Item } from '../model/item.ts'
import type { Query, Table } from './store.ts'

/**
 * Makes of an item what a query answers: an index that does not hold every attribute has those of both keys and what it
 * lists. Of a joined key it has the joined attribute, not the parts (`data-api §4`).
 */
export function projection(table: Table, index: Query['index']): (item: Item) => Item {
  if (index?.projection === undefined) return (item) => item

  const held = new Set([
    ...keyNames(keySchemaOf(table, undefined)),
    ...keyNames(keySchemaOf(table, index)),
    ...index.projection,
  ])
  return (item) =>
    Object.freeze(Object.fromEntries(Object.entries(item).filter(([name]) => held.has(name))))
}
