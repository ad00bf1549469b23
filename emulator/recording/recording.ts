import { setImmediate } from 'node:timers'

import type { AskedQuestion } from '../graphql/context.ts'
import type { Identity } from '../identity/identity.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { askedFrom } from './asked-from.ts'
import { caseMaker } from './asked-case-of.ts'
import { CaseFile } from './case-file.ts'
import type { RecordingFolder } from './case-file.ts'
import { definitionHash } from './definition-hash.ts'

/** Told of every question and who asked it. */
export type RecordQuestion = (asked: AskedQuestion, identity: Identity) => void

/** Takes down what is asked of the rules, for `amplite coverage` and `amplite mutate`. */
export interface Recording {
  recorderOf(loaded: Pick<LoadedPolicy, 'definition' | 'policy'>): RecordQuestion
  /** Everything that was asked so far is written; throws an `EmulatorError` when it could not be. */
  flush(): void
}

// Kept for the life of the process, as its files are: a suite opens a sandbox for each file or test.
const files = new Map<string, CaseFile>()
const state: { isListening: boolean; failure?: Error } = { isListening: false }

/** What takes down cases in these folders; undefined where there is none. */
export function recordingIn(folders: readonly RecordingFolder[]): Recording | undefined {
  if (folders.length === 0) return undefined
  return {
    recorderOf: (loaded) => {
      const own = new Set(folders.map((folder) => fileOf(folder, loaded)))
      const make = caseMaker(loaded)
      return (question, identity) => {
        const one = make(question, identity)
        if (one === undefined) return
        for (const file of own) file.add(one, askedFrom())
        writeSoon()
      }
    },
    flush,
  }
}

function fileOf(
  place: RecordingFolder,
  { definition }: Pick<LoadedPolicy, 'definition'>,
): CaseFile {
  const hash = definitionHash(definition)
  const name = JSON.stringify([place.folder, hash])
  const known = files.get(name)
  if (known !== undefined) return known
  const file = new CaseFile(place, { amplite: 'cases', version: 1, file: definition.file, hash })
  files.set(name, file)
  if (!state.isListening) process.on('exit', flush)
  state.isListening = true
  return file
}

let isWaiting = false

/** Runners end their workers without a word, so nothing waits for the end. */
function writeSoon(): void {
  if (isWaiting) return
  isWaiting = true
  setImmediate(() => {
    isWaiting = false
    try {
      for (const file of files.values()) file.write()
    } catch (error) {
      // Told when the sandbox closes, or the process: a request must not fail for it.
      if (error instanceof Error) state.failure ??= error
    }
  })
}

function flush(): void {
  const { failure } = state
  delete state.failure
  if (failure !== undefined) throw failure
  for (const file of files.values()) file.write({ counts: true })
}
