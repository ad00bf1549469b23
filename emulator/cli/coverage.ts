import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { askedVersion } from '../analysis/asked-case.ts'
import { countCoverage } from '../analysis/rule-coverage/count-coverage.ts'
import { uncountedRules } from '../analysis/rule-coverage/unit.ts'
import { ruleId } from '../analysis/written-rules.ts'
import type { KnownCaller } from '../analysis/witness.ts'
import { placeText } from '../definition/place-text.ts'
import { EmulatorError, messageOf } from '../errors.ts'
import { derivePersonas } from '../issuer/derive-personas.ts'
import { loadPolicy } from '../load-policy.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { tokenModeOf } from '../model/modes.ts'
import { readPersonas } from '../read-inputs.ts'
import { forgetCaseFiles, readCaseFiles } from '../recording/read-cases.ts'
import type { CountedCase } from '../recording/read-cases.ts'
import { environmentWith } from '../settings.ts'
import type { Settings } from '../settings.ts'
import { casesOf } from './cases-of.ts'
import { coverageHtml } from './coverage-html.ts'
import { lcovText } from './coverage-lcov.ts'
import type { CoverageOptions } from './coverage-options.ts'
import { reportOf, ruleShare, unitShare } from './coverage-report.ts'
import type { CoverageReport } from './coverage-report.ts'
import { coverageLines, isBelow } from './coverage-text.ts'
import { exitCodes } from './exit-code.ts'
import type { Output } from './output.ts'
import { runProgram } from './run-program.ts'
import { watchSignals } from './watch-signals.ts'

/** What is reported, and what runs before. */
export interface CoverageRun {
  readonly options: CoverageOptions
  /** The suite and its arguments, which stand behind `--`; none: a suite has run already. */
  readonly program: readonly string[]
}

/**
 * `amplite coverage -- npm test`: which rules decided what the suite asked. The exit code of a suite that fails passes through;
 * a threshold that is not met is 4.
 */
export async function coverage(
  settings: Settings,
  { options, program }: CoverageRun,
  output: Output,
): Promise<number> {
  if (program.length === 0) return report(settings, { options, folder: folderOf(options) }, output)
  // Found to be broken now, not after the suite has run.
  await loadPolicy(settings.definition, settings)
  const own =
    options.dir === undefined ? await mkdtemp(join(tmpdir(), 'amplite-coverage-')) : undefined
  const folder = own ?? folderOf(options)
  try {
    forgetCaseFiles(folder)
    const code = await runSuite(program, folder, output)
    const found = await report(settings, { options, folder }, output)
    if (code === 0) return found
    output.error(`amplite: the suite failed with exit code ${code}, so that is the exit code here`)
    return code
  } finally {
    if (own !== undefined) await rm(own, { recursive: true, force: true })
  }
}

function folderOf({ dir = '.amplite/coverage' }: CoverageOptions): string {
  return resolve(dir)
}

async function runSuite(
  program: readonly string[],
  folder: string,
  output: Output,
): Promise<number> {
  const signals = watchSignals()
  try {
    const environment = environmentWith({ AMPLITE_COVERAGE: folder })
    return await runProgram(program, { environment, signals, output })
  } finally {
    signals.close()
  }
}

interface Reporting {
  readonly options: CoverageOptions
  readonly folder: string
}

async function report(
  settings: Settings,
  { options, folder }: Reporting,
  output: Output,
): Promise<number> {
  const loaded = await loadPolicy(settings.definition, settings)
  const { cases, others } = casesOf(readCaseFiles(folder), loaded.definition)
  if (others.length > 0)
    output.error(
      `amplite: note: requests to other definitions are not counted: ${others.join(', ')}`,
    )
  const found = await coverageReport(loaded, cases, settings)
  await write('--html', options.html, () => coverageHtml(found, sourcesOf(loaded, found)))
  await write('--lcov', options.lcov, () => lcovText(found.units))
  const { threshold: units, thresholdRules: rules } = options
  const thresholds = {
    ...(units === undefined ? {} : { units }),
    ...(rules === undefined ? {} : { rules }),
  }
  if (settings.json) output.line(JSON.stringify(jsonOf(found)))
  else for (const line of coverageLines(found, thresholds)) output.line(line)
  if (!agrees(loaded, cases, output)) return exitCodes.unexpected
  const isMissed =
    isBelow(unitShare(found).percent, units) || isBelow(ruleShare(found).percent, rules)
  return isMissed ? exitCodes.findings : exitCodes.fine
}

async function coverageReport(
  loaded: LoadedPolicy,
  cases: readonly CountedCase[],
  settings: Settings,
): Promise<CoverageReport> {
  const { definition } = loaded
  const personas = (await readPersonas(settings)) ?? derivePersonas(definition)
  const callers: readonly KnownCaller[] = personas
    .filter(({ mode }) => mode === undefined && tokenModeOf(definition.modes) === 'oidc')
    .map(({ name, claims }) => ({ name, identity: { mode: 'oidc', issuer: '', claims } }))
  return {
    source: placeText(settings.definition),
    uncounted: uncountedRules(definition).map(ruleId),
    ...reportOf(countCoverage(loaded, cases), { definition, personas, callers }),
  }
}

/** What was answered when it was asked must be what the analysis says now; else its counts are worth nothing. */
function agrees(loaded: LoadedPolicy, cases: readonly CountedCase[], output: Output): boolean {
  const version = askedVersion(loaded)
  const wrong = cases.filter((one) => version.grants(one) !== one.granted)
  const [first] = wrong
  if (first === undefined) return true
  output.error(
    `amplite: ${wrong.length} requests were answered otherwise than the analysis says, "${first.study}" of ${first.subject} first: this is a fault of amplite's, please report it with the definition`,
  )
  return false
}

function jsonOf(found: CoverageReport): object {
  return { ...found, unitCoverage: unitShare(found), ruleCoverage: ruleShare(found) }
}

function sourcesOf(
  { definition }: LoadedPolicy,
  { units }: CoverageReport,
): Parameters<typeof coverageHtml>[1] {
  const named = new Set(units.map(({ file }) => file))
  return definition.sources
    .map((path) => ({ path, file: placeText(path) }))
    .filter(({ file }) => named.has(file))
    .map(({ path, file }) => ({ file, text: readFileSync(path, 'utf8') }))
}

async function write(option: string, file: string | undefined, text: () => string): Promise<void> {
  if (file === undefined) return
  try {
    await writeFile(file, text())
  } catch (cause) {
    throw new EmulatorError('USAGE', `${option} "${file}" cannot be written: ${messageOf(cause)}`, {
      cause,
    })
  }
}
