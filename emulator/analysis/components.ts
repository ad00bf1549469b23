import { isItemRole } from '../policy/role.ts'
import type { Role } from '../policy/role.ts'
import { claimsOf } from './claim-values.ts'

/** Roles that may see the same value: connected by a claim or by a field (`analysis.md` §1.5, step 3). */
export function components(roles: readonly Role[]): readonly (readonly Role[])[] {
  let found: readonly { readonly reads: ReadonlySet<string>; readonly roles: readonly Role[] }[] =
    []
  for (const role of roles) {
    const reads = new Set(readsOf(role))
    const touching = found.filter((component) => [...reads].some((one) => component.reads.has(one)))
    const merged = {
      reads: new Set([...reads, ...touching.flatMap((component) => [...component.reads])]),
      roles: [...touching.flatMap((component) => component.roles), role],
    }
    found = [...found.filter((component) => !touching.includes(component)), merged]
  }
  return found.map((component) => component.roles)
}

/** `username` is read from `cognito:username` where it is missing, so the two are one. */
function readsOf(role: Role): readonly string[] {
  const claims = claimsOf(role).map((claim) =>
    claim === 'cognito:username' ? 'claim username' : `claim ${claim}`,
  )
  return isItemRole(role) ? [...claims, `field ${role.field}`] : claims
}
