import { ruleText } from '../../../authorization/rule-text.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { Role } from '../../../policy/role.ts'
import { atRule } from '../about-rule.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'
import { isFieldReader, nullSteps, turnedAway } from '../mutation-null.ts'
import { ownModels } from '../own-requests.ts'
import { quotedList } from '../quoted-list.ts'

/** A rule on one field lets somebody read items who may read nothing else of them: AWS then guards every other field (`auth-semantics` case 75). */
export const fieldRuleGuardsOthers: LintRule = {
  id: 'field-rule-guards-others',
  severity: 'warning',
  kind: 'narrower',
  title: 'A rule on one field makes all other fields null in mutation results',
  help: 'Who may read one field is a reader of the model, to whom every other field is closed. AWS puts a guard before each of those, and what is guarded is null in every mutation result and event, for its owner too. Give the caller a rule of the model, and close what it may not see by rules of those fields.',
  find: (subject) =>
    ownModels(subject).flatMap((policy) =>
      policy.get
        .filter((role) => isFieldReader(policy, role))
        .flatMap((role) => findingOf(subject, policy, role)),
    ),
}

function findingOf(
  { definition }: LintSubject,
  policy: ModelPolicy,
  role: Role,
): readonly Finding[] {
  const { model } = policy
  const guarded = model.fields.filter(
    ({ name, relation }) => relation === undefined && isGuarded(policy, role, name),
  )
  const steps = guarded.map((field) => nullSteps(policy, field, definition))
  const [proven] = steps.filter(({ length }) => length > 0)
  if (proven === undefined) return []
  const { rule } = role
  const own = model.fields.filter(({ rules }) => rules.includes(rule)).map(({ name }) => name)
  return [
    {
      message: `${ruleText(rule)} on ${quotedList(own)} makes a reader of ${model.name} who may read nothing else: ${quotedList(guarded.map(({ name }) => name))} ${guarded.length === 1 ? 'is' : 'are'} null in every mutation result and event`,
      fix: `give it a rule of the model, ${ruleText({ ...rule, operations: ['read'] })}, and close by rules of its own what it may not see`,
      about: `${model.name}.${own[0] ?? ''}`,
      ...atRule(rule),
      proof: { kind: 'steps', steps: proven },
    },
  ]
}

/** Nobody is turned away but such readers, and this is one of them. */
function isGuarded(policy: ModelPolicy, { id }: Role, field: string): boolean {
  const away = turnedAway(policy, field)
  return away.some((role) => role.id === id) && away.every((role) => isFieldReader(policy, role))
}
