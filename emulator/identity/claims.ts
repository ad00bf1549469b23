import type { Claims } from '../model/claims.ts'

export type { Claims } from '../model/claims.ts'

/**
 * The claim of that name, undefined when it is missing or JSON null. The lookup is flat: `https://x/y` and `a.b` are names.
 * `username` falls back to `cognito:username` (auth-semantics §3.1).
 */
export function readClaim(claims: Claims, name: string): unknown {
  const value = readOwn(claims, name)
  if (value === undefined && name === 'username') return readOwn(claims, 'cognito:username')

  return value
}

function readOwn(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? (claims[name] ?? undefined) : undefined
}
