import type { AskedCase, AskedVersion } from '../asked-case.ts'
import { outcomeText } from '../access-diff.ts'
import type { Answer } from '../case.ts'

/**
 * Whether a version answers a case as another does, for everybody who looks: with the same outcome, and for all the reasons that
 * the other had. A suite that asks nothing else cannot tell one from the other.
 */
export function answersAlike(before: AskedVersion, after: AskedVersion, asked: AskedCase): boolean {
  const [one, other] = [before, after].map((version) => version.answer(asked))
  if (one === undefined || other === undefined) return one === other
  return outcomeText(one.outcome()) === outcomeText(other.outcome()) && hasReasonsOf(one, other)
}

/** Suites name a reason among those of all roles; where no role was asked, the question itself has one. */
function hasReasonsOf(one: Answer, other: Answer): boolean {
  const [had, has] = [one, other].map(
    ({ observations }) => new Set(observations.map(({ saw }) => saw)),
  )
  if (had === undefined || has === undefined || had.size === 0) return has?.size === 0
  return [...had].every((reason) => has.has(reason))
}
