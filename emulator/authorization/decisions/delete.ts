import type { Role } from '../../policy/role.ts'
import type { Decision } from '../decision.ts'
import { deny } from '../decision.ts'
import type { Observe, RoleEvaluation } from '../role-evaluation.ts'

/**
 * May the stored item be deleted? One role that may delete every field is enough (`auth-semantics` §4.3); roles that may
 * delete some of them only take no part, and are named for whoever wonders.
 */
export function decideDelete(
  roles: readonly Role[],
  partial: readonly Role[],
  observe: Observe,
): Decision {
  const trace = [
    ...roles.map((role) => observe(role)),
    ...partial.map((role) => unable(role, observe)),
  ]
  const granted = trace.some(({ reason }) => reason === 'granted')
  return granted
    ? { question: 'delete', effect: 'allow', reason: 'role-granted', trace }
    : deny('delete', trace)
}

function unable(role: Role, observe: Observe): RoleEvaluation {
  const evaluation = observe(role)
  return evaluation.reason === 'other-mode' ? evaluation : { role, reason: 'not-every-field' }
}
