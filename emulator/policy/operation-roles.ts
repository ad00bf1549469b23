import type { AccessMatrix, MatrixOperation } from './access-matrix.ts'
import type { Role } from './role.ts'

/** A role that may write, and how much of the item (`auth-semantics` §2.4). */
export interface WriteRole {
  readonly role: Role
  /** Whether it may write every field, so that nothing of the input need be checked. */
  readonly full: boolean
  /** Input keys that it may send. */
  readonly allowed: ReadonlySet<string>
  /** Input keys that it may send as null (update only): null needs `delete` on the field. */
  readonly nullAllowed: ReadonlySet<string>
}

/** Roles that hold the operation on at least one field. */
export function rolesOf(matrix: AccessMatrix, operation: MatrixOperation): readonly Role[] {
  return matrix.roles.filter((role) => fieldsOf(matrix, role, operation).length > 0)
}

/** Delete takes the whole item, so it needs `delete` on every field: one field rule without it takes the mutation away. */
export function deleteRoles(matrix: AccessMatrix): readonly Role[] {
  return matrix.roles.filter(
    (role) => fieldsOf(matrix, role, 'delete').length === matrix.fields.length,
  )
}

/** Roles that hold `delete` on some fields, which is of no use. */
export function partialDeleteRoles(matrix: AccessMatrix): readonly Role[] {
  const whole = new Set(deleteRoles(matrix))
  return rolesOf(matrix, 'delete').filter((role) => !whole.has(role))
}

export function createRoles(matrix: AccessMatrix): readonly WriteRole[] {
  return rolesOf(matrix, 'create').map((role) => {
    const allowed = new Set(fieldsOf(matrix, role, 'create'))
    return { role, full: allowed.size === matrix.fields.length, allowed, nullAllowed: allowed }
  })
}

/** `update` or `delete` on one field is enough to take part; the partition key is always free, sort keys are not. */
export function updateRoles(matrix: AccessMatrix, partitionKey: string): readonly WriteRole[] {
  const taking = new Set([...rolesOf(matrix, 'update'), ...rolesOf(matrix, 'delete')])
  return matrix.roles
    .filter((role) => taking.has(role))
    .map((role) => {
      const updatable = fieldsOf(matrix, role, 'update')
      const deletable = fieldsOf(matrix, role, 'delete')
      const full =
        updatable.length === matrix.fields.length && deletable.length === matrix.fields.length
      return {
        role,
        full,
        allowed: new Set([...updatable, partitionKey]),
        nullAllowed: new Set(deletable),
      }
    })
}

function fieldsOf(matrix: AccessMatrix, role: Role, operation: MatrixOperation): readonly string[] {
  return matrix.fields.filter((field) => matrix.holds(role, operation, field))
}
