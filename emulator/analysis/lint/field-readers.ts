import type { ModelPolicy } from '../../policy/compile-policy.ts'
import { fieldReaders } from '../../policy/protected-fields.ts'
import type { Role } from '../../policy/role.ts'
import { broadRole } from './broad-role.ts'

/** Whether callers of this role, who may have no other, are given the value of the field when they are given the item by `get`. */
export function mayReadField({ matrix }: ModelPolicy, role: Role, field: string): boolean {
  const { allowed } = fieldReaders(matrix, field)
  return allowed.some(({ id }) => id === role.id) || broadRole(allowed, role) !== undefined
}
