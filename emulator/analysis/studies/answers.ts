import { isUnrestricted } from '../../authorization/decision.ts'
import type { Decision } from '../../authorization/decision.ts'
import type { RoleEvaluation } from '../../authorization/role-evaluation.ts'
import type { GeneratedOperation } from '../../model/definition.ts'
import { enabledModes } from '../../model/modes.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
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

/** What a question is about, on one side. */
interface Subject<About> {
  /** Undefined: this version has no such thing. */
  readonly about: About | undefined
  /** The modes that AppSync lets through; absent: the subject decides that itself. */
  readonly gate?: ((about: About) => ModeGate) | undefined
  /** Whether the operation takes the arguments that are given; absent: it does. */
  readonly hasArguments?: ((about: About) => boolean) | undefined
  /** What the roles say. */
  readonly ask: (about: About) => Answer
}

/** Asks the roles, unless it is settled before them: is the mode on, is there such a thing, does AppSync let the mode through? */
export function askAbout<About>(
  { modes }: Side,
  { identity }: Case,
  { about, gate, hasArguments, ask }: Subject<About>,
): Answer {
  if (!enabledModes(modes).includes(identity.mode)) return plainAnswer('401')
  if (about === undefined) return plainAnswer('gone')
  if (hasArguments?.(about) === false) return plainAnswer(noArgument)
  if (isUnrestricted(identity)) return plainAnswer('allow')
  return gate?.(about).has(identity.mode) === false ? plainAnswer('refuse') : ask(about)
}

/** The policy of a model that has this operation. */
export function offering({ policy }: Side, operation: GeneratedOperation): ModelPolicy | undefined {
  return policy?.model.disabled.includes(operation) === false ? policy : undefined
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
