import { ruleText } from '../../authorization/rule-text.ts'
import type { ModelOperation, Rule } from '../../model/rule.ts'
import { readOperations } from '../../policy/access-matrix.ts'
import { replaced, without } from './rule-site.ts'
import type { RuleOperator } from './rule-site.ts'

/** Those that the API has; search and sync have no field of their own. */
const asked = ['create', 'update', 'delete', 'get', 'list', 'listen'] as const
const askedOfFields = ['create', 'update', 'delete', 'read'] as const

/** The rule grants everything. */
export const widenOperations: RuleOperator = (site) =>
  site.rule.operations === undefined || (site.on !== 'model' && site.on !== 'field')
    ? []
    : [{ operator: 'widen-ops', ...replaced(site, without(site.rule, 'operations')) }]

/** The rule grants one operation less. */
export const narrowOperation: RuleOperator = (site) => {
  if (site.on !== 'model') return []
  const granted = expanded(site.rule)
  return asked
    .filter((operation) => granted.includes(operation))
    .map((argument) => ({ argument, operations: granted.filter((one) => one !== argument) }))
    .filter(({ operations }) => asked.some((one) => operations.includes(one)))
    .map(({ argument, operations }) => ({
      operator: 'narrow-op',
      argument,
      ...replaced(site, { ...site.rule, operations }),
      text: `${ruleText(site.rule)} without ${argument}`,
    }))
}

/** The rule grants one operation more. */
export const addOperation: RuleOperator = (site) => {
  const { operations } = site.rule
  if (site.on !== 'model' || operations === undefined) return []
  const granted = expanded(site.rule)
  return asked
    .filter((operation) => !granted.includes(operation))
    .map((argument) => ({
      operator: 'add-op',
      argument,
      ...replaced(site, { ...site.rule, operations: [...operations, argument] }),
      text: `${ruleText(site.rule)} with ${argument}, too`,
    }))
}

/** A field's rule grants one thing more, or less. */
export const fieldOperations: RuleOperator = (site) => {
  if (site.on !== 'field') return []
  const { operations = askedOfFields } = site.rule
  return askedOfFields.flatMap((one) => {
    const isGranted = operations.includes(one)
    const others = isGranted ? operations.filter((other) => other !== one) : [...operations, one]
    if (others.length === 0) return []
    const argument = `${isGranted ? '-' : '+'}${one}`
    return [
      { operator: 'field-ops', argument, ...replaced(site, { ...site.rule, operations: others }) },
    ]
  })
}

function expanded({ operations }: Rule): readonly ModelOperation[] {
  if (operations === undefined) return ['create', 'update', 'delete', ...readOperations]
  return operations.flatMap((one) => (one === 'read' ? readOperations : [one]))
}
