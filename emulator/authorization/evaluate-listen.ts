import { readClaim } from '../identity/claims.ts'
import type { Claims } from '../identity/claims.ts'
import type { Identity } from '../identity/identity.ts'
import type { Filter } from '../model/filter.ts'
import type { Item } from '../model/item.ts'
import type { ItemRole, Role } from '../policy/role.ts'
import { evaluate } from './evaluate-role.ts'
import { isEmpty, parsedList } from './group-claim.ts'
import { ownerMatches, readOwnerClaim } from './owner-claim.ts'
import type { OwnerClaim } from './owner-claim.ts'
import type { RoleEvaluation } from './role-evaluation.ts'
import { shownClaim } from './shown-claim.ts'

/** Which events may the caller hear through this role, and is the owner that the subscription asks for the caller (`auth-semantics` §4.7)? */
export function evaluateForListen(role: Role, identity: Identity, given: Item): RoleEvaluation {
  return evaluate(role, identity, (itemRole, claims) =>
    itemRole.kind === 'owner'
      ? ownerEvents(itemRole, claims, given)
      : groupEvents(itemRole, claims),
  )
}

function ownerEvents(role: ItemRole, claims: Claims, given: Item): RoleEvaluation {
  const claim = shownClaim(role.claim, claims)
  const owner = readOwnerClaim(claims, role.claim)
  if (owner === undefined) return { role, reason: 'claim-missing', claim }

  const terms: readonly Filter[] = [
    { [role.field]: { [role.list ? 'contains' : 'eq']: heardAs(owner) } },
  ]
  // List owners have no argument.
  const asked = role.list ? undefined : given[role.field]
  if (asked === undefined || asked === null || asked === '')
    return { role, reason: 'imposes-filter', claim, terms }
  const compared = { field: role.field, value: asked }
  return {
    role,
    reason: ownerMatches(owner, asked, false) ? 'granted' : 'not-the-owner',
    claim,
    compared,
    terms,
  }
}

/** Events carry the owner as the API answers it: of several parts, the last. */
function heardAs({ value, parts }: OwnerClaim): unknown {
  return parts.length === 0 ? value : parts.at(-1)
}

function groupEvents(role: ItemRole, claims: Claims): RoleEvaluation {
  const claim = shownClaim(role.claim, claims)
  const groups = heardGroups(claims, role.claim)
  if (isEmpty(groups)) return { role, reason: 'claim-missing', claim }
  const terms: readonly Filter[] = [
    { [role.field]: { [role.list ? 'containsAny' : 'in']: groups } },
  ]
  return { role, reason: 'imposes-filter', claim, terms }
}

/** AWS parses a text, and passes on everything else as the claim has it, be it no list. */
function heardGroups(claims: Claims, claim: string): unknown {
  const value = readClaim(claims, claim)
  return typeof value === 'string' ? parsedList(value) : value
}
