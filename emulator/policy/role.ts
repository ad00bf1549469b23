import type { Mode } from '../model/modes.ts'
import { modeOf } from '../model/rule.ts'
import type { Provider, Rule } from '../model/rule.ts'

/**
 * What rules are compiled to: somebody whom the API can tell from others. Two rules that name the same one share a role
 * (`auth-semantics` §2.2). Never an IAM role, never a user group.
 */
export type Role = RoleBase &
  (
    | { readonly kind: 'private' | 'public' | 'custom' }
    | { readonly kind: 'static-group'; readonly group: string; readonly claim: string }
    | {
        readonly kind: 'owner' | 'dynamic-group'
        readonly field: string
        readonly list: boolean
        readonly claim: string
      }
  )

interface RoleBase {
  /** AWS's role key without the model's name, e.g. `oidc:owner:owner:user_id`. */
  readonly id: string
  readonly provider: Provider
  /** The one mode whose requests can be this role. */
  readonly mode: Mode
  /** The rule it came from; at field level, the last one written. */
  readonly rule: Rule
}

export type StaticGroupRole = Extract<Role, { kind: 'static-group' }>
export type ItemRole = Extract<Role, { kind: 'owner' | 'dynamic-group' }>

/** The claim of an owner rule that names none, for oidc too (`auth-semantics` §3.1). */
export const defaultIdentityClaim = 'sub::username'
export const defaultGroupClaim = 'cognito:groups'

/** The roles of one rule: one a group for static groups, else one. `isList` tells whether a field is declared as a list. */
export function rolesOfRule(rule: Rule, isList: (field: string) => boolean): readonly Role[] {
  const base = { provider: rule.provider, mode: modeOf(rule.provider), rule }
  const { provider } = rule
  switch (rule.strategy) {
    case 'private':
    case 'public':
    case 'custom':
      return [{ ...base, id: plainRoleId(rule), kind: rule.strategy }]
    case 'owner': {
      const { ownerField: field = 'owner', identityClaim: claim = defaultIdentityClaim } = rule
      return [
        {
          ...base,
          id: `${provider}:owner:${field}:${claim}`,
          kind: 'owner',
          field,
          list: isList(field),
          claim,
        },
      ]
    }
    case 'groups':
      return groupRoles(rule, base, isList)
  }
}

function plainRoleId({ provider, strategy }: Rule): string {
  return provider === 'identityPool' ? `iam:${strategy}` : `${provider}:${strategy}`
}

function groupRoles(
  rule: Rule,
  base: Omit<RoleBase, 'id'>,
  isList: (field: string) => boolean,
): readonly Role[] {
  const { provider, groupsField: field, groupClaim: claim = defaultGroupClaim } = rule
  if (field !== undefined) {
    return [
      {
        ...base,
        id: `${provider}:dynamicGroup:${field}:${claim}`,
        kind: 'dynamic-group',
        field,
        list: isList(field),
        claim,
      },
    ]
  }
  return (rule.groups ?? []).map((group) => ({
    ...base,
    id: `${provider}:staticGroup:${group}:${claim}`,
    kind: 'static-group',
    group,
    claim,
  }))
}

/** Whether the role depends on a field of the item. */
export function isItemRole(role: Role): role is ItemRole {
  return role.kind === 'owner' || role.kind === 'dynamic-group'
}

/** The claim names that a claim rule like `sub::username` consists of. */
export function claimParts(claim: string): readonly string[] {
  return claim.split('::')
}

const evaluationOrder = [
  'private',
  'public',
  'custom',
  'static-group',
  'owner',
  'dynamic-group',
] as const

/** The order in which the deployed API tries roles: general ones, static groups, owners, groups of the item (`auth-semantics` §4.0). */
export function inEvaluationOrder<T>(
  entries: readonly T[],
  roleOf: (entry: T) => Role,
): readonly T[] {
  return evaluationOrder.flatMap((kind) => entries.filter((entry) => roleOf(entry).kind === kind))
}
