import { proofLines } from '../analysis/lint/proof-text.ts'
import { placeText } from '../definition/place-text.ts'
import type { ProvenFinding } from '../trial/run-lint.ts'
import { fileOf, lintCount } from './lint-report.ts'
import type { LintReport } from './lint-report.ts'

/** Findings for the terminal (`analysis.md` §4.3). */
export function lintLines(report: LintReport): readonly string[] {
  return [
    ...report.findings.flatMap((finding) => [...findingLines(finding, report), '']),
    lintCount(report),
  ]
}

function findingLines(finding: ProvenFinding, report: LintReport): readonly string[] {
  const { severity, rule, message, fix, proof } = finding
  return [
    `${placeText(fileOf(finding, report))}  ${severity}  ${rule.id}`,
    `  ${message}`,
    ...labelled('proof', proofLines(proof)),
    ...labelled('fix', [fix]),
  ]
}

function labelled(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, at) => `  ${(at === 0 ? label : '').padEnd(5)}  ${line}`)
}
