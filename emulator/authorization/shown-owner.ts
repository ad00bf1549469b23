/** An owner of several parts as the API answers it: stored as `sub::username`, shown as `username` (`auth-semantics` §2.7). */
export function shownOwner(owner: unknown): unknown {
  if (Array.isArray(owner)) return owner.map(shownOwner)
  if (typeof owner !== 'string') return owner
  // Java's split drops empty parts at the end: "s2::" is answered as "s2".
  const parts = owner.split('::')
  while (parts.length > 1 && parts.at(-1) === '') parts.pop()
  return parts.at(-1)
}
