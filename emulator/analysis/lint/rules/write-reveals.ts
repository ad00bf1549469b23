import { ruleText } from '../../../authorization/rule-text.ts'
import type { Model } from '../../../model/definition.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { Role } from '../../../policy/role.ts'
import { atRule } from '../about-rule.ts'
import { broadRole } from '../broad-role.ts'
import { exampleValue } from '../example-values.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { ProofStep } from '../proof.ts'

/** Results of mutations are not held against rules for reading (`auth-semantics` case 94). */
export const writeReveals: LintRule = {
  id: 'write-reveals',
  severity: 'warning',
  kind: 'wider',
  title: 'Who may change an item without reading it is shown all of it',
  help: 'The result of an update or delete is the whole item, whoever asks: only fields that a reader of the model may not see are kept back. An update that changes nothing is enough. Grant `read`, so that the rules say what is true, or keep what must stay hidden in a model of its own.',
  find: ({ policy }) => [...policy.models.values()].flatMap(findIn),
}

function findIn(policy: ModelPolicy): readonly Finding[] {
  const readers = [...policy.get, ...policy.list]
  const writers = policy.matrix.roles.filter(
    (role) => !readers.some(({ id }) => id === role.id) && broadRole(readers, role) === undefined,
  )
  const rules = [...new Set(writers.map(({ rule }) => rule))]
  return rules.flatMap((rule) => {
    const role = writers.find((writer) => writer.rule === rule)
    return role === undefined ? [] : findingOf(policy, role)
  })
}

function findingOf(policy: ModelPolicy, role: Role): readonly Finding[] {
  const { model, protectedFields } = policy
  const operation = mutationOf(policy, role)
  const shown = model.fields.find(
    (field) =>
      !protectedFields.has(field.name) &&
      !model.identifier.includes(field.name) &&
      !('field' in role && role.field === field.name) &&
      exampleValue(field) !== undefined,
  )
  if (operation === undefined || shown === undefined) return []
  const value = { [shown.name]: exampleValue(shown) }
  const { caller, attributes } = admittedBy(role)
  const ask = { model: model.name, input: {}, fields: [shown.name] }
  const stored = { [model.name]: [{ ...attributes, ...value }] }
  const write: ProofStep = {
    caller,
    stored,
    ask: { operation, ...ask },
    answer: { status: 'ok', shows: value },
  }
  const read: ProofStep = {
    ...write,
    ask: { operation: 'get', ...ask },
    answer: { status: 'refused' },
  }
  return [
    {
      message: `${ruleText(role.rule)} does not let its callers read ${model.name}, but the result of ${operation === 'update' ? 'an update' : 'a delete'} shows them the whole item`,
      fix: `${fixOf(model, role)} if they may see what they ${operation}; else keep what they must not see in a model of its own`,
      about: model.name,
      ...atRule(role.rule),
      proof: { kind: 'steps', steps: model.disabled.includes('get') ? [write] : [read, write] },
    },
  ]
}

/** On a field, `read` would open the rows and guard every other field. */
function fixOf({ rules, name }: Model, { rule }: Role): string {
  if (rules.includes(rule)) return `add 'read' to it`
  return `add ${ruleText({ ...rule, operations: ['read'] })} to the rules of ${name}`
}

function mutationOf(
  { model, matrix, ...policy }: ModelPolicy,
  role: Role,
): 'update' | 'delete' | undefined {
  const writer = policy.update.find((one) => one.role.id === role.id)
  // An update sends every key, and a partial role may send the first only.
  const isKeyed = model.identifier.every((name) => writer?.allowed.has(name))
  const isUpdate = isKeyed && matrix.fields.some((field) => matrix.holds(role, 'update', field))
  if (isUpdate && !model.disabled.includes('update')) return 'update'
  const isDelete = policy.delete.some(({ id }) => id === role.id)
  return isDelete && !model.disabled.includes('delete') ? 'delete' : undefined
}
