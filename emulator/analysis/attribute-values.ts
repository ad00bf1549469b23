import { iterateGroups, readGroups } from '../authorization/group-claim.ts'
import { readableOwners } from '../authorization/owner-claim.ts'
import { readClaim } from '../identity/claims.ts'
import type { Claims } from '../identity/claims.ts'
import type { ItemRole } from '../policy/role.ts'
import { claimsOf, ownTeam, subsets } from './claim-values.ts'

/** Nobody that any claim names. */
const somebodyElse = 'somebody-else'

/**
 * Values of one attribute that between them show the roles which read it everything that any value could, for a caller with
 * these claims (`analysis.md` §1.5, step 6). `undefined` stands for an absent attribute.
 */
export function attributeValues(roles: readonly ItemRole[], claims: Claims): readonly unknown[] {
  const named = [...new Set([...roles.flatMap((role) => namedBy(role, claims)), '', somebodyElse])]
  if (!roles.some(({ list }) => list)) return [undefined, null, ...named]
  const upTo = Math.max(1, roles.length)
  return [undefined, null, ...subsets(named).filter((subset) => subset.length <= upTo)]
}

/** What the caller's claims can equal, as they are and as text. */
function namedBy(role: ItemRole, claims: Claims): readonly unknown[] {
  const groups = [...readGroups(claims, role.claim), ...iterateGroups(claims, role.claim)]
  const elements = claimsOf(role).flatMap((claim) => [readClaim(claims, claim)].flat())
  const values = [
    ...readableOwners(claims, role.claim),
    ...groups,
    ...elements,
    ownTeam(role.claim),
  ]
  return values.flatMap((value) =>
    typeof value === 'number' ? [value, String(value)] : scalar(value),
  )
}

function scalar(value: unknown): readonly unknown[] {
  return typeof value === 'string' ? [value] : []
}
