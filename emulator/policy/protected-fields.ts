import { readOperations } from './access-matrix.ts'
import type { AccessMatrix } from './access-matrix.ts'
import { rolesOf } from './operation-roles.ts'
import type { Role } from './role.ts'

/**
 * The fields whose value some reader of the model may not see, each with the roles that may (`auth-semantics` §2.5).
 * "Reader" means a role with `get`: AWS builds a Set of several lists, which takes the first only, so roles that merely
 * list or listen do not count. That slip decides who sees what in production, so it is kept.
 */
export function protectedFields(matrix: AccessMatrix): ReadonlyMap<string, readonly Role[]> {
  const found = new Map<string, readonly Role[]>()
  for (const field of matrix.fields) {
    const { readers, allowed } = fieldReaders(matrix, field)
    if (allowed.length < readers.length) found.set(field, allowed)
  }
  return found
}

/** The readers of the model that are asked about a field, and those of them that may read it, by the field's own rules. */
export function fieldReaders(
  matrix: AccessMatrix,
  field: string,
): { readonly readers: readonly Role[]; readonly allowed: readonly Role[] } {
  const readers = withoutCovered(matrix, rolesOf(matrix, 'get'), field)
  const allowed = readers.filter((role) =>
    readOperations.some((operation) => matrix.holds(role, operation, field)),
  )
  return { readers, allowed: allowed.map((role) => matrix.roleOn(role, field)) }
}

/** Where "any signed-in user" may read a field in every way, AWS drops the other roles of that provider from the question. */
function withoutCovered(
  matrix: AccessMatrix,
  readers: readonly Role[],
  field: string,
): readonly Role[] {
  const covering = readers.filter(
    (role) =>
      role.kind === 'private' &&
      (role.provider === 'userPools' || role.provider === 'oidc') &&
      readOperations.every((operation) => matrix.holds(role, operation, field)),
  )
  const covered = (role: Role): boolean =>
    covering.some((general) => general.provider === role.provider && general !== role)
  return readers.filter((role) => !covered(role))
}
