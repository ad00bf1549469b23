import { ruleText } from '../../../authorization/rule-text.ts'
import type { Model, SecondaryIndex } from '../../../model/definition.ts'
import type { Item } from '../../../model/item.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import { isItemRole } from '../../../policy/role.ts'
import type { ItemRole } from '../../../policy/role.ts'
import { atRule, related } from '../about-rule.ts'
import { broadRole } from '../broad-role.ts'
import { exampleKey, exampleValue } from '../example-values.ts'
import { admittedBy } from '../granted-by.ts'
import { joinedCaller } from '../joined-caller.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import { ownModels } from '../own-requests.ts'
import type { ProofStep } from '../proof.ts'

/** An index whose sort key is the owner: beside another rule about the item, the owner's rows are left out (`auth-semantics` §4.6). */
export const indexLosesOwnerRows: LintRule = {
  id: 'index-loses-owner-rows',
  severity: 'warning',
  kind: 'narrower',
  title: 'An index query leaves out what the caller owns, because the owner is its sort key',
  help: 'Where the owner field is in the key of an index, AWS does not filter by it but asks for it as a key, unless another rule about the item gives a filter: then the owner is forgotten, and the query answers only what the other rule admits. Take the owner out of the key of the index, or query by it.',
  find: (subject) =>
    ownModels(subject).flatMap((policy) =>
      policy.model.indexes.flatMap((index) => findIn(policy, index)),
    ),
}

function findIn(policy: ModelPolicy, index: SecondaryIndex): readonly Finding[] {
  const readers = [...policy.list, ...policy.get]
  const keys = [index.partitionKey, ...index.sortKeys]
  const items = readers.filter(isItemRole)
  // Several sort keys are joined into one attribute, which is nobody's.
  const keyed =
    index.sortKeys.length === 1 ? items.find(({ field }) => field === index.sortKeys[0]) : undefined
  const other = items.find(({ field, mode }) => mode === keyed?.mode && !keys.includes(field))
  if (keyed === undefined || other === undefined || broadRole(readers, keyed) !== undefined)
    return []
  const steps = stepsOf(policy.model, index, [keyed, other])
  if (steps.length === 0) return []

  const name = index.queryField ?? index.name
  return [
    {
      message: `${name} leaves out what ${ruleText(keyed.rule)} admits: "${keyed.field}" is its sort key, and for callers whom ${ruleText(other.rule)} knows it is not looked at`,
      fix: `take "${keyed.field}" out of the key of ${index.name}, or name it in the query`,
      about: policy.model.name,
      ...atRule(keyed.rule),
      related: related(other.rule, 'is what the query answers by'),
      proof: { kind: 'steps', steps },
    },
  ]
}

/** One caller whom both rules know: the list has the row that is theirs by the first, the query has not. */
function stepsOf(
  model: Model,
  { queryField, partitionKey }: SecondaryIndex,
  [keyed, other]: readonly [ItemRole, ItemRole],
): readonly ProofStep[] {
  const owner = admittedBy(keyed)
  const caller = joinedCaller(owner.caller, admittedBy(other, 'team-a').caller)
  const partition = model.fields.find(({ name }) => name === partitionKey)
  const value = partition && exampleValue(partition)
  if (caller === undefined || queryField === null || value === undefined) return []
  const given: Item = { [partitionKey]: value }
  const key = exampleKey(model)
  return [
    {
      caller,
      stored: { [model.name]: [{ ...key, ...owner.attributes, ...given }] },
      ask: { operation: 'list', model: model.name },
      answer: { status: 'ok', rows: [key] },
    },
    {
      caller,
      ask: { operation: 'query', model: model.name, query: queryField, given },
      answer: { status: 'ok', rows: [] },
    },
  ]
}
