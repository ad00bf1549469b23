import { suite, test } from 'node:test'
import type { TestContext } from 'node:test'

import { openDurableStore } from '../../emulator/store/durable-store.ts'
import { createMemoryStore } from '../../emulator/store/memory-store.ts'
import type { Store, StoreErrorCode } from '../../emulator/store/store.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** One sentence that holds for every store. */
export interface Promised {
  readonly title: string
  readonly check: (store: Store) => Promise<void>
}

const stores = {
  'memory store': async () => createMemoryStore(),
  'durable store': async (t: TestContext) => {
    const folder = temporaryFolder(t)
    const store = await openDurableStore(folder)
    t.after(() => store.close())
    return store
  },
}

/** Checks the promises with an empty store of each kind. */
export function checkEveryStore(promises: readonly Promised[]): void {
  for (const [name, open] of Object.entries(stores)) {
    suite(name, () => {
      for (const { title, check } of promises) {
        test(title, async (t) => {
          await check(await open(t))
        })
      }
    })
  }
}

/** What a promise that the store rejects rejects with. */
export function failure(code: StoreErrorCode, message: string): object {
  return { name: 'StoreError', code, message }
}
