import assert from 'node:assert/strict'

import type { Identity } from '../../emulator/identity/identity.ts'
import type { Claims } from '../../emulator/model/claims.ts'
import type { Rule } from '../../emulator/model/rule.ts'
import type { WriteRole } from '../../emulator/policy/operation-roles.ts'
import { rolesOfRule } from '../../emulator/policy/role.ts'
import type { Role } from '../../emulator/policy/role.ts'

/** The one role of a rule; `lists` names the fields that are declared as lists. */
export function roleOf(rule: Rule, lists: readonly string[] = []): Role {
  const [role, ...others] = rolesOfRule(rule, (field) => lists.includes(field))
  assert.ok(role !== undefined && others.length === 0)
  return role
}

export const owner: Role = roleOf({
  strategy: 'owner',
  provider: 'oidc',
  ownerField: 'owner',
  identityClaim: 'user_id',
})
export const pairOwner: Role = roleOf({ strategy: 'owner', provider: 'oidc', ownerField: 'owner' })
export const editors: Role = roleOf(
  { strategy: 'owner', provider: 'oidc', ownerField: 'editors', identityClaim: 'user_id' },
  ['editors'],
)
export const signedIn: Role = roleOf({ strategy: 'private', provider: 'oidc' })
export const admins: Role = roleOf({
  strategy: 'groups',
  provider: 'oidc',
  groups: ['Admins'],
  groupClaim: 'user_groups',
})
export const team: Role = roleOf({
  strategy: 'groups',
  provider: 'oidc',
  groupsField: 'team',
  groupClaim: 'user_groups',
})
export const teams: Role = roleOf(
  { strategy: 'groups', provider: 'oidc', groupsField: 'teams', groupClaim: 'user_groups' },
  ['teams'],
)
export const publicKey: Role = roleOf({ strategy: 'public', provider: 'apiKey' })
export const guest: Role = roleOf({ strategy: 'public', provider: 'identityPool' })
export const poolUser: Role = roleOf({ strategy: 'private', provider: 'identityPool' })
export const lambda: Role = roleOf({ strategy: 'custom', provider: 'function' })

/** A caller with an OIDC token of these claims. */
export function oidc(claims: Claims): Identity {
  return { mode: 'oidc', issuer: 'http://127.0.0.1/oidc', claims }
}

/** A role that may write every field. */
export function full(role: Role): WriteRole {
  return { role, full: true, allowed: new Set(), nullAllowed: new Set() }
}

/** A role that may send these keys, and the second ones as null. */
export function partial(role: Role, allowed: string, nullAllowed: string = allowed): WriteRole {
  const keys = (text: string): ReadonlySet<string> => new Set(text.split(' '))
  return { role, full: false, allowed: keys(allowed), nullAllowed: keys(nullAllowed) }
}
