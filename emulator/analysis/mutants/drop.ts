import { ruleText } from '../../authorization/rule-text.ts'
import { withoutRule } from '../written-rules.ts'
import type { RuleOperator } from './rule-site.ts'

/** The rule admits nobody; an operation's only rule stays, because nothing is deployed without one. */
export const drop: RuleOperator = (site) => {
  const { on, rules, rule, definition } = site
  if (on === 'operation' && rules.length === 1) return []
  return [
    {
      operator: 'drop',
      text: `without ${ruleText(rule)}`,
      definition: withoutRule(definition, site),
    },
  ]
}
