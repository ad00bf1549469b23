import type { Output } from '../output.ts'
import { isSurvivor } from './mutation-report.ts'
import type { TriedMutant } from './run-mutants.ts'

/** What is seen while mutants run. */
export interface Progress {
  note(tried: TriedMutant): void
  end(): void
}

/** On a terminal a bar, else a line for each mutant; with `isJson` nothing, because stdout is the report's alone. */
export function createProgress(all: number, isJson: boolean, output: Output): Progress {
  const { status } = output
  let done = 0
  let survived = 0
  return {
    note: (tried) => {
      done += 1
      if (isSurvivor(tried)) survived += 1
      if (isJson) return
      if (status === undefined) output.line(lineOf(tried))
      else status(`${bar(done, all)} ${done} of ${all}, ${survived} survived`)
    },
    end: () => {
      if (!isJson) status?.('')
    },
  }
}

const width = 30

function bar(done: number, all: number): string {
  const filled = Math.round((width * done) / Math.max(all, 1))
  return `[${'='.repeat(filled)}${' '.repeat(width - filled)}]`
}

function lineOf({ live, fate, how, ms }: TriedMutant): string {
  const time = ms === 0 ? '' : ` in ${(ms / 1000).toFixed(1)} s`
  return `${fate.padEnd(13)} ${live.mutant.id}${time}${how === '' ? '' : `: ${how.slice(0, 160)}`}`
}
