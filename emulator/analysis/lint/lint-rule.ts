import type { Place } from '../../model/definition.ts'
import type { LintSubject } from './lint-subject.ts'
import type { Proof } from './proof.ts'

/** How much a finding weighs; notes never fail a run. */
export type Severity = 'error' | 'warning' | 'note'

/** One thing that rules can be other than they read (`analysis.md` §4.2). */
export interface LintRule {
  /** e.g. `shadowed-rule`; public, never renamed. */
  readonly id: string
  /** Of its findings, unless one says otherwise; `off` runs only when it is asked for. */
  readonly severity: Severity | 'off'
  /** Whether more is granted than it reads, or less; or it is about the modes. */
  readonly kind: 'wider' | 'narrower' | 'configuration'
  /** One line for lists of rules. */
  readonly title: string
  /** What happens, why it matters and what to do, as Markdown. */
  readonly help: string
  find(subject: LintSubject): readonly Finding[]
}

/** One thing that was found. */
export interface Finding {
  /** Where it weighs otherwise than its rule. */
  readonly severity?: Severity
  /** What happens, in the user's own words. */
  readonly message: string
  /** What to do about it. */
  readonly fix: string
  /** What it is about: `Todo`, `Employee.ssn`, `Query.report`, or `authorizationModes`. */
  readonly about: string
  /** The rule that it is about, as text; with `about` it names the finding when lines have moved. */
  readonly ruleText?: string
  /** Absent: the definition's file. */
  readonly place?: Place
  /** Other rules that have to do with it. */
  readonly related?: readonly { readonly place: Place; readonly message: string }[]
  readonly proof: Proof
}
