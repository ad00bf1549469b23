import type { Finding, LintRule } from './lint-rule.ts'
import { quotedList } from './quoted-list.ts'

/** A finding that knows which rule of the catalogue it is of. */
type Named = Finding & { readonly rule: Pick<LintRule, 'id'> }

/**
 * A rule of the schema stands in many models, and one in a loop in many fields: what is found of it in each is one finding,
 * that of the first, which names the others. Nothing is said twice of the same model.
 */
export function oncePerLine<T extends Named>(findings: readonly T[]): readonly T[] {
  const lines = new Map<string, T[]>()
  for (const finding of withoutRepeated(findings)) {
    const before = findings.slice(0, findings.indexOf(finding))
    const nth = before.filter(
      (one) => isSameLine(one, finding) && one.about === finding.about,
    ).length
    // Without a place nothing says that two rules are one.
    const line = finding.place === undefined ? finding.about : lineOf(finding)
    const key = JSON.stringify([line, nth])
    lines.set(key, [...(lines.get(key) ?? []), finding])
  }
  return [...lines.values()].flatMap(joined)
}

function withoutRepeated<T extends Named>(findings: readonly T[]): readonly T[] {
  const told = new Map(
    findings
      .toReversed()
      .map((one) => [JSON.stringify([lineOf(one), one.about, one.message]), one] as const),
  )
  return [...told.values()].toReversed()
}

function isSameLine(one: Named, other: Named): boolean {
  return lineOf(one) === lineOf(other)
}

function lineOf({ rule, place, ruleText, severity }: Named): string {
  return JSON.stringify([rule.id, severity, place, ruleText])
}

function joined<T extends Named>([first, ...others]: readonly T[]): readonly T[] {
  if (first === undefined) return []
  const names = [...new Set(others.map(({ about }) => about))]
  if (names.length === 0) return [first]
  return [{ ...first, message: `${first.message}; the same in ${quotedList(names)}` }]
}
