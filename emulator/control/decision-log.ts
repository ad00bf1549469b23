import type { Clock } from '../clock.ts'
import { isoTime } from '../clock.ts'
import type { FieldDecision } from '../graphql/context.ts'
import { showFieldDecision } from '../graphql/show-decision.ts'
import type { ShownFieldDecision } from '../graphql/show-decision.ts'
import type { Identity } from '../identity/identity.ts'
import type { Refusal } from '../identity/refusal.ts'

/** A decision as it is kept: values only; words are made when somebody asks. */
export type LoggedDecision = {
  /** Counts from 1; `?since=N` gives those after N. */
  readonly number: number
  /** ISO text, by the sandbox's clock. */
  readonly at: string
} & (
  | ({ readonly kind: 'decision'; readonly identity: Identity } & FieldDecision)
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
)

/** An entry of the log in words, as the sandbox API gives it. */
export type ShownDecision =
  | (ShownFieldDecision & {
      readonly number: number
      readonly at: string
      readonly identity: Identity
    })
  | {
      readonly number: number
      readonly at: string
      readonly effect: 'deny'
      readonly refusal: Refusal
    }

/** The last decisions, oldest first. */
export interface DecisionLog {
  noteDecision(decision: FieldDecision, identity: Identity): void
  noteRefusal(refusal: Refusal): void
  since(number: number): readonly LoggedDecision[]
  clear(): void
}

/** How many decisions are kept. */
const capacity = 10_000

export function createDecisionLog(clock: Clock): DecisionLog {
  let entries: LoggedDecision[] = []
  let count = 0

  const keep = (entry: LoggedDecision): void => {
    entries.push(entry)
    // Cutting in bulk keeps the cost of one entry constant.
    if (entries.length >= capacity * 2) entries = entries.slice(-capacity)
  }
  const stamp = (): { number: number; at: string } => ({ number: ++count, at: isoTime(clock) })

  return {
    noteDecision: (decision, identity) =>
      keep({ ...stamp(), kind: 'decision', identity, ...decision }),
    noteRefusal: (refusal) => keep({ ...stamp(), kind: 'refusal', refusal }),
    since: (number) => entries.slice(-capacity).filter((entry) => entry.number > number),
    clear: () => {
      entries = []
    },
  }
}

/** Puts an entry into words. */
export function showDecision(entry: LoggedDecision): ShownDecision {
  if (entry.kind === 'refusal') {
    const { number, at, refusal } = entry
    return { number, at, effect: 'deny', refusal }
  }
  const { kind: _kind, number, at, identity, ...decision } = entry
  return { number, at, identity, ...showFieldDecision(decision) }
}
