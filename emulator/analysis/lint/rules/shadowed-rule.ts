import { ruleText } from '../../../authorization/rule-text.ts'
import type { Rule } from '../../../model/rule.ts'
import type { Role } from '../../../policy/role.ts'
import { atRule, related, withoutOperations } from '../about-rule.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'
import { needlessRules } from '../needless-rules.ts'
import type { NeedlessRule } from '../needless-rules.ts'
import { admittedBy, callerOf } from '../granted-by.ts'
import type { Proof } from '../proof.ts'

/** A rule whose absence would change nobody's access. */
export const shadowedRule: LintRule = {
  id: 'shadowed-rule',
  severity: 'warning',
  kind: 'wider',
  title: 'Other rules already allow everything that this rule allows',
  help: 'Rules are alternatives: whoever one of them admits is in, whatever the others say. A rule beside `allow.authenticated()` for the same operations decides nothing. Narrow the broad rule with `.to([…])`, or delete it. All rules that are found can be deleted together: of two that say the same, only the later one is found.',
  find: (subject) => {
    const needless = needlessRules(subject)
    return needless.flatMap((one) => findingOf(subject, one, needless))
  },
}

function findingOf(
  subject: LintSubject,
  needless: NeedlessRule,
  all: readonly NeedlessRule[],
): readonly Finding[] {
  const { written, broader } = needless
  const proof = proofOf(subject, needless)
  if (proof === undefined) return []
  const { rule, holder } = written
  const others = [...new Set(broader.map((role) => role.rule))]
  return [
    {
      message: `${ruleText(rule)} decides nothing: ${whoAllows(others, rule)}${whatItAdds(needless)}`,
      fix: isEverywhere(subject, written, all)
        ? fixOf(subject, written, others)
        : `give the model rules of its own, without it: elsewhere the same line decides something`,
      about: holder,
      ...atRule(rule),
      related: others.flatMap((other) => related(other, 'allows it')),
      proof,
    },
  ]
}

function whoAllows(others: readonly Rule[], rule: Rule): string {
  const [first, ...more] = others
  if (first === undefined) return 'the other rules already allow all of it'
  if (more.length > 0)
    return `${others.map(ruleText).join(' and ')} together already allow all of it`
  return ruleText(first) === ruleText(rule)
    ? 'it stands there twice, and once is enough'
    : `${ruleText(first)} already allows all of it`
}

/** What would be missed all the same. */
function whatItAdds({ written: { rule }, isFilling, isField }: NeedlessRule): string {
  const { ownerField = 'owner' } = rule
  if (isFilling) return `; it only fills "${ownerField}"`
  return isField ? `; it only adds "${ownerField}" to the type` : ''
}

function fixOf(
  subject: LintSubject,
  { rule, holder }: NeedlessRule['written'],
  others: readonly Rule[],
): string {
  const [other] = others
  if (other === undefined || ruleText(other) === ruleText(rule)) return 'delete it'
  const reading = withoutOperations(other, ['create', 'update', 'delete'])
  const isNarrower = reading !== undefined && ruleText(reading) !== ruleText(other)
  // Rules of custom operations know no operations.
  if (!isNarrower || subject.policy.operations.has(holder))
    return `delete it, or ${ruleText(other)} if that admits too many`
  return `narrow ${ruleText(other)}, for example to ${ruleText(reading)}; or delete what decides nothing`
}

/** Whether the line is needless wherever it counts: rules of the schema stand in many models. */
function isEverywhere(
  { rules }: LintSubject,
  { rule, holder }: NeedlessRule['written'],
  all: readonly NeedlessRule[],
): boolean {
  const isSame = (other: Rule): boolean =>
    other === rule || (rule.place !== undefined && JSON.stringify(other) === JSON.stringify(rule))
  const holders = rules.filter((one) => isSame(one.rule)).map((one) => one.holder)
  const found = all
    .filter(({ written }) => isSame(written.rule))
    .map(({ written }) => written.holder)
  return holders.every((one) => one === holder || found.includes(one))
}

function proofOf(
  subject: LintSubject,
  { written, without, witnesses, roles, broader }: NeedlessRule,
): Proof | undefined {
  const { place } = written.rule
  if (witnesses.length > 0)
    return {
      kind: 'compared',
      versions: [subject, without],
      witnesses,
      other: place === undefined ? 'without it' : `without line ${place.line}`,
    }
  const [role] = roles
  if (role === undefined || !subject.policy.operations.has(written.holder)) return undefined
  return calls(written.holder, role, broader)
}

/** Of a custom operation: whom the rule admits, and somebody whom another one admits. */
function calls(name: string, role: Role, broader: readonly Role[]): Proof {
  const isBroad = broader.some(({ kind }) => kind === 'private')
  const callers = [admittedBy(role).caller, ...(isBroad ? [callerOf(role, {})] : [])]
  return {
    kind: 'steps',
    steps: callers.map((caller) => ({
      caller,
      ask: { operation: 'call', name },
      answer: { status: 'not called' },
    })),
  }
}
