import type { Field } from '../../model/definition.ts'
import type { Rule } from '../../model/rule.ts'
import { isTaken, replaced } from './rule-site.ts'
import type { RuleOperator } from './rule-site.ts'

/** Owners, or groups, stand in another field: the first declared text, or list of texts, that does not have them already. */
export const ownerField: RuleOperator = (site) => {
  const { rule, model } = site
  const name = rule.strategy === 'owner' ? 'ownerField' : 'groupsField'
  const own = rule[name]
  if (own === undefined || model === undefined) return []
  const isList = model.fields.some((field) => field.name === own && field.list !== null)
  const [other] = model.fields
    .filter((field) => field.name !== own && isText(field) && (field.list !== null) === isList)
    .map((field): Rule => ({ ...rule, [name]: field.name }))
    .filter((changed) => !isTaken(site, changed))
  if (other === undefined) return []
  return [{ operator: 'owner-field', argument: other[name] ?? '', ...replaced(site, other) }]
}

function isText({ kind, type }: Field): boolean {
  return kind === 'scalar' && (type === 'String' || type === 'ID')
}
