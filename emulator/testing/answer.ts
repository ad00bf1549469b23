import type { DecisionReason } from '../authorization/decision.ts'
import type { Reason } from '../authorization/role-evaluation.ts'
import type { FieldDecision } from '../graphql/context.ts'
import type { RequestNotes } from '../graphql/use-appsync-request.ts'
import { isRefusalType } from '../identity/refusal.ts'
import type { RefusalReason } from '../identity/refusal.ts'

/** One error as AppSync answers it. */
export interface AnswerError {
  readonly message: string
  readonly errorType?: string | null
  readonly path?: readonly (string | number)[] | null
}

/** An answer of the API. */
export interface GraphQLAnswer<Data = Record<string, unknown>> {
  readonly data: Data | null
  readonly errors?: readonly AnswerError[]
}

/** What came back, and what was decided on the way. */
export interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null
  readonly errors: readonly AnswerError[]
  readonly notes: RequestNotes
}

/** Why something was refused, in one word: a rule's reason, a decision's, a 401's, or `hidden` from a list. */
export type RefusalWord = Reason | DecisionReason | RefusalReason | 'hidden'

/** Whether the error says that the caller may not: AppSync's field errors, its 401, and the 403 of signatures. */
export function isRefusal({ errorType }: AnswerError): boolean {
  return errorType === 'Unauthorized' || isRefusalType(errorType)
}

/** Every word that describes how this answer was refused. */
export function refusalWords({ notes }: Answer): readonly RefusalWord[] {
  const denied = notes.decisions.filter(({ decision }) => decision.effect === 'deny')
  const words = denied.flatMap(({ decision }) => [
    decision.reason,
    ...decision.trace.map(({ reason }) => reason),
  ])
  return notes.refusal === undefined ? words : [...words, notes.refusal.reason]
}

/** The decision to show for an answer: the denial, else the last one. */
export function decisionToShow({ notes }: Answer): FieldDecision | undefined {
  return (
    notes.decisions.find(({ decision }) => decision.effect === 'deny') ?? notes.decisions.at(-1)
  )
}
