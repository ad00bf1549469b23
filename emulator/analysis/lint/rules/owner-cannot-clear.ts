import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { WriteRole } from '../../../policy/operation-roles.ts'
import { ruleText } from '../../../authorization/rule-text.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'

/** A role that may change a field and may not empty it (`auth-semantics` case 42). */
export const ownerCannotClear: LintRule = {
  id: 'owner-cannot-clear',
  severity: 'warning',
  kind: 'narrower',
  title: 'Who may update a field may not set it to null',
  help: 'To AppSync, null in an update removes the attribute, which takes `delete` on the field beside `update`. Add `delete` to the rule, or send no nulls.',
  find: ({ policy }) => [...policy.models.values()].flatMap(findIn),
}

function findIn(policy: ModelPolicy): readonly Finding[] {
  const { model } = policy
  if (model.disabled.includes('update')) return []
  return policy.update.flatMap((writer) => {
    const field = model.fields.find(
      ({ name, required, relation }) =>
        !required &&
        relation === undefined &&
        !model.identifier.includes(name) &&
        writer.allowed.has(name) &&
        !writer.nullAllowed.has(name),
    )
    return field === undefined || isHelped(policy, writer, field.name)
      ? []
      : [findingOf(policy, writer, field.name)]
  })
}

/** Somebody else's role lets every such caller do it. */
function isHelped({ update }: ModelPolicy, { role }: WriteRole, field: string): boolean {
  return update.some(
    (other) =>
      other.role.mode === role.mode &&
      (other.role.kind === 'private' || other.role.kind === 'public') &&
      other.nullAllowed.has(field),
  )
}

function findingOf({ model }: ModelPolicy, { role }: WriteRole, field: string): Finding {
  const { caller, attributes } = admittedBy(role)
  const { rule } = role
  return {
    message: `${ruleText(rule)} may change "${field}" but not empty it: null takes "delete" as well`,
    fix: `add 'delete' to .to([…]), or leave fields out instead of sending null`,
    about: model.name,
    ruleText: ruleText(rule),
    ...(rule.place === undefined ? {} : { place: rule.place }),
    proof: {
      kind: 'steps',
      steps: [
        {
          caller,
          stored: { [model.name]: [attributes] },
          ask: { operation: 'update', model: model.name, input: { [field]: null } },
          answer: { status: 'fields refused', unauthorized: [field] },
        },
      ],
    },
  }
}
