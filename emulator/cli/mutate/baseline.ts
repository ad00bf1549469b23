import { join } from 'node:path'

import { EmulatorError } from '../../errors.ts'
import { readCaseFiles } from '../../recording/read-cases.ts'
import type { CountedCase } from '../../recording/read-cases.ts'
import { environmentWith } from '../../settings.ts'
import { runSuite } from './run-suite.ts'

/** What is known of a suite that passes. */
export interface Baseline {
  /** Of the slower run. */
  readonly ms: number
  /** Lines of the suite in which a check fails although the suite passes: there, a failure tells nothing. */
  readonly expectedFailures: ReadonlySet<string>
  /** What each run asked. */
  readonly recordings: readonly (readonly CountedCase[])[]
  /** Whether something looks at the rules as a whole, so that what was asked says too little. */
  readonly looksAtRules: boolean
}

/** What is run, and where what it tells is kept. */
export interface BaselineRun {
  readonly program: readonly string[]
  /** Of the definition; of others nothing is wanted. */
  readonly hash: string
  readonly folder: string
  readonly signal: AbortSignal
}

const runs = 2
const killedLine = /^killed (\S.*?:\d+|\?) /

/**
 * Runs the suite as it is, twice, to see whether it asks the same each time. Throws an `EmulatorError` where it fails, or where
 * it opens no sandbox of the definition; undefined where it was stopped.
 */
export async function runBaseline(run: BaselineRun): Promise<Baseline | undefined> {
  const ends = []
  const recordings: (readonly CountedCase[])[] = []
  for (let at = 0; at < runs; at += 1) {
    const report = join(run.folder, `baseline-${at}.txt`)
    const records = join(run.folder, `recording-${at}`)
    const environment = environmentWith({
      AMPLITE_MUTANT: undefined,
      AMPLITE_MUTANT_REPORT: report,
      AMPLITE_RECORD: records,
    })
    const end = await runSuite({ ...run, report, environment, settles: () => false })
    if (end.how === 'stopped') return undefined
    if (end.how !== 'passed') throw fails(run.program, end)
    if (!end.told.includes(`loaded ${run.hash}`)) throw opensNone(run.program, end.told)
    ends.push(end)
    recordings.push(
      readCaseFiles(records).flatMap(({ hash, cases }) => (hash === run.hash ? cases : [])),
    )
  }
  const told = ends.flatMap((end) => end.told)
  return {
    ms: Math.max(...ends.map(({ ms }) => ms)),
    expectedFailures: new Set(told.flatMap((line) => failedLine(line) ?? [])),
    recordings,
    looksAtRules: told.some((line) => line.startsWith('looked ')),
  }
}

/** In which line of the suite a check failed; undefined for other news. */
export function failedLine(told: string): string | undefined {
  return killedLine.exec(told)?.[1]
}

function fails(
  program: readonly string[],
  { code, printed }: { readonly code: string; readonly printed: string },
): EmulatorError {
  return new EmulatorError(
    'SUITE_FAILS',
    `"${program.join(' ')}" fails without any mutant (${code}), so it can tell nothing about them; it ended with:\n${printed.trimEnd()}`,
  )
}

function opensNone(program: readonly string[], told: readonly string[]): EmulatorError {
  const others = told.some((line) => line.startsWith('loaded ')) ? ', only of others' : ''
  return new EmulatorError(
    'SUITE_FAILS',
    `"${program.join(' ')}" opens no sandbox of this definition${others}; name the one that the suite tests, as in "amplite mutate amplify/data/resource.ts -- npm test"`,
  )
}
