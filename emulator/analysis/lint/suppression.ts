import { didYouMean } from '../../model/did-you-mean.ts'
import type { Place } from '../../model/definition.ts'
import type { Finding } from './lint-rule.ts'

/** `// amplite-ignore shadowed-rule, owner-cannot-clear -- the team shares all todos`: what a comment asks to leave out. */
export interface Suppression {
  readonly place: Place
  /** The ids that are rules. */
  readonly ids: readonly string[]
  /** Why; at least ten characters. */
  readonly reason: string
  /** Lines of the file for which it speaks. */
  readonly lines: readonly number[]
}

/** A comment, as far as suppressions go by it. */
export interface Remark {
  readonly text: string
  readonly place: Place
  /** Its own lines, and the one below where nothing else is on them. */
  readonly lines: readonly number[]
}

/** What comments ask for, and what is wrong with those that ask for nothing that can be given. */
export interface ReadRemarks {
  readonly suppressions: readonly Suppression[]
  readonly faults: readonly Finding[]
}

const shortestReason = 10
const form = /^amplite-ignore\s+(?<ids>[\w-]+(?:\s*,\s*[\w-]+)*)\s*(?:--\s*(?<reason>.*))?$/s

/** Reads the comments that begin with `amplite-ignore`; without a reason none counts. */
export function readRemarks(remarks: readonly Remark[], known: readonly string[]): ReadRemarks {
  const read = remarks
    .filter(({ text }) => /^amplite-ignore/i.test(text))
    .map((remark) => readRemark(remark, known))
  return {
    suppressions: read.flatMap(({ suppressions }) => suppressions),
    faults: read.flatMap(({ faults }) => faults),
  }
}

function readRemark(remark: Remark, known: readonly string[]): ReadRemarks {
  const { ids: list, reason = '' } = form.exec(remark.text)?.groups ?? {}
  if (list === undefined) return refused(remark, `"${remark.text}" is not how findings are ignored`)
  const ids = list.split(',').map((id) => id.trim())
  if (reason.trim().length < shortestReason) return refused(remark, reasonFault(ids, reason.trim()))

  const unknown = ids.filter((id) => !known.includes(id))
  return {
    suppressions: [
      { ...remark, ids: ids.filter((id) => known.includes(id)), reason: reason.trim() },
    ],
    faults: unknown.map((id) =>
      faultOf(remark, {
        message: `there is no rule "${id}" to ignore${didYouMean(id, known)}`,
        fix: 'name a rule of the catalogue, or delete the comment',
      }),
    ),
  }
}

function reasonFault(ids: readonly string[], reason: string): string {
  const said = reason === '' ? 'without a reason' : `for the reason "${reason}", which is too short`
  return `${ids.join(', ')} cannot be ignored ${said}`
}

function refused(remark: Remark, message: string): ReadRemarks {
  const fix = `write "amplite-ignore <rule>[, <rule>…] -- <why, in ${shortestReason} characters or more>"`
  return { suppressions: [], faults: [faultOf(remark, { message, fix })] }
}

/** A suppression of something that is not found: it would hide the day on which it is. */
export function unusedSuppression({ place }: Pick<Suppression, 'place'>, id: string): Finding {
  const said = { message: `${id} is ignored here and is not found`, fix: `take "${id}" out` }
  return { ...faultOf({ place, text: id }, said), severity: 'warning' }
}

function faultOf(
  { place, text }: Pick<Remark, 'place' | 'text'>,
  said: Pick<Finding, 'message' | 'fix'>,
): Finding {
  // No request has to do with it.
  const proof = { kind: 'steps', steps: [] } as const
  return { ...said, about: 'amplite-ignore', ruleText: text, place, proof }
}

/** Whether a suppression speaks for a rule that stands on these lines of a file. */
export function suppresses(
  { ids, place, lines }: Suppression,
  id: string,
  where: { readonly file: string; readonly from: number; readonly to: number },
): boolean {
  return (
    ids.includes(id) &&
    place.file === where.file &&
    lines.some((line) => where.from <= line && line <= where.to)
  )
}
