/** Something that shows features, at a price. */
export interface Candidate {
  readonly features: ReadonlySet<string>
  readonly cost: number
}

/** The fewest, nearly, that together show all that any shows: again and again the one that adds most for its price. */
export function chooseCovering<T extends Candidate>(
  candidates: readonly T[],
  limit: number,
): readonly T[] {
  const chosen: T[] = []
  let left = candidates.map((candidate) => ({ candidate, missing: [...candidate.features] }))
  while (chosen.length < limit) {
    const best = bestOf(left)
    if (best === undefined) return chosen
    chosen.push(best.candidate)
    left = left
      .filter((one) => one !== best)
      .map(({ candidate, missing }) => ({
        candidate,
        missing: missing.filter((feature) => !best.candidate.features.has(feature)),
      }))
  }
  return chosen
}

interface Left<T> {
  readonly candidate: T
  /** What it would add. */
  readonly missing: readonly string[]
}

function bestOf<T extends Candidate>(left: readonly Left<T>[]): Left<T> | undefined {
  const worth = ({ candidate, missing }: Left<T>): number => missing.length / candidate.cost
  let best: Left<T> | undefined
  for (const one of left) {
    if (one.missing.length > 0 && (best === undefined || worth(one) > worth(best))) best = one
  }
  return best
}
