import type { Role } from '../../policy/role.ts'

/** The role among these that every caller of the mode has, whoever it is. */
export function broadRole<T extends Role>(
  roles: readonly T[],
  { mode }: Pick<Role, 'mode'>,
): T | undefined {
  return roles.find((role) => role.mode === mode && role.kind === 'private')
}
