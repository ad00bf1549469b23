import { writeFile } from 'node:fs/promises'

import { loadActiveToShow } from '../active-mutant.ts'
import type { KnownCaller } from '../analysis/witness.ts'
import { EmulatorError } from '../errors.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { readPersonas } from '../read-inputs.ts'
import type { Settings } from '../settings.ts'
import { knownCallers } from '../trial/known-callers.ts'
import { disagreements } from '../trial/try-diff.ts'
import { changeLines, heldAgainst, readAllowed } from './allowed-changes.ts'
import type { AllowedChange } from './allowed-changes.ts'
import { defaultBase, namedVersion } from './base-version.ts'
import type { NamedVersion } from './base-version.ts'
import { compareVersions, compareWithLock } from './compare-versions.ts'
import { diffMarkdown } from './diff-markdown.ts'
import { countText, nothingText, placeIn } from './diff-report.ts'
import type { DiffReport } from './diff-report.ts'
import { diffLines } from './diff-text.ts'
import { exitCodes } from './exit-code.ts'
import type { ExitCode } from './exit-code.ts'
import { lockBase, lockLimits } from './lock-base.ts'
import type { LockBase } from './lock-base.ts'
import { parseRenames } from './parse-renames.ts'
import type { Output } from './output.ts'
import type { AnalysisOptions } from './analysis-options.ts'

/** `amplite diff`: who gained and who lost what between two versions, each change tried on both. */
export async function printDiff(
  settings: Settings,
  options: AnalysisOptions,
  output: Output,
): Promise<ExitCode> {
  const failOn = failOnOf(options)
  const allowed = options.allow === undefined ? [] : await readAllowed(options.allow)
  const base = await baseVersion(settings, options)
  const head = await headVersion(settings, options)
  const report = await reportOf(base, head, { settings, options })
  for (const version of [base, head])
    for (const warning of 'lock' in version ? [] : (version.warnings ?? []))
      output.error(`amplite: ${warning}`)
  await printReport(report, { settings, options, output })
  if (isWrong(report, output)) return exitCodes.unexpected
  return gate(report, { failOn, allowed, options }, output)
}

async function printReport(
  report: DiffReport,
  {
    settings,
    options: { markdown },
    output,
  }: {
    readonly settings: Settings
    readonly options: AnalysisOptions
    readonly output: Output
  },
): Promise<void> {
  if (markdown !== undefined && markdown !== '-') await writeFile(markdown, diffMarkdown(report))
  if (markdown === '-') output.line(diffMarkdown(report).trimEnd())
  else if (settings.json) output.line(JSON.stringify(jsonOf(report)))
  else for (const line of diffLines(report)) output.line(line)
}

/** Whether something was answered otherwise than predicted: then nothing here is to be relied on. */
function isWrong({ entries }: DiffReport, output: Output): boolean {
  const wrong = disagreements(entries)
  const [first] = wrong
  if (first === undefined) return false
  output.error(
    `amplite: ${wrong.length} of these were answered otherwise than predicted, "${first.capability}" first: this is a fault of amplite's, please report it with the two definitions`,
  )
  return true
}

interface Gate {
  readonly failOn: ReadonlySet<string>
  readonly allowed: readonly AllowedChange[]
  readonly options: AnalysisOptions
}

/** Reviewed exceptions do not count; one that excepts nothing is said. */
function gate(
  { entries }: DiffReport,
  { failOn, allowed, options }: Gate,
  output: Output,
): ExitCode {
  const { open, idle } = heldAgainst(entries, allowed)
  for (const { place, change } of idle)
    output.error(`amplite: ${place}: "${change}" is no change of this comparison; take it out`)
  const held = open.filter(({ change }) => failOn.has(change))
  if (held.length === 0) return exitCodes.fine
  if (options.allow !== undefined)
    for (const line of held.flatMap(changeLines))
      output.error(`amplite: not among the exceptions of ${options.allow}: ${line}  => (reason)`)
  return exitCodes.findings
}

async function baseVersion(
  settings: Settings,
  { base }: AnalysisOptions,
): Promise<NamedVersion | LockBase> {
  if (base?.endsWith('.lock') === true) return lockBase(base)
  return namedVersion(base ?? (await defaultBase(settings)), settings)
}

async function headVersion(settings: Settings, { head }: AnalysisOptions): Promise<NamedVersion> {
  if (head !== undefined) return namedVersion(head, settings)
  return { ...(await loadActiveToShow(settings.definition, settings)), name: 'working tree' }
}

async function reportOf(
  base: NamedVersion | LockBase,
  head: NamedVersion,
  { settings, options }: { readonly settings: Settings; readonly options: AnalysisOptions },
): Promise<DiffReport> {
  const comparing = {
    head,
    callers: await callersOf(head, settings),
    renames: parseRenames(options.renames),
  }
  const comparison =
    'lock' in base ? await compareWithLock(base, comparing) : await compareVersions(base, comparing)
  const versions = 'lock' in base ? [head] : [base, head]
  return {
    ...comparison,
    base: base.name,
    head: head.name,
    placeOf: placeIn(versions.flatMap(({ unpacked }) => unpacked ?? [])),
  }
}

/** Only personas that the project has: those that rules suggest are nobody that people know. */
async function callersOf(
  { definition }: LoadedPolicy,
  settings: Settings,
): Promise<readonly KnownCaller[]> {
  return knownCallers((await readPersonas(settings)) ?? [], definition.modes)
}

function failOnOf({ failOn }: AnalysisOptions): ReadonlySet<string> {
  const known = ['gained', 'lost', 'shape', 'any']
  const wrong = failOn.find((word) => !known.includes(word))
  if (wrong !== undefined)
    throw new EmulatorError('USAGE', `--fail-on "${wrong}" is none of ${known.join(', ')}`)
  return new Set(failOn.includes('any') ? known : failOn)
}

function jsonOf(report: DiffReport): object {
  const { base, head, compared, models, configuration, renames, placeOf } = report
  return {
    summary: report.entries.length === 0 ? nothingText(report) : countText(report),
    base,
    head,
    compared,
    models,
    entries: report.entries.map((entry) => {
      const { change, subject, mode, capabilities, who, on, place, evidence } = entry
      return {
        change,
        subject,
        mode,
        capabilities,
        who,
        when: on,
        ...(place === undefined ? {} : { rule: placeOf(place) }),
        allow: changeLines(entry),
        evidence: evidence.map((one) =>
          'untried' in one
            ? one
            : {
                capability: one.capability,
                persona: one.witness.persona,
                identity: one.witness.asked.identity,
                predicted: one.witness.predicted,
                ...one.trial,
              },
        ),
      }
    }),
    configuration,
    lostDeletes: report.lostDeletes,
    renames,
    ...(report.isFromLock === true ? { limits: lockLimits } : {}),
  }
}
