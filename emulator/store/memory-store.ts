import { storeInMemory } from './item-store.ts'
import { Items } from './items.ts'
import type { Store } from './store.ts'

/** An empty store that keeps its items for as long as the process lives. */
export function createMemoryStore(): Store {
  return storeInMemory(new Items('the store in memory'))
}
