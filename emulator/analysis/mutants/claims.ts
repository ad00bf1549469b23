import type { Rule } from '../../model/rule.ts'
import { defaultGroupClaim, defaultIdentityClaim } from '../../policy/role.ts'
import { writtenRules } from '../written-rules.ts'
import { isTaken, replaced, without } from './rule-site.ts'
import type { RuleOperator } from './rule-site.ts'

/** Owners are known by another claim that some owner is known by, or by `sub`. */
export const ownerClaim: RuleOperator = (site) => {
  const { rule, definition } = site
  if (rule.strategy !== 'owner') return []
  const claimOf = ({ identityClaim = defaultIdentityClaim }: Rule): string => identityClaim
  const used = rulesOf(definition)
    .filter(({ strategy }) => strategy === 'owner')
    .map(claimOf)
  return others([...used, 'sub'], claimOf(rule))
    .map((claim) => ({ claim, other: claimed(rule, 'identityClaim', claim) }))
    .filter(({ other }) => !isTaken(site, other))
    .map(({ claim, other }) => ({
      operator: 'owner-claim',
      argument: claim,
      ...replaced(site, other),
    }))
}

/** Groups are looked for in another claim that has groups, or in Cognito's. */
export const groupClaim: RuleOperator = (site) => {
  const { rule, definition } = site
  if (rule.strategy !== 'groups') return []
  const claimOf = ({ groupClaim: claim = defaultGroupClaim }: Rule): string => claim
  const used = rulesOf(definition)
    .filter(({ strategy }) => strategy === 'groups')
    .map(claimOf)
  return others([...used, defaultGroupClaim], claimOf(rule))
    .map((claim) => ({ claim, other: claimed(rule, 'groupClaim', claim) }))
    .filter(({ other }) => !isTaken(site, other))
    .map(({ claim, other }) => ({
      operator: 'group-claim',
      argument: claim,
      ...replaced(site, other),
    }))
}

function rulesOf(definition: Parameters<typeof writtenRules>[0]): readonly Rule[] {
  return writtenRules(definition).map(({ rule }) => rule)
}

function others(claims: readonly string[], own: string): readonly string[] {
  return [...new Set(claims)].filter((claim) => claim !== own)
}

/** A rule that means the default names no claim. */
function claimed(rule: Rule, name: 'identityClaim' | 'groupClaim', claim: string): Rule {
  const isDefault = claim === defaultIdentityClaim || claim === defaultGroupClaim
  return isDefault ? without(rule, name) : { ...rule, [name]: claim }
}
