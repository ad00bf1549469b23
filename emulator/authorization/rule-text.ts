import type { Rule } from '../model/rule.ts'

/** A rule as the developer would write it: `allow.owner('oidc').identityClaim('user_id').to(['read'])`. */
export function ruleText(rule: Rule): string {
  return `allow.${callText(rule)}${claimText(rule)}${operationsText(rule)}`
}

function callText(rule: Rule): string {
  const { strategy, ownerField = 'owner', groupsField, groups = [] } = rule
  switch (strategy) {
    case 'public':
      return rule.provider === 'identityPool' ? 'guest()' : 'publicApiKey()'
    case 'custom':
      return 'custom()'
    case 'private':
      return call('authenticated', [], rule)
    case 'owner':
      return ownerField === 'owner' ? call('owner', [], rule) : definedIn('owner', ownerField, rule)
    case 'groups':
      return groupsField === undefined
        ? call('groups', [listText(groups)], rule)
        : definedIn('group', groupsField, rule)
  }
}

/** `ownersDefinedIn` and `groupsDefinedIn` where the builder was told of a list. */
function definedIn(kind: 'owner' | 'group', field: string, rule: Rule): string {
  return call(`${kind}${rule.meansList === true ? 's' : ''}DefinedIn`, [quoted(field)], rule)
}

/** The provider comes last, and is left out where the builder's default is meant. */
function call(method: string, given: readonly string[], { provider }: Rule): string {
  const all = provider === 'userPools' ? given : [...given, quoted(provider)]
  return `${method}(${all.join(', ')})`
}

function claimText({ identityClaim, groupClaim }: Rule): string {
  if (identityClaim !== undefined) return `.identityClaim(${quoted(identityClaim)})`
  return groupClaim === undefined ? '' : `.withClaimIn(${quoted(groupClaim)})`
}

function operationsText({ operations }: Rule): string {
  return operations === undefined ? '' : `.to(${listText(operations)})`
}

function listText(members: readonly string[]): string {
  return `[${members.map(quoted).join(', ')}]`
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
