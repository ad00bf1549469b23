import { messageOf } from '../errors.ts'
import { tellMutate } from '../mutant-report.ts'
import { askFrom } from '../recording/asked-from.ts'
import { framesOutside, lineOf } from './asking-line.ts'

/** Checks that were made in one sandbox. */
export interface Assertions {
  /** Begins a check; `caller` is the function that the suite called, whose own frames nobody wants to see. */
  begin(check: () => Promise<void>, caller: Caller): Assertion
  /** Waits for checks that nobody awaited; rejects with the line of each, and what it came to. */
  close(): Promise<void>
}

type Caller = Parameters<typeof framesOutside>[0]

/** A promise that knows whether anybody waits for it. */
export class Assertion extends Promise<void> {
  /** What is made of it is a plain promise: only the check itself has to be awaited. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise
  }

  #isAwaited = false

  get isAwaited(): boolean {
    return this.#isAwaited
  }

  // oxlint-disable-next-line unicorn/no-thenable -- it is a promise, which notes that somebody waits for it
  override then<A = void, B = never>(
    fulfilled?: ((value: void) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#isAwaited = true
    return super.then(fulfilled, rejected)
  }

  /** How it ended, without counting as somebody who waits. */
  outcome(): Promise<string> {
    return super.then(
      () => 'it held',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
  }
}

interface Begun {
  readonly assertion: Assertion
  /** The first line of the suite that led to it. */
  readonly place: string
}

/** With `located`, what a check asks is known by its line. */
export function createAssertions({ located }: { readonly located: boolean }): Assertions {
  let begun: Begun[] = []
  return {
    begin: (check, caller) => {
      const frames = framesOutside(caller)
      const assertion = new Assertion((resolve, reject) => {
        const checked = askFrom(located ? lineOf(frames[0]) : undefined, check)
        checked.then(resolve, (error: unknown) => {
          tellMutate('killed', `${lineOf(frames[0]) ?? '?'} ${messageOf(error)}`)
          reject(cutStack(error, frames))
        })
      })
      // A failure that nobody awaits is told by close(), not by a crash of the process.
      void assertion.outcome()
      begun = begun.filter((other) => !other.assertion.isAwaited)
      begun.push({ assertion, place: frames[0]?.trim() ?? 'at an unknown place' })
      return assertion
    },
    close: async () => {
      const forgotten = begun.filter(({ assertion }) => !assertion.isAwaited)
      begun = []
      if (forgotten.length === 0) return
      const lines = await Promise.all(
        forgotten.map(async ({ assertion, place }) => `  ${place}: ${await assertion.outcome()}`),
      )
      throw new Error(
        `nobody awaited these checks; write "await" before each:\n${lines.join('\n')}`,
      )
    },
  }
}

function cutStack(error: unknown, frames: readonly string[]): unknown {
  if (!(error instanceof Error)) return error
  error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n')
  return error
}
