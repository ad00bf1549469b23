import type { Severity } from '../analysis/lint/lint-rule.ts'
import type { Place } from '../model/definition.ts'
import type { Linted, ProvenFinding } from '../trial/run-lint.ts'

/** All that a report of findings says. */
export interface LintReport extends Linted {
  /** The file that findings without a place are about. */
  readonly definition: string
  readonly executed: boolean
}

export function countOf({ findings }: Pick<Linted, 'findings'>, severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length
}

/** `3 errors, 2 warnings, 1 note; 4 suppressed`, or `no findings: 35 rules`. */
export function lintCount(report: LintReport): string {
  const counted = (['error', 'warning', 'note'] as const)
    .map((severity) => ({ severity, count: countOf(report, severity) }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}${count === 1 ? '' : 's'}`)
  const { suppressed, applied, executed } = report
  return [
    counted.length === 0 ? `no findings: ${applied.length} rules` : counted.join(', '),
    ...(suppressed.length === 0 ? [] : [`${suppressed.length} suppressed`]),
    ...(executed ? [] : ['nothing was executed to prove it']),
  ].join('; ')
}

/** Where a finding is; without a place of its own, in the definition. */
export function fileOf({ place }: ProvenFinding, { definition }: LintReport): Place | string {
  return place ?? definition
}
