import { messageOf } from '../errors.ts'
import { StagedItems } from './staged-items.ts'
import { StoreError } from './store.ts'
import type { Commits, Write } from './item-store.ts'
import type { Items, WritableItems } from './items.ts'
import type { JournalEntry } from './journal-entry.ts'

/** What makes a batch of writes last. */
export interface Durability {
  /** Resolves once all entries are durable and in the items; when it rejects, none is in either. */
  persist(entries: readonly JournalEntry[]): Promise<void>
  /** Called between batches, when nobody waits for an answer that could be given; must not reject. */
  tidy(): Promise<void>
  /** Called once, after the last batch. */
  close(): Promise<void>
}

interface Waiting {
  /** Runs the write and returns what tells its caller how it went. */
  readonly run: (items: WritableItems) => () => void
  readonly reject: (error: StoreError) => void
}

/**
 * Writes one after another, and those that came while the disk was busy as one batch. Until a batch is durable nobody
 * reads what it changes; when it cannot be made durable it never happened, and the next one starts from where it did.
 */
export class CommitQueue implements Commits {
  readonly #items: Items
  readonly #durability: Durability
  #waiting: Waiting[] = []
  #working: Promise<void> | undefined
  #closing: Promise<void> | undefined

  constructor(items: Items, durability: Durability) {
    this.#items = items
    this.#durability = durability
  }

  commit<T>(write: Write<T>): Promise<T> {
    if (this.#closing !== undefined) {
      return Promise.reject(new StoreError('Unwritable', 'the store is closed; start it again'))
    }
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({
        run: (items) => attempt(() => write(items), { resolve, reject }),
        reject,
      })
      this.#working ??= this.#work()
    })
  }

  close(): Promise<void> {
    this.#closing ??= this.#finish()
    return this.#closing
  }

  async #finish(): Promise<void> {
    await this.#working
    await this.#durability.close()
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      await this.#commitBatch(batch)
      await this.#durability.tidy()
    }
    this.#working = undefined
  }

  async #commitBatch(batch: readonly Waiting[]): Promise<void> {
    const staged = new StagedItems(this.#items)
    const answers = batch.map(({ run }) => run(staged))
    try {
      if (staged.entries.length > 0) await this.#durability.persist(staged.entries)
    } catch (cause) {
      const error = unwritable(cause)
      for (const { reject } of batch) reject(error)
      return
    }
    for (const answer of answers) answer()
  }
}

interface Caller<T> {
  readonly resolve: (value: T) => void
  readonly reject: (error: unknown) => void
}

function attempt<T>(write: () => T, caller: Caller<T>): () => void {
  try {
    const value = write()
    return () => caller.resolve(value)
  } catch (error) {
    return () => caller.reject(error)
  }
}

function unwritable(cause: unknown): StoreError {
  const message = `the store cannot write to its folder (${messageOf(cause)}); nothing was changed, make room or mend it and send the request again`
  return new StoreError('Unwritable', message, { cause })
}
