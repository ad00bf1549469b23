import { writeFile } from 'node:fs/promises'

import { diffAccess } from '../analysis/access-diff.ts'
import { diffConfiguration } from '../analysis/configuration-diff.ts'
import { lostDeletes } from '../analysis/lost-deletes.ts'
import { likelyRenames } from '../analysis/likely-renames.ts'
import type { KnownCaller } from '../analysis/witness.ts'
import { EmulatorError } from '../errors.ts'
import { loadPolicy } from '../load-policy.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { readPersonas } from '../read-inputs.ts'
import type { Settings } from '../settings.ts'
import { knownCallers } from '../trial/known-callers.ts'
import { disagreements, tryDiff } from '../trial/try-diff.ts'
import { defaultBase, namedVersion, projectFolder } from './base-version.ts'
import type { NamedVersion } from './base-version.ts'
import { diffMarkdown } from './diff-markdown.ts'
import { countText, nothingText, placeIn } from './diff-report.ts'
import type { DiffReport } from './diff-report.ts'
import { diffLines } from './diff-text.ts'
import { exitCodes } from './exit-code.ts'
import type { ExitCode } from './exit-code.ts'
import type { Output } from './output.ts'
import type { AnalysisOptions } from './analysis-options.ts'

/** `amplite diff`: who gained and who lost what between two versions, each change tried on both. */
export async function printDiff(
  settings: Settings,
  options: AnalysisOptions,
  output: Output,
): Promise<ExitCode> {
  const failOn = failOnOf(options)
  const base = await namedVersion(options.base ?? (await defaultBase(settings)), settings)
  const head = await headVersion(settings, options)
  const report = await reportOf(base, head, settings)
  const wrong = disagreements(report.entries)

  if (options.markdown !== undefined && options.markdown !== '-')
    await writeFile(options.markdown, diffMarkdown(report))
  if (options.markdown === '-') output.line(diffMarkdown(report).trimEnd())
  else if (settings.json) output.line(JSON.stringify(jsonOf(report)))
  else for (const line of diffLines(report)) output.line(line)

  if (wrong.length > 0) {
    const { capability } = wrong[0] ?? { capability: '' }
    output.error(
      `amplite: ${wrong.length} of these were answered otherwise than predicted, "${capability}" first: this is a fault of amplite's, please report it with the two definitions`,
    )
    return exitCodes.unexpected
  }
  return report.entries.some(({ change }) => failOn.has(change))
    ? exitCodes.findings
    : exitCodes.fine
}

async function headVersion(settings: Settings, { head }: AnalysisOptions): Promise<NamedVersion> {
  if (head !== undefined) return namedVersion(head, settings)
  return { ...(await loadPolicy(settings.definition, settings)), name: 'working tree' }
}

async function reportOf(
  base: NamedVersion,
  head: NamedVersion,
  settings: Settings,
): Promise<DiffReport> {
  const diff = diffAccess(base, head)
  const entries = await tryDiff(diff, {
    versions: [base, head],
    callers: await callersOf(head, settings),
  })
  const roots = [base, head].flatMap(({ root }) => root ?? [])
  return {
    base: base.name,
    head: head.name,
    compared: diff.compared,
    models: new Set([...base.policy.models.keys(), ...head.policy.models.keys()]).size,
    entries,
    configuration: diffConfiguration(base.definition.modes, head.definition.modes),
    lostDeletes: lostDeletes(base, head),
    renames: likelyRenames(base, head),
    placeOf: placeIn(roots, projectFolder(settings.definition)),
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
    entries: report.entries.map(
      ({ change, subject, mode, capabilities, who, on, place, evidence }) => ({
        change,
        subject,
        mode,
        capabilities,
        who,
        when: on,
        ...(place === undefined ? {} : { rule: placeOf(place) }),
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
      }),
    ),
    configuration,
    lostDeletes: report.lostDeletes,
    renames,
  }
}
