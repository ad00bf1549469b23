import type { ModelPolicy } from '../../policy/compile-policy.ts'
import { isItemRole, rolesOfRule } from '../../policy/role.ts'
import type { Role } from '../../policy/role.ts'
import { broadRole } from './broad-role.ts'

/** Roles of groups and the like that may do this with all items, though only rules of fields say so. */
export function openedByFields(policy: ModelPolicy, operation: 'list' | 'listen'): readonly Role[] {
  const roles = policy[operation]
  const ofModel = new Set(
    policy.model.rules.flatMap((rule) => rolesOfRule(rule, () => false)).map(({ id }) => id),
  )
  const opened = roles.filter((role) => !isItemRole(role) && !grantsIt(policy, role, operation))
  return opened.filter(
    (role) =>
      broadRole(
        roles.filter((one) => !opened.includes(one) && ofModel.has(one.id)),
        role,
      ) === undefined,
  )
}

/** Whether a rule of the model lets the role do it: then every field without rules of its own is open to it. */
function grantsIt({ model }: ModelPolicy, role: Role, operation: 'list' | 'listen'): boolean {
  return model.rules
    .filter(({ operations = ['read'] }) =>
      operations.some((one) => one === 'read' || one === operation),
    )
    .some((rule) => rolesOfRule(rule, () => false).some(({ id }) => id === role.id))
}
