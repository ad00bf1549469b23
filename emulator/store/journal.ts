import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

/** Adds text to the end of an open file; resolves once the operating system has all of it. */
export type AppendText = (file: FileHandle, text: string) => Promise<void>

/** What the journal appends with, unless a test gives something that fails. */
export const appendText: AppendText = (file, text) => file.appendFile(text)

/**
 * A file that only grows, until it is emptied. Text handed to the operating system outlives the process (`kill -9`); it is
 * not synced to the disk write by write, so a power cut may take the latest writes, never tear the earlier ones.
 */
export class Journal {
  readonly #file: FileHandle
  readonly #append: AppendText
  #length: number
  #torn = false

  private constructor(file: FileHandle, length: number, append: AppendText) {
    this.#file = file
    this.#length = length
    this.#append = append
  }

  /** Opens or creates the file and cuts it to `length` bytes, dropping a torn tail. */
  static async open(path: string, length: number, append: AppendText): Promise<Journal> {
    const file = await open(path, 'a')
    await file.truncate(length)
    return new Journal(file, length, append)
  }

  /** Bytes. */
  get length(): number {
    return this.#length
  }

  /** Adds the text, all or nothing: when the write fails half-way, what got into the file is cut off again. */
  async append(text: string): Promise<void> {
    if (this.#torn) await this.#cut(this.#length)
    try {
      await this.#append(this.#file, text)
    } catch (cause) {
      this.#torn = true
      await this.#cut(this.#length)
      throw cause
    }
    this.#length += Buffer.byteLength(text)
  }

  async clear(): Promise<void> {
    await this.#cut(0)
    this.#length = 0
  }

  async close(): Promise<void> {
    await this.#file.close()
  }

  async #cut(length: number): Promise<void> {
    await this.#file.truncate(length)
    this.#torn = false
  }
}
