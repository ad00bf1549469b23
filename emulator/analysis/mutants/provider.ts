import { enabledModes } from '../../model/modes.ts'
import type { Provider } from '../../model/rule.ts'
import { isTaken, replaced } from './rule-site.ts'
import type { RuleOperator } from './rule-site.ts'

const counterparts: Readonly<Partial<Record<Provider, Provider>>> = {
  oidc: 'userPools',
  userPools: 'oidc',
}

/** The rule speaks of those who sign in at the other place, where the API takes tokens of both. */
export const provider: RuleOperator = (site) => {
  const { rule, definition } = site
  const modes = enabledModes(definition.modes)
  const other = counterparts[rule.provider]
  if (other === undefined || !modes.includes('oidc') || !modes.includes('userPool')) return []
  const changed = { ...rule, provider: other }
  return isTaken(site, changed)
    ? []
    : [{ operator: 'provider', argument: other, ...replaced(site, changed) }]
}
