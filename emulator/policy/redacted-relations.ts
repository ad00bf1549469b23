import { readOperations } from './access-matrix.ts'
import type { AccessMatrix } from './access-matrix.ts'
import { fieldReaders } from './protected-fields.ts'
import { isItemRole } from './role.ts'
import type { Role } from './role.ts'

/**
 * Whether AWS leaves a relation out of mutation results, for those who may see it too (`auth-semantics` §2.6): when some
 * reader is turned away from the field, or when the same callers may read both sides unless the two role lists are
 * identical and static. Subscribers receive mutation results, and AWS cannot tell which of them may see the other side.
 */
export function isRedacted(field: string, matrix: AccessMatrix, related: readonly Role[]): boolean {
  const { readers, allowed } = fieldReaders(matrix, field)
  if (allowed.length < readers.length) return true
  const others = withoutCovered(related)
  if (!allowed.some((role) => hasBothSides(role, others))) return false
  const isSame =
    allowed.length === others.length &&
    others.every((role) => allowed.some((own) => isSameStatic(own, role)))
  return !isSame
}

/** The roles that may read something of a model in any way: relations to it ask all of them. */
export function relationReaders(matrix: AccessMatrix): readonly Role[] {
  return matrix.roles.filter((role) =>
    readOperations.some((operation) =>
      matrix.fields.some((field) => matrix.holds(role, operation, field)),
    ),
  )
}

const tokenProviders: readonly string[] = ['userPools', 'oidc']

/** "Any signed-in user" swallows the other roles of its provider. */
function withoutCovered(roles: readonly Role[]): readonly Role[] {
  const general = roles.filter(
    (role) => role.kind === 'private' && tokenProviders.includes(role.provider),
  )
  return roles.filter(
    (role) => role.kind === 'private' || !general.some((other) => other.provider === role.provider),
  )
}

function hasBothSides(role: Role, others: readonly Role[]): boolean {
  return others.some(
    (other) =>
      other.id === role.id ||
      (other.provider === role.provider &&
        [...tokenProviders, 'identityPool'].includes(role.provider) &&
        (role.kind === 'private' || other.kind === 'private')),
  )
}

function isSameStatic(role: Role, other: Role): boolean {
  return role.id === other.id && !isItemRole(role) && role.kind !== 'custom'
}
