import { proofLines } from '../analysis/lint/proof-text.ts'
import type { ProvenFinding } from '../trial/run-lint.ts'
import { lintCount } from './lint-report.ts'
import type { LintReport } from './lint-report.ts'

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const

/** Findings as workflow commands, which GitHub shows beside the lines that they are about. */
export function lintCommands(
  report: LintReport,
  uriOf: (file: string) => string,
): readonly string[] {
  return [...report.findings.map((finding) => commandOf(finding, report, uriOf)), lintCount(report)]
}

function commandOf(
  finding: ProvenFinding,
  { definition }: LintReport,
  uriOf: (file: string) => string,
): string {
  const { severity, rule, message, fix, proof, place, lastLine } = finding
  const properties = {
    file: decodeURIComponent(uriOf(place?.file ?? definition)),
    line: place?.line,
    endLine: lastLine,
    col: place?.column,
    title: rule.id,
  }
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapedProperty(String(value))}`)
  const text = [message, ...proofLines(proof).map((line) => `proof: ${line}`), `fix: ${fix}`]
  return `::${commands[severity]} ${written.join(',')}::${escaped(text.join('\n'))}`
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
