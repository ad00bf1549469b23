import type { OperationGate } from '../../model/definition.ts'
import type { Role } from '../../policy/role.ts'
import type { Decision } from '../decision.ts'
import { deny } from '../decision.ts'
import type { Observe } from '../role-evaluation.ts'

/** Do AppSync's directives let the caller to the operation? For JS handlers that is all that is asked (`auth-semantics` §4.10). */
export function decideOperationGate(
  gates: readonly OperationGate[],
  passes: (gate: OperationGate) => boolean,
): Decision {
  return gates.some(passes)
    ? { question: 'operation', effect: 'allow', reason: 'role-granted', trace: [] }
    : { question: 'operation', effect: 'deny', reason: 'mode-not-allowed', trace: [] }
}

/** May the caller run an operation behind which functions stand? One role is enough; there is no item to look at. */
export function decideOperation(roles: readonly Role[], observe: Observe): Decision {
  const trace = roles.map((role) => observe(role))
  const granted = trace.some(({ reason }) => reason === 'granted')
  return granted
    ? { question: 'operation', effect: 'allow', reason: 'role-granted', trace }
    : deny('operation', trace)
}
