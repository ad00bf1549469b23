import type { Claims } from '../identity/claims.ts'
import type { Identity } from '../identity/identity.ts'
import type { ItemRole, Role } from '../policy/role.ts'
import { evaluate } from './evaluate-role.ts'
import { parsedList } from './group-claim.ts'
import { readOwnerClaim } from './owner-claim.ts'
import { resolverEquals } from './resolver-equals.ts'
import type { RoleEvaluation } from './role-evaluation.ts'
import { shownClaim } from './shown-claim.ts'

/**
 * Which keys may the caller ask for, through a role whose field is a key attribute of the queried table or index
 * (`auth-semantics` §4.6)? An argument is held against the claim; without one the claim becomes part of the query.
 */
export function evaluateForKey(role: Role, identity: Identity, argument: unknown): RoleEvaluation {
  return evaluate(role, identity, (itemRole, claims) => keyOfRole(itemRole, claims, argument))
}

function keyOfRole(role: ItemRole, claims: Claims, argument: unknown): RoleEvaluation {
  const claim = shownClaim(role.claim, claims)
  // AWS reads group claims here as it reads owner claims, whole.
  const owner = readOwnerClaim(claims, role.claim)
  if (owner === undefined) return { role, reason: 'claim-missing', claim }

  const values = typeof owner.value === 'string' ? parsedList(owner.value) : owner.value
  const all = [...owner.parts, ...[values].flat()]
  if (argument === undefined || argument === null) {
    const key = { [role.field]: owner.parts.length === 0 ? values : all }
    return { role, reason: 'imposes-key', claim, key }
  }
  const asked = wanted(argument)
  const isMine = [values, ...all].some((value) => resolverEquals(value, asked))
  const missed = role.kind === 'owner' ? 'not-the-owner' : 'not-in-item-groups'
  const compared = { field: role.field, value: asked ?? argument }
  return { role, reason: isMine ? 'granted' : missed, claim, compared }
}

/** A partition key is given as it is, a sort key as a condition, of which only `eq` can be held against a claim. */
function wanted(argument: unknown): unknown {
  return typeof argument === 'string' ? argument : Reflect.get(Object(argument), 'eq')
}
