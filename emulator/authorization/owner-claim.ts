import { readClaim } from '../identity/claims.ts'
import type { Claims } from '../identity/claims.ts'
import { claimParts } from '../policy/role.ts'
import { resolverEquals, resolverText } from './resolver-equals.ts'

/** The caller as an owner field stores it, e.g. `sub::username`, and its parts (none for a claim of one part). */
export interface OwnerClaim {
  readonly value: unknown
  readonly parts: readonly unknown[]
}

/** Reads the claim of an owner role; when any of its parts is missing it names nobody. An empty string names somebody. */
export function readOwnerClaim(claims: Claims, claim: string): OwnerClaim | undefined {
  const parts = claimParts(claim).map((name) => readClaim(claims, name))
  if (parts.includes(undefined)) return undefined
  return parts.length === 1 ? { value: parts[0], parts: [] } : { value: joined(parts), parts }
}

/**
 * What get and list compare the owner field with: the whole value if all parts are there, and every part that is there.
 * Reads need no complete claim, unlike writes (`auth-semantics` §4.4).
 */
export function readableOwners(claims: Claims, claim: string): readonly unknown[] {
  const names = claimParts(claim)
  const parts = names.map((name) => readClaim(claims, name)).filter((part) => part !== undefined)
  if (names.length === 1) return parts
  return parts.length === names.length ? [joined(parts), ...parts] : parts
}

/** AppSync: an owner field matches the whole value or any one of its parts; a list does when one of its elements does. */
export function ownerMatches(owner: OwnerClaim, stored: unknown, list: boolean): boolean {
  if (list) return Array.isArray(stored) && stored.some((element) => matchesOne(owner, element))
  return matchesOne(owner, stored)
}

function matchesOne(owner: OwnerClaim, stored: unknown): boolean {
  return [owner.value, ...owner.parts].some((value) => resolverEquals(value, stored))
}

/** As AWS's resolvers write it: `"$one::$other"`. */
function joined(parts: readonly unknown[]): string {
  return parts.map(resolverText).join('::')
}
