import { readClaim } from '../identity/claims.ts'
import type { Claims } from '../identity/claims.ts'
import { claimParts } from '../policy/role.ts'

/** A claim as the trace shows it: several parts together, and as missing when all of them are. */
export function shownClaim(
  claim: string,
  claims: Claims,
): { readonly name: string; readonly value: unknown } {
  const names = claimParts(claim)
  if (names.length === 1) return { name: claim, value: readClaim(claims, claim) }
  const parts = names.map((name) => readClaim(claims, name))
  return { name: claim, value: parts.every((part) => part === undefined) ? undefined : parts }
}
