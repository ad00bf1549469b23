import type { Mode } from '../../model/modes.ts'
import type { ModeGate } from '../../policy/mode-gates.ts'
import type { Decision } from '../decision.ts'

/** Does AppSync let a request of this mode to the field at all (`auth-semantics` §2.8)? */
export function decideMode(gate: ModeGate, mode: Mode): Decision {
  return gate.has(mode)
    ? { question: 'mode', effect: 'allow', reason: 'role-granted', trace: [] }
    : { question: 'mode', effect: 'deny', reason: 'mode-not-allowed', trace: [] }
}
