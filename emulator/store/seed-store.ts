import { randomUUID } from 'node:crypto'

import { EmulatorError } from '../errors.ts'
import { parseRecords } from './parse-records.ts'
import { recordsFault } from './records-fault.ts'
import type { Item } from '../model/item.ts'
import type { Records, Store, Table } from './store.ts'

/** Parses a seed file, `{ "Todo": [ {…} ] }`; throws `SEED_INVALID` with the file, the line and the place. */
export function parseSeed(text: string, file: string): Records {
  return parseRecords(text, { file, code: 'SEED_INVALID', wayOut: 'repair the file' })
}

/** What to put into an empty store. */
export interface Seed {
  readonly tables: readonly Table[]
  readonly records: Records
  /** ISO text for `createdAt` and `updatedAt` of items that have none. */
  readonly now: string
  /** Makes the `id` of an item that has none; a random UUID by default. */
  readonly newId?: () => string
}

/**
 * Fills an empty store and says whether it did; a store that holds any item is left alone. Attributes are kept as given;
 * only a missing `id`, `createdAt`, `updatedAt` and `__typename` are added. Throws `SEED_INVALID` for an unknown model or
 * an item without its key.
 */
export async function seedStore(store: Store, seed: Seed): Promise<boolean> {
  const stored = await store.records()
  if (Object.keys(stored).length > 0) return false

  const records = completeRecords(seed)
  const fault = recordsFault(seed.tables, records)
  if (fault !== undefined) throw new EmulatorError('SEED_INVALID', `seed: ${fault}`)

  await store.replaceRecords(seed.tables, records)
  return true
}

function completeRecords(seed: Seed): Records {
  const models = Object.entries(seed.records).map(([model, items]) => {
    const table = seed.tables.find(({ name }) => name === model)
    return [model, items.map((item) => completeItem(item, { model, table, seed }))] as const
  })
  return Object.fromEntries(models)
}

interface Origin {
  readonly model: string
  readonly table: Table | undefined
  readonly seed: Seed
}

function completeItem(item: Item, { model, table, seed }: Origin): Item {
  const { now, newId = randomUUID } = seed
  const added = { createdAt: now, updatedAt: now, __typename: model }
  const missing = Object.entries(added).filter(([name]) => !Object.hasOwn(item, name))
  const needsId = table?.identifier.includes('id') === true && !Object.hasOwn(item, 'id')
  return { ...(needsId ? { id: newId() } : {}), ...item, ...Object.fromEntries(missing) }
}
