import { ruleText } from '../../authorization/rule-text.ts'
import type { Definition, Model } from '../../model/definition.ts'
import type { Rule } from '../../model/rule.ts'
import { rolesOfRule } from '../../policy/role.ts'
import { withRules, writtenRules } from '../written-rules.ts'
import type { WrittenRule } from '../written-rules.ts'
import type { Change } from './mutant.ts'

/** A rule in its surroundings, as operators look at it. */
export interface RuleSite extends WrittenRule {
  readonly on: 'model' | 'field' | 'member' | 'operation'
  /** The model that has the rule, or whose field has it. */
  readonly model: Model | undefined
  /** All rules of the holder, this one among them. */
  readonly rules: readonly Rule[]
  readonly definition: Definition
}

/** What can be done to one rule. */
export type RuleOperator = (site: RuleSite) => readonly Change[]

export function siteOf(written: WrittenRule, definition: Definition): RuleSite {
  const { holder } = written
  const { models, operations } = definition
  const [type, member] = holder.split('.')
  const model = models.find(({ name }) => name === type)
  const rules = writtenRules(definition).flatMap((one) => (one.holder === holder ? one.rule : []))
  const isOperation = operations.some(({ root, name }) => `${root}.${name}` === holder)
  const site = { ...written, model, definition, rules }
  if (isOperation) return { ...site, on: 'operation' }
  if (member === undefined) return { ...site, on: 'model' }
  return { ...site, on: model === undefined ? 'member' : 'field' }
}

/** The definition with another rule in this one's place. */
export function replaced(
  { definition, holder, index, rule }: RuleSite,
  other: Rule,
): Pick<Change, 'text' | 'definition'> {
  return {
    text: `${ruleText(other)} instead of ${ruleText(rule)}`,
    definition: withRules(definition, holder, (rules) => rules.with(index, other)),
  }
}

/** Whether another rule there already speaks of somebody of whom this one would. */
export function isTaken({ rules, index, model }: RuleSite, other: Rule): boolean {
  return isNamed(rules.toSpliced(index, 1), other, model)
}

/** Whether one of the rules speaks of somebody of whom this one does. */
export function isNamed(rules: readonly Rule[], rule: Rule, model: Model | undefined): boolean {
  const isList = (field: string): boolean =>
    model?.fields.some(({ name, list }) => name === field && list !== null) ?? false
  const known = new Set(rules.flatMap((one) => rolesOfRule(one, isList)).map(({ id }) => id))
  return rolesOfRule(rule, isList).some(({ id }) => known.has(id))
}

/** The same rule without something that it says. */
export function without(rule: Rule, name: 'operations' | 'identityClaim' | 'groupClaim'): Rule {
  const { [name]: _, ...kept } = rule
  return kept
}
