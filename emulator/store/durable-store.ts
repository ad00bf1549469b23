import { mkdir } from 'node:fs/promises'
import { Low } from 'lowdb'

import { EmulatorError, messageOf } from '../errors.ts'
import { CommitQueue } from './commit-queue.ts'
import { lockFolder } from './folder-lock.ts'
import { ItemStore } from './item-store.ts'
import { Items } from './items.ts'
import { appendText } from './journal.ts'
import { JournalAdapter } from './journal-adapter.ts'
import { applyEntry } from './journal-entry.ts'
import type { Durability } from './commit-queue.ts'
import type { FolderLock } from './folder-lock.ts'
import type { AppendText } from './journal.ts'
import type { JournaledItems } from './journal-adapter.ts'
import type { Store } from './store.ts'

/**
 * The store that lowdb keeps in `<dir>/items.json`, created when missing. A write that was acknowledged survives the end
 * of the process, `kill -9` included; a power cut may take the latest ones. Throws `STORE_INVALID`, `STORE_LOCKED` or
 * `STORE_UNWRITABLE`.
 */
export async function openDurableStore(
  dir: string,
  append: AppendText = appendText,
): Promise<Store> {
  const lock = await reportUnwritable(dir, () => takeFolder(dir))
  const adapter = new JournalAdapter(dir, append)
  const low = new Low<JournaledItems>(adapter, { items: new Items(dir), unwritten: [] })
  try {
    await reportUnwritable(dir, () => low.read())
  } catch (error) {
    await adapter.close()
    await lock.release()
    throw error
  }
  return new ItemStore(
    low.data.items,
    new CommitQueue(low.data.items, durability(low, adapter, lock)),
  )
}

async function takeFolder(dir: string): Promise<FolderLock> {
  await mkdir(dir, { recursive: true })
  return lockFolder(dir)
}

function durability(
  low: Low<JournaledItems>,
  adapter: JournalAdapter,
  lock: FolderLock,
): Durability {
  const { items } = low.data
  return {
    async persist(entries) {
      low.data = { items, unwritten: entries }
      await low.write()
      for (const entry of entries) applyEntry(items, entry)
    },
    tidy: () => adapter.foldIfGrown(items),
    async close() {
      await adapter.fold(items)
      await adapter.close()
      await lock.release()
    },
  }
}

async function reportUnwritable<T>(dir: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (cause) {
    if (cause instanceof EmulatorError) throw cause
    const wayOut = 'choose another folder with --data, or keep nothing with --memory'
    const message = `${dir}: items cannot be kept here (${messageOf(cause)}); ${wayOut}`
    throw new EmulatorError('STORE_UNWRITABLE', message, { cause })
  }
}
