import { ruleText } from '../../../authorization/rule-text.ts'
import type { Field } from '../../../model/definition.ts'
import type { Item } from '../../../model/item.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { Role } from '../../../policy/role.ts'
import { atRule, authorizationText, related } from '../about-rule.ts'
import { exampleKey, exampleValue } from '../example-values.ts'
import { mayReadField } from '../field-readers.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { ProofStep } from '../proof.ts'

/** Client filters are not held against rules of fields (`auth-semantics` §4.5). */
export const filterRevealsProtectedField: LintRule = {
  id: 'filter-reveals-protected-field',
  severity: 'error',
  kind: 'wider',
  title: 'The values of a protected field can be found out by filters',
  help: 'A rule on a field keeps its value out of answers. A filter may name the field all the same: which items come back tells what is in it, one letter at a time if need be. What must stay secret from those who list a model belongs in a model of its own.',
  find: ({ policy }) => [...policy.models.values()].flatMap(findIn),
}

function findIn(policy: ModelPolicy): readonly Finding[] {
  const { model, list, protectedFields } = policy
  if (model.disabled.includes('list')) return []
  return model.fields
    .filter(({ name, rules }) => protectedFields.has(name) && rules.length > 0)
    .flatMap((field) => {
      const role = list.find((one) => !mayReadField(policy, one, field.name))
      return role === undefined ? [] : findingOf(policy, role, field)
    })
}

function findingOf({ model }: ModelPolicy, role: Role, field: Field): readonly Finding[] {
  const [rule] = field.rules
  const probe = probeOf(field)
  if (rule === undefined || probe === undefined) return []
  return [
    {
      message: `values of "${field.name}" can be found out by filtering: those who list ${model.name} by ${ruleText(role.rule)} may not read it, and filters are not checked`,
      fix: `keep "${field.name}" in a model of its own, with the rules that it has here: ${authorizationText(model, field.rules)}`,
      about: `${model.name}.${field.name}`,
      ...atRule(rule),
      related: related(role.rule, 'lets them list'),
      proof: { kind: 'steps', steps: guess(model, { role, field, probe }) },
    },
  ]
}

interface Probe {
  readonly value: unknown
  /** Conditions on the field: one that the value meets, and one that it does not. */
  readonly hit: Item
  readonly miss: Item
}

function probeOf(field: Field): Probe | undefined {
  const value = exampleValue(field)
  if (value === undefined || field.list !== null) return undefined
  if (typeof value === 'string')
    return { value, hit: { beginsWith: value.slice(0, 1) }, miss: { beginsWith: '~' } }
  if (typeof value === 'number') return { value, hit: { gt: value - 1 }, miss: { gt: value } }
  return { value, hit: { eq: value }, miss: { ne: value } }
}

function guess(
  model: ModelPolicy['model'],
  { role, field, probe }: { readonly role: Role; readonly field: Field; readonly probe: Probe },
): readonly ProofStep[] {
  const { caller, attributes } = admittedBy(role)
  const item = { ...exampleKey(model, attributes), ...attributes, [field.name]: probe.value }
  const ask = { operation: 'list', model: model.name } as const
  return [
    {
      caller,
      stored: { [model.name]: [item] },
      ask: { ...ask, filter: { [field.name]: probe.hit } },
      answer: { status: 'ok', rows: [exampleKey(model, item)] },
    },
    {
      caller,
      ask: { ...ask, filter: { [field.name]: probe.miss } },
      answer: { status: 'ok', rows: [] },
    },
    {
      caller,
      ask: { ...ask, fields: [field.name] },
      answer: { status: 'ok', refusedFields: [field.name] },
    },
  ]
}
