import { randomUUID } from 'node:crypto'

import { isoTime } from '../clock.ts'
import type { Item } from '../model/item.ts'
import type { World } from '../world.ts'
import { findModel } from './dry-run.ts'
import { stored } from './stored.ts'

/** Stores items past the rules, with what the API would have added: an id, timestamps. */
export async function putItems(
  world: World,
  name: string,
  items: readonly Item[],
): Promise<readonly Item[]> {
  findModel(world.definition().models, name)
  const table = world.tables().find((candidate) => candidate.name === name)
  if (table === undefined) throw new Error(`the store has no table of "${name}"`)
  const now = isoTime(world.clock)
  const made: Item[] = []
  for (const item of items) {
    const complete = { id: randomUUID(), createdAt: now, updatedAt: now, __typename: name, ...item }
    made.push(stored(name, await world.store.create(table, complete)))
  }
  return made
}

/** What is stored of a model, or only what has this partition key. */
export async function itemsAt(
  world: World,
  name: string,
  id: string | undefined,
): Promise<readonly Item[]> {
  const { identifier } = findModel(world.definition().models, name)
  const [partitionKey = 'id'] = identifier
  const items = (await world.store.records())[name] ?? []
  return items
    .filter((item) => id === undefined || String(item[partitionKey]) === id)
    .map((item) => stored(name, item))
}
