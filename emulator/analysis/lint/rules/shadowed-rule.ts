import { ruleText } from '../../../authorization/rule-text.ts'
import type { Place } from '../../../model/definition.ts'
import { modeOf } from '../../../model/rule.ts'
import type { Rule } from '../../../model/rule.ts'
import type { Role } from '../../../policy/role.ts'
import type { Study } from '../../case.ts'
import { cellsOf } from '../../cells.ts'
import { subjectsOf } from '../../sides.ts'
import type { Subject, Version } from '../../sides.ts'
import { witnessOf } from '../../witness.ts'
import type { Witness } from '../../witness.ts'
import type { WrittenRule } from '../../written-rules.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'

/** A rule whose absence would change nobody's access. */
export const shadowedRule: LintRule = {
  id: 'shadowed-rule',
  severity: 'warning',
  kind: 'wider',
  title: 'A broader rule already allows everything that this rule allows',
  help: 'Rules are alternatives: whoever one of them admits is in, whatever the others say. A rule beside `allow.authenticated()` for the same operations decides nothing. Narrow the broad rule with `.to([…])`, or delete it.',
  find: (subject) =>
    subject.rules
      .filter(({ rule }) => rule.operations?.length !== 0)
      .flatMap((written) => findingOf(subject, written)),
}

function findingOf(subject: LintSubject, written: WrittenRule): readonly Finding[] {
  const { version, diff } = subject.without(written)
  if (diff.changes.some(({ change }) => change !== 'shape')) return []
  const versions = [subject, version] as const
  const granted = grantedRequests(versions, written)
  const [first] = granted
  if (first === undefined) return []

  const { rule, holder } = written
  const broad = first.broader?.rule
  const isFilling = diff.changes.length > 0
  return [
    {
      message: `${ruleText(rule)} decides nothing: ${subjectOf(broad)} all of it${isFilling ? `; it only fills "${rule.ownerField ?? 'owner'}"` : ''}`,
      fix: `narrow ${broad === undefined ? 'the other rules' : ruleText(broad)}, for example with .to(['read']), or delete what is too much`,
      about: holder,
      ruleText: ruleText(rule),
      ...placed(rule.place),
      related: relatedTo(broad),
      proof: {
        kind: 'compared',
        versions,
        witnesses: granted.map(({ witness }) => witness),
        other: rule.place === undefined ? 'without it' : `without line ${rule.place.line}`,
      },
    },
  ]
}

function subjectOf(broad: Rule | undefined): string {
  return broad === undefined ? 'the other rules already allow' : `${ruleText(broad)} already allows`
}

function relatedTo(broad: Rule | undefined): NonNullable<Finding['related']> {
  if (broad?.place === undefined) return []
  return [{ place: broad.place, message: `${ruleText(broad)} allows it` }]
}

interface Granted {
  readonly witness: Witness
  /** Whose role lets the same request through without the rule. */
  readonly broader: Role | undefined
}

/** One request for each question that the rule grants, answered alike without it. */
function grantedRequests(
  versions: readonly [Version, Version],
  written: WrittenRule,
): readonly Granted[] {
  const [holder] = written.holder.split('.')
  return subjectsOf(versions)
    .filter(({ name }) => name === holder || name === written.holder)
    .flatMap((subject) =>
      subject.studies.flatMap((study) => grantedRequest(subject, study, written) ?? []),
    )
}

function grantedRequest(
  subject: Subject,
  study: Study,
  { rule }: WrittenRule,
): Granted | undefined {
  const mode = modeOf(rule.provider)
  const [, other] = subject.sides
  // An owner argument goes with the owner rule: without the rule that is another request.
  const cells = [...cellsOf(study, subject.sides, mode).values()].filter(
    ({ answers: [answer], asked }) =>
      asked.facts['item'] !== 'missing' &&
      Object.keys(asked.given).length === 0 &&
      answer?.observations.some(({ role, saw }) => role.rule === rule && isGranted.test(saw)),
  )
  if (cells.length === 0 || other === undefined) return undefined
  const witness = witnessOf({ subject, study, mode, capability: study.name, cells }, [])
  if (witness === undefined) return undefined
  const { observations } = study.ask(other, witness.asked)
  return { witness, broader: observations.find(({ saw }) => isGranted.test(saw))?.role }
}

const isGranted = /^(?:granted|hit|absent)\b/

function placed(place: Place | undefined): { readonly place?: Place } {
  return place === undefined ? {} : { place }
}
