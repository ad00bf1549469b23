import { ruleText } from '../../../authorization/rule-text.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { WriteRole } from '../../../policy/operation-roles.ts'
import { atRule } from '../about-rule.ts'
import { broadRole } from '../broad-role.ts'
import { exampleValue } from '../example-values.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import { ownModels } from '../own-requests.ts'
import { quotedList } from '../quoted-list.ts'

/** An update names the whole key, of which only the first field is free to those who may not update everything (`auth-semantics` case 93). */
export const sortKeyBlocksUpdate: LintRule = {
  id: 'sort-key-blocks-update',
  severity: 'warning',
  kind: 'narrower',
  title: 'Who may update a field may not name the sort key, so no update passes',
  help: 'An update has to name the whole key. A rule that does not grant `update` on every field is held against each key of the input, and only the partition key is free. Grant `update` on the sort key, too; it cannot be changed by that.',
  find: (subject) =>
    ownModels(subject).flatMap((policy) =>
      policy.model.disabled.includes('update')
        ? []
        : policy.update.flatMap((writer) => findingOf(policy, writer)),
    ),
}

function findingOf(
  { model, update }: ModelPolicy,
  { role, ...writer }: WriteRole,
): readonly Finding[] {
  const blocked = model.identifier.filter((name) => !writer.allowed.has(name))
  const field = model.fields.find(
    (one) =>
      !model.identifier.includes(one.name) &&
      writer.allowed.has(one.name) &&
      exampleValue(one) !== undefined,
  )
  const others = update.map((one) => one.role).filter(({ id }) => id !== role.id)
  if (writer.full || blocked.length === 0 || field === undefined) return []
  if (broadRole(others, role) !== undefined) return []

  const { caller, attributes } = admittedBy(role)
  const { rule } = role
  return [
    {
      message: `${ruleText(rule)} may change "${field.name}", and no update passes: it has to name the key, and may not name ${quotedList(blocked)}`,
      fix: `grant it update on ${quotedList(blocked)}, too, beside the rules that count there: ${ruleText({ ...rule, operations: ['update'] })}`,
      about: model.name,
      ...atRule(rule),
      proof: {
        kind: 'steps',
        steps: [
          {
            caller,
            stored: { [model.name]: [attributes] },
            ask: {
              operation: 'update',
              model: model.name,
              input: { [field.name]: exampleValue(field) },
            },
            answer: { status: 'fields refused', unauthorized: blocked },
          },
        ],
      },
    },
  ]
}
