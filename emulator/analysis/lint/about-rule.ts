import { ruleText } from '../../authorization/rule-text.ts'
import type { Model } from '../../model/definition.ts'
import type { ModelOperation, Rule } from '../../model/rule.ts'
import type { Finding } from './lint-rule.ts'

/** What ties a finding to a rule: its line, and its text for when lines have moved. */
export function atRule(rule: Rule): Pick<Finding, 'ruleText' | 'place'> {
  return { ruleText: ruleText(rule), ...(rule.place === undefined ? {} : { place: rule.place }) }
}

/** Another rule that has to do with a finding, and what it does. */
export function related(rule: Rule, what: string): NonNullable<Finding['related']> {
  if (rule.place === undefined) return []
  return [{ place: rule.place, message: `${ruleText(rule)} ${what}` }]
}

/** The rule as it is written on this model: whether its field is a list stands in the model, not in the rule. */
export function textIn({ fields }: Pick<Model, 'fields'>, rule: Rule): string {
  const field = rule.ownerField ?? rule.groupsField
  const isList = fields.some(({ name, list }) => name === field && list !== null)
  const text = ruleText(rule)
  return isList ? text.replace(/^allow\.(owner|group)DefinedIn/, 'allow.$1sDefinedIn') : text
}

const everyOperation: readonly ModelOperation[] = ['create', 'read', 'update', 'delete']

/** The same rule without some operations; undefined where nothing is left of it. */
export function withoutOperations(
  rule: Rule,
  dropped: readonly ModelOperation[],
): Rule | undefined {
  const operations = (rule.operations ?? everyOperation).filter((one) => !dropped.includes(one))
  return operations.length === 0 ? undefined : { ...rule, operations }
}

/** `.authorization((allow) => […])` of these rules, to be written on the model or a field of it. */
export function authorizationText(model: Pick<Model, 'fields'>, rules: readonly Rule[]): string {
  return `.authorization((allow) => [${rules.map((rule) => textIn(model, rule)).join(', ')}])`
}
