import type { Item, Key } from '../model/item.ts'
import type { Table } from '../store/store.ts'
import type { RequestContext } from './context.ts'

/**
 * The item that a question is about, for whoever records: the decision may do without it. What has no items here (SQL models)
 * has none to record.
 */
export function lookUp(
  { store }: RequestContext,
  table: Table,
  key: Key,
): Promise<Item | undefined> {
  return store.get(table, key).catch(() => undefined)
}
