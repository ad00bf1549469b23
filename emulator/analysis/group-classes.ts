import type { AccessMatrix, MatrixOperation } from '../policy/access-matrix.ts'
import type { Role, StaticGroupRole } from '../policy/role.ts'

/** Static groups of one claim that no question can tell apart, because they hold the same rights everywhere. */
export type GroupClass = readonly StaticGroupRole[]

/** Divides the static group roles among these; `rights` says in a text what a role holds. */
export function groupClasses(
  roles: readonly Role[],
  rights: (role: StaticGroupRole) => string,
): readonly GroupClass[] {
  const classes = new Map<string, StaticGroupRole[]>()
  for (const role of roles) {
    if (role.kind !== 'static-group') continue
    const alike = `${role.claim}\n${rights(role)}`
    const members = classes.get(alike)
    if (members === undefined) classes.set(alike, [role])
    else if (!members.some(({ id }) => id === role.id)) members.push(role)
  }
  return [...classes.values()]
}

const operations = [
  'create',
  'update',
  'delete',
  'get',
  'list',
  'listen',
] as const satisfies readonly MatrixOperation[]

/** What a role holds, field by field. */
export function rightsIn(matrix: AccessMatrix, role: Role): string {
  return matrix.fields
    .map((field) =>
      operations.map((operation) => (matrix.holds(role, operation, field) ? 1 : 0)).join(''),
    )
    .join(' ')
}
