import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'

import type { LiveMutant } from '../../analysis/mutants/judge.ts'
import { environmentWith } from '../../settings.ts'
import { failedLine } from './baseline.ts'
import type { Baseline } from './baseline.ts'
import type { Telling } from './predict.ts'
import { runSuite } from './run-suite.ts'
import type { SuiteEnd } from './run-suite.ts'

/** What became of a mutant. */
export type Fate =
  | 'killed'
  | 'timeout'
  /** It ran, and nobody noticed. */
  | 'survived'
  /** Nothing that the suite asks is answered otherwise, so it did not run. */
  | 'not exercised'
  /** What ran never loaded the definition, so nothing is known. */
  | 'not loaded'

/** A mutant and what became of it. */
export interface TriedMutant {
  readonly live: LiveMutant
  readonly fate: Fate
  /** How it was noticed, in one line; empty: it was not. */
  readonly how: string
  readonly ms: number
}

/** What mutants are run with. */
export interface MutantRuns {
  readonly program: readonly string[]
  /** What stands for the files in the program. */
  readonly filesAs: string | undefined
  readonly baseline: Baseline
  readonly hash: string
  readonly folder: string
  readonly jobs: number
  readonly tellingOf: (live: LiveMutant) => Telling
  readonly signal: AbortSignal
  readonly onTried: (tried: TriedMutant) => void
}

/** Tries every mutant, several at a time; gives them in their order, and fewer where it was stopped. */
export async function runMutants(
  mutants: readonly LiveMutant[],
  runs: MutantRuns,
): Promise<readonly TriedMutant[]> {
  const tried: (TriedMutant | undefined)[] = mutants.map(() => undefined)
  const waiting = [...mutants.entries()]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (runs.signal.aborted) return
      const [at, live] = next
      const one = await tryMutant(live, runs)
      if (one === undefined) return
      tried[at] = one
      runs.onTried(one)
    }
  }
  await Promise.all(Array.from({ length: runs.jobs }, work))
  return tried.flatMap((one) => one ?? [])
}

async function tryMutant(live: LiveMutant, runs: MutantRuns): Promise<TriedMutant | undefined> {
  const telling = runs.tellingOf(live)
  if (telling.length === 0) return { live, fate: 'not exercised', how: '', ms: 0 }
  const { hash, baseline, folder, signal } = runs
  const report = join(await mkdtemp(join(folder, 'mutant-')), 'told.txt')
  const end = await runSuite({
    program: programFor(telling, runs),
    report,
    signal,
    timeoutMs: 3 * baseline.ms + 5000,
    settles: (line) => isNews(line, baseline),
    environment: environmentWith({
      AMPLITE_MUTANT: live.mutant.id,
      AMPLITE_MUTANT_DEFINITION: hash,
      AMPLITE_MUTANT_REPORT: report,
    }),
  })
  if (end.how === 'stopped') return undefined
  return { live, ...fateOf(end, runs), ms: end.ms }
}

/** A check that fails in every run says nothing. */
function isNews(line: string, { expectedFailures }: Baseline): boolean {
  const place = failedLine(line)
  return place !== undefined && !expectedFailures.has(place)
}

function fateOf(end: SuiteEnd, { hash, baseline }: MutantRuns): Pick<TriedMutant, 'fate' | 'how'> {
  const { how, told, code } = end
  if (!told.includes(`loaded ${hash}`)) return { fate: 'not loaded', how: code }
  switch (how) {
    case 'settled':
      return { fate: 'killed', how: told.find((line) => isNews(line, baseline))?.slice(7) ?? '' }
    case 'failed':
      return { fate: 'killed', how: code }
    case 'timeout':
      return { fate: 'timeout', how: `no end after ${Math.round(end.ms / 1000)} s` }
    case 'passed':
    case 'stopped':
      return { fate: 'survived', how: '' }
  }
}

/** The whole command, without the placeholder, where any file might tell. */
export function programFor(
  telling: Telling,
  { program, filesAs }: Pick<MutantRuns, 'program' | 'filesAs'>,
): readonly string[] {
  const files = telling === 'anything' ? [] : telling
  return program.flatMap((word) => (word === filesAs ? files : [word]))
}
