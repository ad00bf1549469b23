import type { Finding, LintRule, Severity } from '../analysis/lint/lint-rule.ts'
import { lintSubject } from '../analysis/lint/lint-subject.ts'
import { lintRules } from '../analysis/lint/rules.ts'
import type { KnownCaller } from '../analysis/witness.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { openProver } from './prove.ts'

/** How findings of each rule weigh, by its id; those not named weigh as the catalogue says. */
export type LintLevels = ReadonlyMap<string, Severity | 'off'>

/** A finding whose requests were answered as it says. */
export interface ProvenFinding extends Finding {
  readonly rule: Pick<LintRule, 'id' | 'kind'>
  readonly severity: Severity
}

/** What came of linting. */
export interface Linted {
  /** In the order of their places. */
  readonly findings: readonly ProvenFinding[]
  /** Findings that are not reported, because a request of theirs was answered otherwise. */
  readonly unproven: readonly Unproven[]
}

interface Unproven {
  readonly rule: string
  readonly about: string
  readonly because: string
}

/** Whom the project knows, and what weighs how. */
interface LintOptions {
  readonly callers?: readonly KnownCaller[]
  readonly levels?: LintLevels
}

/** Holds a definition against the catalogue; every finding's requests are executed before it counts. */
export async function runLint(linted: LoadedPolicy, options: LintOptions = {}): Promise<Linted> {
  const { callers = [], levels = new Map() } = options
  const subject = lintSubject(linted, callers)
  const prover = await openProver(linted)
  const findings: ProvenFinding[] = []
  const unproven: Unproven[] = []
  for (const rule of lintRules) {
    for (const finding of levelOf(rule, levels) === 'off' ? [] : rule.find(subject)) {
      const proven = await prover.prove(finding.proof)
      if (proven.holds) findings.push({ ...finding, rule, severity: weigh(finding, rule, levels) })
      else unproven.push({ rule: rule.id, about: finding.about, because: proven.because })
    }
  }
  return { findings: findings.toSorted(byPlace), unproven }
}

function levelOf({ id, severity }: LintRule, levels: LintLevels): Severity | 'off' {
  return levels.get(id) ?? severity
}

/** What the user says of a rule goes for each of its findings. */
function weigh(finding: Finding, rule: LintRule, levels: LintLevels): Severity {
  const level = levels.get(rule.id) ?? finding.severity ?? rule.severity
  return level === 'off' ? 'note' : level
}

function byPlace(one: Finding, other: Finding): number {
  return placeKey(one) < placeKey(other) ? -1 : 1
}

/** Places in the order of files and lines, as a text. */
function placeKey({ place }: Finding): string {
  if (place === undefined) return ''
  return [place.file, ...[place.line, place.column].map((at) => String(at).padStart(7))].join(' ')
}
