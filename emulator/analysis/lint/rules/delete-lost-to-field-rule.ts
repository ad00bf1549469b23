import { ruleText } from '../../../authorization/rule-text.ts'
import type { Rule } from '../../../model/rule.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { Role } from '../../../policy/role.ts'
import { atRule, related } from '../about-rule.ts'
import { broadRole } from '../broad-role.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import { ownModels, requestStep } from '../own-requests.ts'
import { quotedList } from '../quoted-list.ts'

/** A model rule that says delete, beside a field rule that does not: deleting takes every field (`auth-semantics` case 72). */
export const deleteLostToFieldRule: LintRule = {
  id: 'delete-lost-to-field-rule',
  severity: 'warning',
  kind: 'narrower',
  title: 'A rule on a field takes away delete, which a rule of the model grants',
  help: "Rules of a field replace the model's for that field, and deleting an item takes `delete` on every field. A field rule without it takes the whole mutation away. Grant `delete` on the field, too.",
  find: (subject) =>
    ownModels(subject).flatMap((policy) =>
      policy.model.disabled.includes('delete')
        ? []
        : policy.partialDelete
            .filter((role) => isLost(policy, role))
            .flatMap((role) => findingOf(policy, role)),
    ),
}

/** The model's own rule says it, and nobody else's lets these callers do it. */
function isLost({ model, ...policy }: ModelPolicy, role: Role): boolean {
  const { operations } = role.rule
  return (
    model.rules.includes(role.rule) &&
    (operations === undefined || operations.includes('delete')) &&
    broadRole(policy.delete, role) === undefined
  )
}

function findingOf(policy: ModelPolicy, role: Role): readonly Finding[] {
  const { model, matrix } = policy
  const fields = model.fields.filter(({ name }) => !matrix.holds(role, 'delete', name))
  const names = fields.map(({ name }) => name)
  const { rule } = role
  const admitted = admittedBy(role)
  const canGet = policy.get.some(({ id }) => id === role.id) && !model.disabled.includes('get')
  return [
    {
      message: `${ruleText(rule)} lets nobody delete: that takes delete on every field, and the rules of ${quotedList(names)} do not grant it`,
      fix: `on ${quotedList(names)}, grant delete, too: ${ruleText(withDelete(onField(policy, role, names[0])))}`,
      about: model.name,
      ...atRule(rule),
      related: fields.flatMap(({ rules }) =>
        rules.slice(0, 1).flatMap((one) => related(one, 'replaces it on this field')),
      ),
      proof: {
        kind: 'steps',
        steps: [
          ...(canGet ? [requestStep(policy, 'get', { ...admitted, end: 'ok' })] : []),
          requestStep(policy, 'delete', { ...admitted, end: 'refused' }),
        ],
      },
    },
  ]
}

/** What the field has for this role, or the model's rule without anything. */
function onField({ matrix }: ModelPolicy, role: Role, field = ''): Rule {
  const { rule } = matrix.roleOn(role, field)
  return rule === role.rule ? { ...rule, operations: [] } : rule
}

function withDelete(rule: Rule): Rule {
  return { ...rule, operations: [...(rule.operations ?? []), 'delete'] }
}
