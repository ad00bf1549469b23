import type { Identity } from '../identity/identity.ts'
import type { OperationGate } from '../model/definition.ts'
import type { Role } from '../policy/role.ts'
import { evaluate } from './evaluate-role.ts'
import { isInStaticGroup } from './group-claim.ts'
import type { RoleEvaluation } from './role-evaluation.ts'

/** Does the caller hold this role for an operation, which has no item? Roles about items never match. */
export function evaluateForOperation(role: Role, identity: Identity): RoleEvaluation {
  return evaluate(role, identity, (itemRole) => ({ role: itemRole, reason: 'not-the-owner' }))
}

/** Does an AppSync directive let the caller through? Its groups are those of a user pool, in `cognito:groups`. */
export function passesGate({ mode, groups }: OperationGate, identity: Identity): boolean {
  if (mode !== identity.mode) return false
  if (groups === undefined) return true
  const claims = 'claims' in identity ? identity.claims : {}
  return (
    Array.isArray(claims['cognito:groups']) &&
    groups.some((group) => isInStaticGroup(claims, 'cognito:groups', group))
  )
}
