import { ruleText } from '../../../authorization/rule-text.ts'
import type { Field } from '../../../model/definition.ts'
import type { Rule } from '../../../model/rule.ts'
import { readOperations } from '../../../policy/access-matrix.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { Role } from '../../../policy/role.ts'
import { atRule, related, textIn } from '../about-rule.ts'
import { exampleValue } from '../example-values.ts'
import { mayReadField } from '../field-readers.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { ProofStep } from '../proof.ts'

/** Whether a field is guarded depends on roles with `get` alone (`auth-semantics` §2.5, case 77). */
export const listOnlyRoleReadsProtectedField: LintRule = {
  id: 'list-only-role-reads-protected-field',
  severity: 'error',
  kind: 'wider',
  title: 'Who may list or listen, but not get, is shown fields that their rules keep from it',
  help: 'AWS guards a field when some role that may `get` the model may not read the field. Roles with only `list` or `listen` do not count, so the field has no guard at all, and lists and events show it. Write `read` instead of `list` or `listen`.',
  find: ({ policy }) => [...policy.models.values()].flatMap(findIn),
}

function findIn(policy: ModelPolicy): readonly Finding[] {
  const { model, protectedFields } = policy
  return model.fields
    .filter(({ name, rules }) => rules.length > 0 && !protectedFields.has(name))
    .flatMap((field) => {
      const role = unseenRoles(policy, field.name)[0]
      return role === undefined ? [] : findingOf(policy, role, field)
    })
}

/** Roles that are given items without `get`, and with them a field on which they hold nothing. */
function unseenRoles(policy: ModelPolicy, field: string): readonly Role[] {
  const { matrix, get } = policy
  return [...(isListed(policy) ? policy.list : []), ...(isHeard(policy) ? policy.listen : [])]
    .filter(({ id }) => !get.some((reader) => reader.id === id))
    .filter((role) => !readOperations.some((operation) => matrix.holds(role, operation, field)))
    .filter((role) => !mayReadField(policy, role, field))
}

function isListed({ model }: ModelPolicy): boolean {
  return !model.disabled.includes('list')
}

function isHeard({ model }: ModelPolicy): boolean {
  return !model.disabled.includes('onUpdate') && !model.disabled.includes('update')
}

function findingOf(policy: ModelPolicy, role: Role, field: Field): readonly Finding[] {
  const { model } = policy
  const value = exampleValue(field)
  const [guard] = field.rules
  if (value === undefined || guard === undefined) return []
  const isLister = isListed(policy) && policy.list.some(({ id }) => id === role.id)
  return [
    {
      message: `${textIn(model, role.rule)} shows its callers "${field.name}", which the field's own rules keep from them: who may ${isLister ? 'list' : 'listen'} and not get is not counted when fields are guarded`,
      fix: fixOf(role.rule, field),
      about: `${model.name}.${field.name}`,
      ...atRule(role.rule),
      related: related(guard, `does not admit them`),
      proof: {
        kind: 'steps',
        steps: isLister
          ? listed(model, role, { [field.name]: value })
          : heard(model, role, { [field.name]: value }),
      },
    },
  ]
}

function fixOf(rule: Rule, { name, required }: Field): string {
  const others = (rule.operations ?? []).filter(
    (operation) => !readOperations.some((one) => one === operation),
  )
  const counted = ruleText({ ...rule, operations: ['read', ...others] })
  const optional = required ? ` and make "${name}" optional, as AWS guards no required field` : ''
  return `write ${counted}${optional}; or keep "${name}" in a model of its own`
}

type Model = ModelPolicy['model']
type Value = Readonly<Record<string, unknown>>

function listed(model: Model, role: Role, value: Value): readonly ProofStep[] {
  const { caller, attributes } = admittedBy(role)
  return [
    {
      caller,
      stored: { [model.name]: [{ ...attributes, ...value }] },
      ask: { operation: 'list', model: model.name, fields: Object.keys(value) },
      answer: { status: 'ok', rows: [value], refusedFields: [] },
    },
  ]
}

function heard(model: Model, role: Role, value: Value): readonly ProofStep[] {
  const { caller, attributes } = admittedBy(role)
  return [
    {
      caller,
      stored: { [model.name]: [attributes] },
      ask: {
        operation: 'listen',
        model: model.name,
        to: 'update',
        input: value,
        fields: Object.keys(value),
      },
      answer: { status: 'ok', heard: true, shows: value },
    },
  ]
}
