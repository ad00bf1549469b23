import { explainDecision } from '../authorization/explain.ts'
import { explanationLines } from '../authorization/explanation-lines.ts'
import { placeText } from '../definition/place-text.ts'
import { decisionToShow, isRefusal } from './answer.ts'
import type { Answer } from './answer.ts'

/** What went wrong with an expectation. */
export type AccessErrorCode =
  | 'EXPECTED_ACCESS'
  | 'EXPECTED_REFUSAL'
  | 'OTHER_REASON'
  | 'OTHER_ERROR'

/** A failed expectation about access; its message shows the decision, rule by rule. Claims appear, tokens never. */
export class AccessError extends Error {
  override readonly name = 'AccessError'
  readonly code: AccessErrorCode

  constructor(code: AccessErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** What was expected, in words, and what came back. */
export interface Failure {
  readonly code: AccessErrorCode
  /** e.g. `bob can update Todo t1, but was expected not to`. */
  readonly headline: string
  /** e.g. `bob {"user_id":"bob"}`. */
  readonly caller: string
  readonly answer: Answer
}

export function accessError({ code, headline, caller, answer }: Failure): AccessError {
  return new AccessError(code, [headline, '', ...traceLines(caller, answer)].join('\n'))
}

function traceLines(caller: string, answer: Answer): readonly string[] {
  const { refusal } = answer.notes
  if (refusal !== undefined)
    return [`  ${refusal.status} ${refusal.message} (${refusal.reason}): ${refusal.detail}`]

  const shown = decisionToShow(answer)
  const other = answer.errors
    .filter((error) => !isRefusal(error))
    .map(({ message }) => `  answered: ${message}`)
  if (shown === undefined) return other
  const explanation = explainDecision(shown.decision)
  const key = shown.key === undefined ? '' : ` on ${JSON.stringify(shown.key)}`
  return [
    `  ${shown.fieldName} by ${caller}${key}: ${explanation.because}`,
    ...explanationLines(explanation, placeText),
    ...other,
  ]
}
