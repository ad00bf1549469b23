import type { Decision } from '../authorization/decision.ts'
import type { Item } from '../model/item.ts'
import type { Page, PageRequest, Query, Table } from '../store/store.ts'
import type { Asked } from './obey.ts'
import { recordOne } from './obey.ts'
import { pageRequest } from './page-request.ts'
import type { ListArguments } from './resolvers/resolver.ts'

/** What is read, and by which decision. */
export interface RowsRead {
  readonly decision: Decision
  readonly table: Table
  readonly given: ListArguments
  /** Undefined: the whole table. */
  readonly query: Query | undefined
  /** As the client asked, without what the rules impose. */
  readonly asked: Query | undefined
}

/** A page of the rows that the rules and the client's filter admit. Whoever records is told of each that was looked at. */
export async function readRows(read: RowsRead, asked: Asked): Promise<Page> {
  const { decision, given, query } = read
  const page = await readPage(read, asked, { query, page: pageRequest(given, decision.filter) })
  if (asked.context.record !== undefined) await recordRows(read, asked, page)
  return page
}

function readPage(
  { table }: RowsRead,
  { context: { store } }: Asked,
  { query, page }: { readonly query: Query | undefined; readonly page: PageRequest },
): Promise<Page> {
  return query === undefined ? store.scan(table, page) : store.query(table, query, page)
}

/** What the client's own filter leaves out says nothing of the rules. */
async function recordRows(read: RowsRead, asked: Asked, { items: shown }: Page): Promise<void> {
  const { decision, table, given, asked: query } = read
  const { items } = await readPage(read, asked, { query, page: pageRequest(given, undefined) })
  if (items.length === 0) recordOne(decision, asked, {})
  const keyOf = (item: Item): string =>
    JSON.stringify(table.identifier.map((name) => item[name] ?? null))
  const keys = new Set(shown.map(keyOf))
  for (const item of items)
    recordOne(decision, asked, { about: item, isShown: keys.has(keyOf(item)) })
}
