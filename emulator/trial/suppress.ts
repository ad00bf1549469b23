import { readRemarks, suppresses, unusedSuppression } from '../analysis/lint/suppression.ts'
import type { Remark, Suppression } from '../analysis/lint/suppression.ts'
import type { Finding } from '../analysis/lint/lint-rule.ts'
import type { WrittenSource } from '../definition/written-source.ts'

/** A finding, as far as comments can speak of it. */
interface Suppressible extends Pick<Finding, 'place'> {
  readonly rule: { readonly id: string }
}

/** Findings by what comments in the user's files say of them. */
interface Suppressed<Found> {
  readonly kept: readonly Found[]
  readonly suppressed: readonly (Found & { readonly reason: string })[]
  /** What is wrong with the comments themselves. */
  readonly faults: readonly Finding[]
}

/** What can be ignored, and which of it was looked for. */
interface KnownRules {
  readonly known: readonly string[]
  readonly applied: readonly string[]
}

/** Leaves out what comments say is meant; one that leaves out nothing is a fault, unless its rule is off. */
export function suppress<Found extends Suppressible>(
  findings: readonly Found[],
  sources: readonly WrittenSource[],
  { known, applied }: KnownRules,
): Suppressed<Found> {
  const { suppressions, faults } = readRemarks(sources.flatMap(remarksIn), known)
  const speaksOf = (suppression: Suppression, finding: Found): boolean =>
    isAbout(suppression, finding, sources)
  const unused = suppressions.flatMap((suppression) =>
    suppression.ids
      .filter((id) => applied.includes(id))
      .filter((id) => !findings.some((one) => one.rule.id === id && speaksOf(suppression, one)))
      .map((id) => unusedSuppression(suppression, id)),
  )
  const reasonOf = (finding: Found): string | undefined =>
    suppressions.find((suppression) => speaksOf(suppression, finding))?.reason
  return {
    kept: findings.filter((finding) => reasonOf(finding) === undefined),
    suppressed: findings.flatMap((finding) => {
      const reason = reasonOf(finding)
      return reason === undefined ? [] : [{ ...finding, reason }]
    }),
    faults: [...faults, ...unused],
  }
}

function isAbout(
  suppression: Suppression,
  { rule, place }: Suppressible,
  sources: readonly WrittenSource[],
): boolean {
  const source = sources.find(({ file }) => file === place?.file)
  if (place === undefined || source === undefined) return false
  return suppresses(suppression, rule.id, { file: source.file, ...source.linesAt(place) })
}

/** Comments that follow one another alone all speak of what is below them. */
function remarksIn({ comments }: WrittenSource): readonly Remark[] {
  const lone = new Set(
    comments
      .filter(({ isAlone }) => isAlone)
      .flatMap((one) => linesFrom(one.place.line, one.lastLine)),
  )
  return comments.map(({ text, place, lastLine, isAlone }) => {
    let below = lastLine + 1
    while (lone.has(below)) below += 1
    const own = linesFrom(place.line, lastLine)
    return { text, place, lines: isAlone ? [...own, below] : own }
  })
}

function linesFrom(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}
