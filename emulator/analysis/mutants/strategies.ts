import type { AuthorizationModes } from '../../model/modes.ts'
import { enabledModes } from '../../model/modes.ts'
import type { Rule } from '../../model/rule.ts'
import { isTaken, replaced } from './rule-site.ts'
import type { RuleOperator, RuleSite } from './rule-site.ts'

/** Whoever signed in is let through, not only whom the item names. */
export const ownerToAuthenticated: RuleOperator = (site) => {
  const { strategy, groupsField } = site.rule
  const isOfItem = strategy === 'owner' || (strategy === 'groups' && groupsField !== undefined)
  return isOfItem ? admitting(site, 'owner-to-authenticated', asPrivate(site.rule)) : []
}

/** Whoever signed in is let through, not only a group. */
export const groupToAuthenticated: RuleOperator = (site) => {
  const { strategy, groupsField } = site.rule
  const isStatic = strategy === 'groups' && groupsField === undefined
  return isStatic ? admitting(site, 'group-to-authenticated', asPrivate(site.rule)) : []
}

/** Whoever has the API key is let through. */
export const authenticatedToPublic: RuleOperator = (site) => {
  if (site.rule.strategy !== 'private') return []
  const open: Rule = { ...site.rule, strategy: 'public', provider: 'apiKey' }
  return admitting(site, 'authenticated-to-public', open).map((change) => ({
    ...change,
    definition: { ...change.definition, modes: withApiKey(change.definition.modes) },
  }))
}

function admitting(
  site: RuleSite,
  operator: 'owner-to-authenticated' | 'group-to-authenticated' | 'authenticated-to-public',
  other: Rule,
): ReturnType<RuleOperator> {
  return isTaken(site, other) ? [] : [{ operator, ...replaced(site, other) }]
}

function asPrivate({ provider, operations, place }: Rule): Rule {
  return {
    strategy: 'private',
    provider,
    ...(operations === undefined ? {} : { operations }),
    ...(place === undefined ? {} : { place }),
  }
}

function withApiKey(modes: AuthorizationModes): AuthorizationModes {
  return enabledModes(modes).includes('apiKey')
    ? modes
    : { ...modes, additionalModes: [...modes.additionalModes, 'apiKey'] }
}
