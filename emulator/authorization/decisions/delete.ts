import type { Role } from '../../policy/role.ts'
import type { Decision } from '../decision.ts'
import { deny } from '../decision.ts'
import type { Observe } from '../role-evaluation.ts'

/** May the stored item be deleted? One role that may delete every field is enough (`auth-semantics` §4.3). */
export function decideDelete(roles: readonly Role[], observe: Observe): Decision {
  const trace = roles.map((role) => observe(role))
  const granted = trace.some(({ reason }) => reason === 'granted')
  return granted
    ? { question: 'delete', effect: 'allow', reason: 'role-granted', trace }
    : deny('delete', trace)
}
