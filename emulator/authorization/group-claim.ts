import { readClaim } from '../identity/claims.ts'
import type { Claims } from '../identity/claims.ts'

/**
 * Static groups: `claim.contains(group)` on the raw claim. On a list that is membership; on a string it is a substring
 * test, so "SuperAdmin" passes for "Admin" (`auth-semantics` §3.2 S). The deployed API does this, so it is kept.
 */
export function isInStaticGroup(claims: Claims, claim: string, group: string): boolean {
  const value = readClaim(claims, claim)
  return (typeof value === 'string' || Array.isArray(value)) && value.includes(group)
}

/**
 * Groups of a claim where AWS parses it: a list as it is, the text of a JSON list parsed, other text as one group (§3.2 D).
 * Of an object it goes through the values, as Velocity's foreach does.
 */
export function readGroups(claims: Claims, claim: string): readonly unknown[] {
  const value = readClaim(claims, claim)
  return typeof value === 'string' ? parsedList(value) : elementsOf(value)
}

/** Groups of a claim where AWS only iterates it: what is in it and not empty; text names no group at all (§3.2 L). */
export function iterateGroups(claims: Claims, claim: string): readonly unknown[] {
  return elementsOf(readClaim(claims, claim)).filter((group) => !isEmpty(group))
}

function elementsOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : []
}

/** `$util.isNullOrEmpty` */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value === ''
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** A JSON list in a text, or the text as the one element of a list. */
export function parsedList(text: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? parsed : [text]
  } catch {
    // Not JSON: the text is the name of one group.
    return [text]
  }
}
