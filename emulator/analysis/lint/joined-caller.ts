import type { Claims } from '../../model/claims.ts'
import type { ProofCaller } from './proof.ts'

/** One caller with the claims of two: groups of both; undefined where they are of different modes, or claims contradict. */
export function joinedCaller(one: ProofCaller, other: ProofCaller): ProofCaller | undefined {
  if (one.mode !== other.mode) return undefined
  if (!('claims' in one && 'claims' in other)) return one
  const claims: Record<string, unknown> = { ...one.claims }
  for (const [name, value] of Object.entries(other.claims)) {
    const own = claims[name]
    if (own === undefined || own === value) claims[name] = value
    else if (Array.isArray(own) && Array.isArray(value))
      claims[name] = [...new Set([...own, ...value])]
    else return undefined
  }
  return { ...one, claims: claims satisfies Claims }
}
