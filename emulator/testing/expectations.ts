import { AccessError, accessError } from './access-error.ts'
import type { AccessErrorCode } from './access-error.ts'
import { isRefusal, refusalWords } from './answer.ts'
import type { AnswerError, RefusalWord } from './answer.ts'
import { deadReason } from './dead-reason.ts'
import type { Asked } from './dry-run.ts'
import type { Operation, Request } from './request.ts'

/** Throws an `AccessError` unless the request succeeded. */
export function expectAccess(asked: Asked): void {
  const { answer, missing } = asked
  if (isRefused(asked)) fail(asked, 'EXPECTED_ACCESS', 'cannot', 'but was expected to')
  if (answer.errors.length > 0) fail(asked, 'OTHER_ERROR', 'cannot', 'though no rule is against it')
  if (missing) fail(asked, 'OTHER_ERROR', 'cannot', 'because there is no such item')
}

/** What is expected of a refusal. */
export type Expected = Pick<Request, 'reason' | 'errors'>

/** Throws an `AccessError` unless the request was refused, for this reason when one is given. */
export function expectRefusal(asked: Asked, { reason, errors = 'any' }: Expected): void {
  const { answer, missing } = asked
  const isOther = answer.errors.length > 0 || missing
  const expected =
    reason === undefined ? 'but was expected not to' : `but was expected not to (${reason})`
  if (!isRefused(asked)) {
    if (isOther) fail(asked, 'OTHER_ERROR', 'cannot', otherwise(asked))
    fail(asked, 'EXPECTED_REFUSAL', 'can', expected)
  }
  if (errors !== 'any' && !answer.errors.some((error) => isOfKind(error, errors)))
    fail(asked, 'OTHER_REASON', 'cannot', `as expected, but the error is not ${errors}`)
  const words = wordsOf(asked)
  if (reason === undefined || words.includes(reason)) return
  fail(
    asked,
    'OTHER_REASON',
    'cannot',
    `as expected, but for another reason than ${reason}: ${words.join(', ')}`,
  )
}

/** Throws an `AccessError` for a reason that nobody can be refused for: the expectation would never hold. */
export function expectLive(
  { link, what }: Pick<Asked, 'link' | 'what'>,
  expectation: {
    readonly reason: RefusalWord | undefined
    readonly operation: Operation
    /** Absent: the model as a whole. */
    readonly isItem: boolean
    readonly model: string
  },
): void {
  if (expectation.reason === undefined) return
  const why = deadReason(link.world, { ...expectation, reason: expectation.reason })
  if (why === undefined) return
  const headline = `${link.name} can never be refused to ${what} for "${expectation.reason}": ${why}`
  throw new AccessError('DEAD_EXPECTATION', headline)
}

export function isRefused({ answer, hidden }: Pick<Asked, 'answer' | 'hidden'>): boolean {
  return hidden || answer.errors.some(isRefusal)
}

function wordsOf({ answer, hidden }: Asked): readonly RefusalWord[] {
  return [...new Set([...(hidden ? (['hidden'] as const) : []), ...refusalWords(answer)])]
}

function otherwise({ answer, missing }: Asked): string {
  if (missing) return 'but not for want of access: there is no such item'
  const [error] = answer.errors
  const kind =
    error?.message.startsWith('Validation error') === true ? 'a GraphQL validation' : 'another'
  return `but not for want of access: expected a refusal, got ${kind} error`
}

function isOfKind(
  { message }: AnswerError,
  kind: 'not-authorized' | 'unauthorized-fields',
): boolean {
  const start = {
    'not-authorized': 'Not Authorized to access ',
    'unauthorized-fields': 'Unauthorized on [',
  }
  return message.startsWith(start[kind])
}

function fail(
  { link, what, answer }: Asked,
  code: AccessErrorCode,
  ...[verb, rest]: [verb: string, rest: string]
): never {
  const { name, caller } = link
  throw accessError({ code, headline: `${name} ${verb} ${what}, ${rest}`, caller, answer })
}
