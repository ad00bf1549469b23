import { ruleText } from '../../../authorization/rule-text.ts'
import type { Field } from '../../../model/definition.ts'
import type { ModelOperation, Rule } from '../../../model/rule.ts'
import { rolesOfRule } from '../../../policy/role.ts'
import { atRule, related } from '../about-rule.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'
import { ownModels } from '../own-requests.ts'
import { wouldGain } from '../would-gain.ts'

/** Two rules of one field about the same callers: only the last one counts (`auth-semantics` case 92). */
export const lastFieldRuleWins: LintRule = {
  id: 'last-field-rule-wins',
  severity: 'error',
  kind: 'narrower',
  title: 'Of two rules of a field for the same callers, only the last one counts',
  help: 'On a model, AWS refuses two rules for the same callers. On a field it takes them, and the last one replaces those before it: their operations are not added up. Write one rule with all operations.',
  find: (subject) =>
    ownModels(subject).flatMap(({ model }) =>
      model.fields.flatMap((field) => findIn(subject, model.name, field)),
    ),
}

function findIn(subject: LintSubject, model: string, field: Field): readonly Finding[] {
  return field.rules.flatMap((rule, at) => {
    const last = field.rules.slice(at + 1).findLast((one) => sharedBy(rule, one).length > 0)
    return last === undefined ? [] : findingOf(subject, `${model}.${field.name}`, [rule, last])
  })
}

function findingOf(
  subject: LintSubject,
  holder: string,
  [rule, last]: readonly [Rule, Rule],
): readonly Finding[] {
  const one = oneRule(rule, last)
  const proof = wouldGain(subject, {
    holder,
    change: (rules) => [...rules, one],
    other: 'with both in one rule',
  })
  if (proof === undefined) return []
  return [
    {
      message: `${ruleText(rule)} does not count: ${ruleText(last)} on the same field is about the same callers, and the last rule wins`,
      fix: `write one rule: ${ruleText(one)}`,
      about: holder,
      ...atRule(rule),
      related: related(last, 'replaces it'),
      proof,
    },
  ]
}

/** Both rules as one, about the callers that both name. */
function oneRule(rule: Rule, last: Rule): Rule {
  const { groups } = last
  const operations = everyOperation.filter((one) => [rule, last].some((each) => grants(each, one)))
  const names = sharedBy(rule, last)
  return {
    ...last,
    operations,
    ...(groups === undefined ? {} : { groups: groups.filter((group) => names.includes(group)) }),
  }
}

const everyOperation: readonly ModelOperation[] = ['create', 'read', 'update', 'delete']

function grants({ operations }: Rule, operation: ModelOperation): boolean {
  return operations === undefined || operations.includes(operation)
}

/** The groups, or else the role, that both rules are about. */
function sharedBy(one: Rule, other: Rule): readonly string[] {
  const ids = new Set(rolesOfRule(other, () => false).map(({ id }) => id))
  return rolesOfRule(one, () => false)
    .filter(({ id }) => ids.has(id))
    .map((role) => (role.kind === 'static-group' ? role.group : role.id))
}
