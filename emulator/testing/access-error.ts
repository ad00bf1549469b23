import type { Decision } from '../authorization/decision.ts'
import { decisionToShow, isRefusal } from './answer.ts'
import type { Answer } from './answer.ts'
import { traceText } from './trace-text.ts'
import type { Wanted } from './trace-text.ts'

/** What went wrong with an expectation. */
export type AccessErrorCode =
  | 'EXPECTED_ACCESS'
  | 'EXPECTED_REFUSAL'
  | 'OTHER_REASON'
  | 'OTHER_ERROR'
  | 'DEAD_EXPECTATION'
  | 'TABLE_DIFFERS'
  | 'LOCK_DIFFERS'

/**
 * A failed expectation about access; its message shows the decision, rule by rule, and what would have changed it. Claims
 * appear, tokens never. The stack is that of the suite.
 */
export class AccessError extends Error {
  override readonly name = 'AccessError'
  readonly code: AccessErrorCode
  /** The decision that the message shows; absent when none was made. */
  readonly decision?: Decision

  constructor(code: AccessErrorCode, message: string, decision?: Decision) {
    super(message)
    this.code = code
    if (decision !== undefined) this.decision = decision
  }
}

/** What was expected, in words, and what came back. */
export interface Failure {
  readonly code: AccessErrorCode
  /** e.g. `bob can update Todo t1, but was expected not to`. */
  readonly headline: string
  /** e.g. `bob {"user_id":"bob"} (oidc)`. */
  readonly caller: string
  readonly answer: Answer
}

export function accessError({ code, headline, caller, answer }: Failure): AccessError {
  const wanted = code === 'EXPECTED_REFUSAL' ? 'refusal' : 'access'
  const message = [headline, '', ...answerLines(caller, answer, wanted)].join('\n')
  return new AccessError(code, message, decisionToShow(answer)?.decision)
}

/** How an answer came about. */
export function answerLines(caller: string, answer: Answer, wanted: Wanted): readonly string[] {
  const { refusal } = answer.notes
  if (refusal !== undefined)
    return [`  ${refusal.status} ${refusal.message} (${refusal.reason}): ${refusal.detail}`]

  const shown = decisionToShow(answer)
  // What a Lambda authorizer denies is decided by no rule.
  const isExplained = shown?.decision.effect === 'deny'
  const other = answer.errors
    .filter((error) => !isRefusal(error) || !isExplained)
    .map(({ message }) => `  answered: ${message}`)
  return shown === undefined ? other : [...traceText(caller, shown, wanted), ...other]
}
