import { isUnrestricted } from '../../authorization/decision.ts'
import type { Decision } from '../../authorization/decision.ts'
import type { RoleEvaluation } from '../../authorization/role-evaluation.ts'
import { enabledModes } from '../../model/modes.ts'
import type { ModeGate } from '../../policy/mode-gates.ts'
import type { Answer, Case, Observation, Outcome, Side } from '../case.ts'

/** The answers that have nothing to say of roles. */
export function plainAnswer(answer: string): Answer {
  return {
    observations: [],
    isGone: answer === 'gone' || answer === noArgument,
    outcome: () => ({ answer }),
  }
}

/** The answer to an argument that this version's operation does not take: the operation itself is there. */
export const noArgument = 'no such argument'

interface Asked {
  readonly exists: boolean
  readonly gate: ModeGate | undefined
  /** Whether the operation takes the arguments that are given. */
  readonly hasArguments?: boolean
}

/** What is asked before any role: is the caller's mode on, is there such a thing, does AppSync let the mode through? */
export function askedBefore(
  side: Side,
  { identity }: Case,
  { exists, gate, hasArguments = true }: Asked,
): Answer | undefined {
  if (!enabledModes(side.modes).includes(identity.mode)) return plainAnswer('401')
  if (side.policy === undefined || !exists) return plainAnswer('gone')
  if (!hasArguments) return plainAnswer(noArgument)
  if (isUnrestricted(identity)) return plainAnswer('allow')
  return gate === undefined || gate.has(identity.mode) ? undefined : plainAnswer('refuse')
}

export function observationsOf(
  { trace }: Decision,
  see: (evaluation: RoleEvaluation) => string = ({ reason }) => reason,
): readonly Observation[] {
  return trace.map((evaluation) => ({ role: evaluation.role, saw: see(evaluation) }))
}

/** An answer whose outcome is worked out when somebody wants it. */
export function answered(observations: readonly Observation[], outcome: () => Outcome): Answer {
  return { observations, outcome }
}
