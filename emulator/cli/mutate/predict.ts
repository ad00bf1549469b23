import { printSchema } from 'graphql'

import { askedVersion } from '../../analysis/asked-case.ts'
import type { Version } from '../../analysis/sides.ts'
import { diffConfiguration } from '../../analysis/configuration-diff.ts'
import type { LiveMutant } from '../../analysis/mutants/judge.ts'
import { answersAlike } from '../../analysis/mutants/same-answers.ts'
import { buildSchema } from '../../graphql/build-schema.ts'
import type { CountedCase } from '../../recording/read-cases.ts'
import type { Baseline } from './baseline.ts'

/** Which part of a suite could tell a mutant: none, some of its files, or who knows which. */
export type Telling = readonly string[] | 'anything'

/** What is known of a suite's files before any mutant runs. */
export interface Predictor {
  /** Files that do not ask the same each time: what they ask next nobody knows. */
  readonly unstable: readonly string[]
  tellingOf(mutant: LiveMutant): Telling
}

/** Of what was asked from no file of tests: over HTTP, or by a helper that several files use. */
const noFile = ''

/**
 * Predicts from what a suite asked which of its files could tell a mutant; sound, because a file of which every question is
 * answered as before, for reasons of the same names, runs as before (`analysis.md` §6.3).
 */
export function createPredictor(base: Version, baseline: Baseline): Predictor {
  const runs = baseline.recordings.map(byFile)
  const files = [...new Set(runs.flatMap((run) => [...run.keys()]))]
  const unstable = files.filter(
    (file) => new Set(runs.map((run) => textOf(run.get(file)))).size > 1,
  )
  const cases = new Map(files.map((file) => [file, uniqueCases(runs, file)]))
  const asked = askedVersion(base)
  const schema = schemaText(base)
  return {
    unstable: unstable.map((file) => (file === noFile ? 'what is asked over HTTP' : file)),
    tellingOf: (mutant) => {
      const { version } = mutant
      if (baseline.looksAtRules || isBeyondCases(mutant, base)) return 'anything'
      if (schemaText(version) !== schema) return 'anything'
      const changed = askedVersion(version)
      const telling = files.filter(
        (file) =>
          unstable.includes(file) ||
          cases.get(file)?.some((one) => !answersAlike(asked, changed, one)) === true,
      )
      return telling.includes(noFile) ? 'anything' : telling
    },
  }
}

/** No case is about the age of tokens, about modes that are off, or about the fields of custom types. */
function isBeyondCases({ diff, version }: LiveMutant, base: Version): boolean {
  const configured = diffConfiguration(base.definition.modes, version.definition.modes)
  return diff === undefined || configured.length > 0
}

function byFile(cases: readonly CountedCase[]): ReadonlyMap<string, readonly CountedCase[]> {
  const files = new Map<string, CountedCase[]>()
  for (const one of cases) {
    const file = fileOf(one)
    const known = files.get(file) ?? []
    known.push(one)
    files.set(file, known)
  }
  return files
}

/** A runner can be given files of tests, but no others. */
function fileOf({ at = '' }: CountedCase): string {
  const file = at.replace(/:\d+$/, '')
  return /(?:[._-](?:test|spec)|[\\/]test(?:-[^\\/]*)?)\.[cm]?[jt]sx?$/.test(file) ? file : noFile
}

function uniqueCases(
  runs: readonly ReadonlyMap<string, readonly CountedCase[]>[],
  file: string,
): readonly CountedCase[] {
  const all = runs.flatMap((run) => run.get(file) ?? [])
  return [...new Map(all.map((one) => [caseText(one), one])).values()]
}

function textOf(cases: readonly CountedCase[] = []): string {
  return [...new Set(cases.map(caseText))].toSorted().join('\n')
}

function caseText({ subject, study, asked }: CountedCase): string {
  return JSON.stringify([subject, study, asked])
}

/** A request may name what only one version has, whatever the rules say to it. */
function schemaText({ definition, policy }: Version): string {
  return printSchema(buildSchema(definition, policy, () => Promise.resolve(null)))
}
