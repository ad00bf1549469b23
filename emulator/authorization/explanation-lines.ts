import type { Place } from '../model/definition.ts'
import type { ExplainedRule, Explanation } from './explain.ts'

const passing = new Set(['granted', 'fills-owner', 'imposes-filter', 'imposes-key'])

/** An explanation for the terminal, a line each: rules in evaluation order, what would have granted it, AWS's quirks. */
export function explanationLines(
  { rules, wouldGrant = [], quirks = [] }: Explanation,
  placeText: (place: Place) => string,
): readonly string[] {
  return [
    ...rules.map((rule) => ruleLine(rule, placeText)),
    ...wouldGrant.map((sentence) => `  it ${sentence}`),
    ...quirks.map(({ quirk, sentence }) => `  note (${quirk}): ${sentence}`),
  ]
}

function ruleLine(
  { rule, place, reason, because }: ExplainedRule,
  placeText: (place: Place) => string,
): string {
  const sign = passing.has(reason) ? '✓' : '✗'
  const where = place === undefined ? '' : `  ${placeText(place)}`
  return `  ${sign} ${rule}${where}  ${reason}: ${because}`
}
