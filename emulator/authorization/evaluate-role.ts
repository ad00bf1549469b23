import type { Claims } from '../identity/claims.ts'
import type { Identity, IamPrincipal } from '../identity/identity.ts'
import type { Item } from '../model/item.ts'
import type { ItemRole, Role, StaticGroupRole } from '../policy/role.ts'
import { isItemRole } from '../policy/role.ts'
import { shownClaim } from './shown-claim.ts'
import { isInStaticGroup, iterateGroups, readGroups } from './group-claim.ts'
import { ownerMatches, readableOwners, readOwnerClaim } from './owner-claim.ts'
import { resolverEquals } from './resolver-equals.ts'
import type { RoleEvaluation } from './role-evaluation.ts'

/** Does the caller hold this role for this stored item? A missing item is nobody's. Asked by update, delete and fields. */
export function evaluateOnItem(
  role: Role,
  identity: Identity,
  item: Item | undefined,
): RoleEvaluation {
  return evaluate(role, identity, (itemRole, claims) => holdsItem(itemRole, claims, item ?? {}))
}

/** Does the caller hold this role for the item that this input creates, and would an absent owner be filled in? */
export function evaluateOnInput(role: Role, identity: Identity, input: Item): RoleEvaluation {
  return evaluate(role, identity, (itemRole, claims) =>
    itemRole.kind === 'owner'
      ? ownsInput(itemRole, claims, input)
      : holdsItem(itemRole, claims, input),
  )
}

/** Which items may the caller read through this role? Asked by get and list. */
export function evaluateForRead(role: Role, identity: Identity): RoleEvaluation {
  return evaluate(role, identity, readTerms)
}

/** What is the same for every question: the mode, IAM principals, general roles and static groups. */
export function evaluate(
  role: Role,
  identity: Identity,
  evaluateItemRole: (role: ItemRole, claims: Claims) => RoleEvaluation,
): RoleEvaluation {
  if (role.mode !== identity.mode) return { role, reason: 'other-mode' }
  if (identity.mode === 'iam') return evaluatePrincipal(role, identity.principal)
  const claims = 'claims' in identity ? identity.claims : {}
  if (role.kind === 'static-group') return evaluateStaticGroup(role, claims)
  return isItemRole(role) ? evaluateItemRole(role, claims) : { role, reason: 'granted' }
}

/** `allow.guest()` does not admit signed-in users: their role is another (`auth-semantics` §6.2). */
function evaluatePrincipal(role: Role, principal: IamPrincipal): RoleEvaluation {
  const wanted = role.kind === 'public' ? 'guest' : 'authenticated'
  return { role, reason: principal === wanted ? 'granted' : 'not-this-principal' }
}

function evaluateStaticGroup(role: StaticGroupRole, claims: Claims): RoleEvaluation {
  const claim = shownClaim(role.claim, claims)
  if (claim.value === undefined) return { role, reason: 'claim-missing', claim }
  const granted = isInStaticGroup(claims, role.claim, role.group)
  return { role, reason: granted ? 'granted' : 'not-in-group', claim }
}

function holdsItem(role: ItemRole, claims: Claims, item: Item): RoleEvaluation {
  const seen = {
    role,
    claim: shownClaim(role.claim, claims),
    compared: { field: role.field, value: item[role.field] },
  }
  if (role.kind === 'dynamic-group') return { ...seen, reason: holdsItemGroup(role, claims, item) }
  const owner = readOwnerClaim(claims, role.claim)
  if (owner === undefined) return { ...seen, reason: 'claim-missing' }
  return {
    ...seen,
    reason: ownerMatches(owner, item[role.field], role.list) ? 'granted' : 'not-the-owner',
  }
}

function holdsItemGroup(role: ItemRole, claims: Claims, item: Item): RoleEvaluation['reason'] {
  const groups = readGroups(claims, role.claim)
  if (groups.length === 0) return 'claim-missing'
  const stored = item[role.field]
  const isMine = (value: unknown): boolean => groups.some((group) => resolverEquals(group, value))
  const isMember = role.list ? Array.isArray(stored) && stored.some(isMine) : isMine(stored)
  return isMember ? 'granted' : 'not-in-item-groups'
}

/** An owner key that is absent is filled in; one that is present as null is not (`auth-semantics` §4.1). */
function ownsInput(role: ItemRole, claims: Claims, input: Item): RoleEvaluation {
  const owner = readOwnerClaim(claims, role.claim)
  const value = input[role.field]
  if (owner === undefined || (value !== undefined && value !== null))
    return holdsItem(role, claims, input)
  const seen = {
    role,
    claim: shownClaim(role.claim, claims),
    compared: { field: role.field, value },
  }
  if (role.field in input) return { ...seen, reason: 'owner-is-null' }
  return { ...seen, reason: 'fills-owner', fills: role.list ? [owner.value] : owner.value }
}

function readTerms(role: ItemRole, claims: Claims): RoleEvaluation {
  const claim = shownClaim(role.claim, claims)
  const terms = role.kind === 'owner' ? ownerTerms(role, claims) : groupTerms(role, claims)
  return terms.length === 0
    ? { role, reason: 'claim-missing', claim }
    : { role, reason: 'imposes-filter', claim, terms }
}

function ownerTerms(
  { field, list, claim }: ItemRole,
  claims: Claims,
): RoleEvaluation['terms'] & object {
  const operator = list ? 'contains' : 'eq'
  return readableOwners(claims, claim).map((value) => ({ [field]: { [operator]: value } }))
}

function groupTerms(
  { field, list, claim }: ItemRole,
  claims: Claims,
): RoleEvaluation['terms'] & object {
  if (list) return iterateGroups(claims, claim).map((group) => ({ [field]: { contains: group } }))
  const groups = readGroups(claims, claim)
  return groups.length === 0 ? [] : [{ [field]: { in: groups } }]
}
