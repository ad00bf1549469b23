import { appendFileSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'

import { EmulatorError, messageOf } from '../errors.ts'
import type { RecordedCase } from './asked-case-of.ts'
import type { CaseLine, HeadLine } from './case-lines.ts'

/** Where cases are written, and which variable asked for it. */
export interface RecordingFolder {
  readonly variable: string
  readonly folder: string
}

interface Known {
  /** Among the cases of the file, from 0. */
  readonly index: number
  /** How often it was asked since that was last written. */
  more: number
}

/**
 * One process's cases of one definition, a line each in the order in which they were first asked: what is asked again, by the
 * same line of the suite, is only counted. Everything is written synchronously, so that a process may end at any time.
 */
export class CaseFile {
  readonly #place: RecordingFolder
  readonly #file: number
  readonly #known = new Map<string, Known>()
  #lines: string[] = []

  /** Begins a file of its own; throws `EmulatorError` where that cannot be written. */
  constructor(place: RecordingFolder, head: HeadLine) {
    this.#place = place
    this.#file = this.#writing(() => {
      mkdirSync(place.folder, { recursive: true })
      return openNew(place.folder)
    })
    this.#lines.push(JSON.stringify(head))
    this.write()
  }

  /** Keeps a case until it is written. */
  add(one: RecordedCase, at: string | undefined): void {
    const line: CaseLine = at === undefined ? one : { at, ...one }
    const text = JSON.stringify(line)
    const known = this.#known.get(text)
    if (known !== undefined) {
      known.more += 1
      return
    }
    this.#known.set(text, { index: this.#known.size, more: 0 })
    this.#lines.push(text)
  }

  /** Writes what is new; with `counts`, also how often the known ones were asked again. */
  write({ counts = false }: { readonly counts?: boolean } = {}): void {
    if (counts) this.#count()
    if (this.#lines.length === 0) return
    const text = this.#lines.map((line) => `${line}\n`).join('')
    this.#lines = []
    this.#writing(() => appendFileSync(this.#file, text))
  }

  #count(): void {
    const again: [number, number][] = []
    for (const known of this.#known.values()) {
      if (known.more > 0) again.push([known.index, known.more])
      known.more = 0
    }
    if (again.length > 0) this.#lines.push(JSON.stringify({ again }))
  }

  #writing<T>(write: () => T): T {
    try {
      return write()
    } catch (cause) {
      const { variable, folder } = this.#place
      throw new EmulatorError(
        'USAGE',
        `${variable}="${folder}": what the suite asks cannot be written there (${messageOf(cause)}); name a folder that can be written`,
        { cause },
      )
    }
  }
}

/** Workers of one process have one number, so each looks for a name that is free. */
function openNew(folder: string): number {
  for (let n = 0; ; n += 1) {
    try {
      return openSync(join(folder, `${process.pid}-${n}.jsonl`), 'ax')
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
}
