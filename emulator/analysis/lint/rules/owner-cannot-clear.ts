import { ruleText } from '../../../authorization/rule-text.ts'
import type { Rule } from '../../../model/rule.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { WriteRole } from '../../../policy/operation-roles.ts'
import type { Role } from '../../../policy/role.ts'
import { atRule } from '../about-rule.ts'
import { broadRole } from '../broad-role.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import { ownModels } from '../own-requests.ts'
import { quotedList } from '../quoted-list.ts'

/** A role that may change a field and may not empty it (`auth-semantics` case 42). */
export const ownerCannotClear: LintRule = {
  id: 'owner-cannot-clear',
  severity: 'warning',
  kind: 'narrower',
  title: 'Who may update a field may not set it to null',
  help: 'To AppSync, null in an update removes the attribute, which takes `delete` on the field beside `update`. Send no nulls, or add `delete` to the rule, which lets its callers delete whole items, too.',
  find: (subject) => ownModels(subject).flatMap(findIn),
}

function findIn(policy: ModelPolicy): readonly Finding[] {
  const { model } = policy
  if (model.disabled.includes('update')) return []
  const stuck = new Map<Rule, Stuck>()
  for (const writer of policy.update) {
    for (const field of stuckFields(policy, writer)) {
      // The field's own rule decides, where it has one.
      const role = policy.matrix.roleOn(writer.role, field)
      const before = stuck.get(role.rule)
      stuck.set(role.rule, { role, fields: new Set([...(before?.fields ?? []), field]) })
    }
  }
  return [...stuck.values()].map((one) => findingOf(model.name, one))
}

/** Fields that a rule lets its callers change and not empty. */
interface Stuck {
  /** One of the rule's roles. */
  readonly role: Role
  readonly fields: ReadonlySet<string>
}

function stuckFields({ model, update }: ModelPolicy, writer: WriteRole): readonly string[] {
  // Who may not name the key changes nothing at all (sort-key-blocks-update).
  if (!writer.full && !model.identifier.every((name) => writer.allowed.has(name))) return []
  return model.fields
    .filter(
      ({ name, required, relation }) =>
        !required &&
        relation === undefined &&
        !model.identifier.includes(name) &&
        writer.allowed.has(name) &&
        !writer.nullAllowed.has(name) &&
        !isHelped(update, writer, name),
    )
    .map(({ name }) => name)
}

/** Somebody else's role lets every such caller do it. */
function isHelped(update: ModelPolicy['update'], { role }: WriteRole, field: string): boolean {
  const clearing = update.filter(({ nullAllowed }) => nullAllowed.has(field))
  return (
    broadRole(
      clearing.map((one) => one.role),
      role,
    ) !== undefined
  )
}

function findingOf(model: string, { role, fields }: Stuck): Finding {
  const { caller, attributes } = admittedBy(role)
  const { rule } = role
  const [field = ''] = fields
  const cleared: Rule = { ...rule, operations: [...(rule.operations ?? []), 'delete'] }
  return {
    message: `${ruleText(rule)} may change ${quotedList([...fields])} but not empty ${fields.size === 1 ? 'it' : 'them'}: null takes "delete" as well`,
    fix: `leave fields out instead of sending null; or grant delete, too, which is for whole items as well: ${ruleText(cleared)}`,
    about: model,
    ...atRule(rule),
    proof: {
      kind: 'steps',
      steps: [
        {
          caller,
          stored: { [model]: [attributes] },
          ask: { operation: 'update', model, input: { [field]: null } },
          answer: { status: 'fields refused', unauthorized: [field] },
        },
      ],
    },
  }
}
