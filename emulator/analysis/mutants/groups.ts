import type { Rule } from '../../model/rule.ts'
import { writtenRules } from '../written-rules.ts'
import { isTaken, replaced } from './rule-site.ts'
import type { RuleOperator, RuleSite } from './rule-site.ts'
import type { Change } from './mutant.ts'

/** A group's name is another one's, whom nobody is in. */
export const changeGroup: RuleOperator = (site) =>
  groupsOf(site).flatMap((group) => renamed(site, 'change-group', [group, 'amplite-other']))

/** One of several groups is left out. */
export const dropGroup: RuleOperator = (site) => {
  const groups = groupsOf(site)
  if (groups.length < 2) return []
  return groups.map((group) => ({
    operator: 'drop-group',
    argument: group,
    ...replaced(site, { ...site.rule, groups: groups.filter((one) => one !== group) }),
  }))
}

/** A group of another rule is let through, too. */
export const addGroup: RuleOperator = (site) => {
  const groups = groupsOf(site)
  if (groups.length === 0) return []
  const all = writtenRules(site.definition).flatMap(({ rule }) => rule.groups ?? [])
  return [...new Set(all)]
    .filter((group) => !groups.includes(group))
    .filter((group) => !isTaken(site, { ...site.rule, groups: [group] }))
    .map((group) => ({
      operator: 'add-group',
      argument: group,
      ...replaced(site, { ...site.rule, groups: [...groups, group] }),
    }))
}

/** A group's name is spelled in the other case: names are compared letter by letter. */
export const swapCase: RuleOperator = (site) =>
  groupsOf(site).flatMap((group) => {
    const upper = group.toUpperCase()
    const other = upper === group ? group.toLowerCase() : upper
    return other === group ? [] : renamed(site, 'swap-case', [group, other])
  })

function groupsOf({ rule }: { readonly rule: Rule }): readonly string[] {
  return rule.strategy === 'groups' ? (rule.groups ?? []) : []
}

function renamed(
  site: RuleSite,
  operator: 'change-group' | 'swap-case',
  [group, other]: readonly [string, string],
): readonly Change[] {
  const groups = groupsOf(site).map((one) => (one === group ? other : one))
  if (new Set(groups).size < groups.length || isTaken(site, { ...site.rule, groups: [other] }))
    return []
  return [{ operator, argument: group, ...replaced(site, { ...site.rule, groups }) }]
}
