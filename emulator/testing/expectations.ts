import { accessError } from './access-error.ts'
import type { AccessErrorCode } from './access-error.ts'
import { isRefusal, refusalWords } from './answer.ts'
import type { RefusalWord } from './answer.ts'
import type { Asked } from './dry-run.ts'

/** Throws an `AccessError` unless the request succeeded. */
export function expectAccess(asked: Asked): void {
  const { answer, hidden } = asked
  const refused = hidden || answer.errors.some(isRefusal)
  if (refused) fail(asked, 'EXPECTED_ACCESS', 'cannot', 'but was expected to')
  if (answer.errors.length > 0) fail(asked, 'OTHER_ERROR', 'cannot', 'though no rule is against it')
}

/** Throws an `AccessError` unless the request was refused, for this reason when one is given. */
export function expectRefusal(asked: Asked, reason: RefusalWord | undefined): void {
  const { answer, hidden } = asked
  const refused = hidden || answer.errors.some(isRefusal)
  if (!refused && answer.errors.length > 0)
    fail(asked, 'OTHER_ERROR', 'cannot', 'but not for want of access')
  const expected =
    reason === undefined ? 'but was expected not to' : `but was expected not to (${reason})`
  if (!refused) fail(asked, 'EXPECTED_REFUSAL', 'can', expected)
  if (reason === undefined) return

  const words: readonly RefusalWord[] = [
    ...(hidden ? (['hidden'] as const) : []),
    ...refusalWords(answer),
  ]
  if (!words.includes(reason)) {
    fail(
      asked,
      'OTHER_REASON',
      'cannot',
      `as expected, but for another reason than ${reason}: ${[...new Set(words)].join(', ')}`,
    )
  }
}

function fail(
  { link, what, answer }: Asked,
  code: AccessErrorCode,
  ...[verb, rest]: [verb: string, rest: string]
): never {
  const [name = ''] = link.caller.split(' ')
  throw accessError({
    code,
    headline: `${name} ${verb} ${what}, ${rest}`,
    caller: link.caller,
    answer,
  })
}
