import type { Role } from '../../policy/role.ts'
import type { Decision } from '../decision.ts'
import { deny } from '../decision.ts'
import type { Observe } from '../role-evaluation.ts'

/**
 * May the value of a protected field be seen? In the result of a mutation it is null even for those who may, because that
 * result is what subscribers receive (`auth-semantics` §4.8).
 */
export function decideField(
  roles: readonly Role[],
  observe: Observe,
  isMutationResult: boolean,
): Decision {
  const trace = roles.map((role) => observe(role))
  if (!trace.some(({ reason }) => reason === 'granted')) return deny('field', trace)
  return {
    question: 'field',
    effect: 'allow',
    reason: isMutationResult ? 'null-in-mutation-result' : 'role-granted',
    trace,
  }
}
