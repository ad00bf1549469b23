import type { Rule } from '../model/rule.ts'

/** A rule in the fewest words: `owner user_id`, `group HR in user_groups`, `authenticated oidc`. */
export function ruleWords(rule: Rule): string {
  const { strategy, provider, groups = [], groupsField, ownerField = 'owner' } = rule
  switch (strategy) {
    case 'owner': {
      const field = ownerField === 'owner' ? '' : ` in ${ownerField}`
      return `owner ${rule.identityClaim ?? 'sub::username'}${field}`
    }
    case 'groups': {
      const claim = rule.groupClaim ?? 'cognito:groups'
      if (groupsField !== undefined) return `group of ${groupsField} in ${claim}`
      return `${groups.length === 1 ? 'group' : 'groups'} ${groups.join(' ')} in ${claim}`
    }
    case 'private':
      return `authenticated ${provider}`
    case 'public':
      return provider === 'identityPool' ? 'guest' : `public ${provider}`
    case 'custom':
      return `custom ${provider}`
  }
}
