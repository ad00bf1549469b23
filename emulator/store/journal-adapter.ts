import { join } from 'node:path'
import type { Adapter } from 'lowdb'

import { Items } from './items.ts'
import { appendText, Journal } from './journal.ts'
import { applyEntry, parseEntries, printEntries } from './journal-entry.ts'
import { readIfThere } from './read-if-there.ts'
import { readSnapshot, writeSnapshot } from './snapshot.ts'
import type { AppendText } from './journal.ts'
import type { JournalEntry } from './journal-entry.ts'

/** What lowdb holds: every item that is on disk, and the writes that are not there yet. */
export interface JournaledItems {
  readonly items: Items
  readonly unwritten: readonly JournalEntry[]
}

/** Bytes that a journal may have at least before it is folded; beyond that, as many as the snapshot has. */
const smallestFold = 1024 * 1024

/**
 * Keeps items in `items.json`, readable and, while no sandbox runs on it, editable by hand. A write appends to
 * `items.journal`, so its cost does not grow with the data; now and then the journal is folded into the snapshot.
 * A crash between the two steps of a fold leaves a journal that the snapshot contains already, which is harmless.
 */
export class JournalAdapter implements Adapter<JournaledItems> {
  readonly #snapshotFile: string
  readonly #journalFile: string
  readonly #append: AppendText
  #journal: Journal | undefined
  #foldAtBytes = smallestFold

  constructor(folder: string, append: AppendText = appendText) {
    this.#snapshotFile = join(folder, 'items.json')
    this.#journalFile = join(folder, 'items.journal')
    this.#append = append
  }

  /** The snapshot with the journal played onto it. */
  async read(): Promise<JournaledItems> {
    const items = new Items(this.#snapshotFile)
    items.replaceAll(await readSnapshot(this.#snapshotFile))
    const journal = (await readIfThere(this.#journalFile)) ?? ''
    for (const entry of parseEntries(journal, this.#journalFile)) applyEntry(items, entry)

    const whole = Buffer.byteLength(journal.slice(0, journal.lastIndexOf('\n') + 1))
    this.#journal = await Journal.open(this.#journalFile, whole, this.#append)
    await this.fold(items)
    return { items, unwritten: [] }
  }

  /** Resolves once the unwritten entries are in the journal; when it rejects, none of them is. */
  async write(data: JournaledItems): Promise<void> {
    await this.#openJournal().append(printEntries(data.unwritten))
  }

  async foldIfGrown(items: Items): Promise<void> {
    if (this.#openJournal().length >= this.#foldAtBytes) await this.fold(items)
  }

  /** Moves the journal into the snapshot, if that can be done now; nothing depends on it, for the journal holds all. */
  async fold(items: Items): Promise<void> {
    const journal = this.#openJournal()
    if (journal.length === 0) return
    try {
      const bytes = await writeSnapshot(this.#snapshotFile, items.records())
      await journal.clear()
      this.#foldAtBytes = Math.max(smallestFold, bytes)
    } catch {
      // E.g. a full disk, which the next write reports to whoever made it. Try again when as much has come again.
      this.#foldAtBytes = journal.length + Math.max(smallestFold, this.#foldAtBytes)
    }
  }

  async close(): Promise<void> {
    await this.#journal?.close()
  }

  #openJournal(): Journal {
    if (this.#journal === undefined) throw new Error('the journal is read before it is written')
    return this.#journal
  }
}
