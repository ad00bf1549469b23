import { proofLines } from '../analysis/lint/proof-text.ts'
import { placeText } from '../definition/place-text.ts'
import { EmulatorError } from '../errors.ts'
import { loadPolicy } from '../load-policy.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import { readPersonas } from '../read-inputs.ts'
import type { Settings } from '../settings.ts'
import { knownCallers } from '../trial/known-callers.ts'
import { runLint } from '../trial/run-lint.ts'
import type { ProvenFinding } from '../trial/run-lint.ts'
import type { AnalysisOptions } from './analysis-options.ts'
import { exitCodes } from './exit-code.ts'
import type { ExitCode } from './exit-code.ts'
import { lintCommands } from './lint-github.ts'
import { lintLevels } from './lint-levels.ts'
import { countOf, lintCount } from './lint-report.ts'
import type { LintReport } from './lint-report.ts'
import { lintSarif } from './lint-sarif.ts'
import { lintLines } from './lint-text.ts'
import type { Output } from './output.ts'
import { repositoryUris } from './repository-uri.ts'

/** `amplite lint`: where rules are wider or narrower than they read, each finding with requests that prove it. */
export async function printLint(
  settings: Settings,
  options: AnalysisOptions,
  output: Output,
): Promise<ExitCode> {
  const format = formatOf(options.format ?? (settings.json ? 'json' : 'text'))
  const maxWarnings = maxWarningsOf(options)
  const levels = lintLevels(settings.lint, options.rules)
  const { execute } = options
  const loaded = await loadPolicy(settings.definition, settings)
  const callers = knownCallers((await readPersonas(settings)) ?? [], loaded.definition.modes)
  const linted = await runLint(loaded, { callers, levels, execute })
  const report = { ...linted, definition: settings.definition, executed: execute }

  for (const line of formats[format](report)) output.line(line)
  return countOf(report, 'error') > 0 || countOf(report, 'warning') > maxWarnings
    ? exitCodes.findings
    : exitCodes.fine
}

const formats = {
  text: lintLines,
  json: (report) => [JSON.stringify(jsonOf(report))],
  sarif: (report) => [JSON.stringify(lintSarif(report, repositoryUris(report.definition)))],
  github: (report) => lintCommands(report, repositoryUris(report.definition)),
} as const satisfies Record<string, (report: LintReport) => readonly string[]>

type Format = keyof typeof formats

function formatOf(word: string): Format {
  const names = Object.keys(formats)
  if (isFormat(word)) return word
  throw new EmulatorError(
    'USAGE',
    `--format "${word}" is none of ${names.join(', ')}${didYouMean(word, names)}`,
  )
}

function isFormat(word: string): word is Format {
  return Object.hasOwn(formats, word)
}

function maxWarningsOf({ maxWarnings }: AnalysisOptions): number {
  if (maxWarnings === undefined) return Infinity
  if (/^\d+$/.test(maxWarnings)) return Number(maxWarnings)
  throw new EmulatorError(
    'USAGE',
    `--max-warnings "${maxWarnings}" is no number of warnings; give one from 0 on`,
  )
}

function jsonOf(report: LintReport): object {
  const { findings, suppressed, unproven } = report
  return {
    summary: lintCount(report),
    findings: findings.map((finding) => jsonFinding(finding, report)),
    suppressed: suppressed.map((finding) => ({
      ...jsonFinding(finding, report),
      reason: finding.reason,
    })),
    unproven,
  }
}

function jsonFinding(finding: ProvenFinding, { definition }: LintReport): object {
  const { rule, severity, message, place, about, fix, proof } = finding
  return {
    rule: rule.id,
    severity,
    message,
    about,
    file: placeText(place?.file ?? definition),
    line: place?.line ?? null,
    column: place?.column ?? null,
    fix,
    proof: proofLines(proof),
  }
}
