import { explainDecision } from '../authorization/explain.ts'
import type { ExplainedRule, Explanation } from '../authorization/explain.ts'
import { placeText } from '../definition/place-text.ts'
import type { FieldDecision } from '../graphql/context.ts'

const passing = new Set(['granted', 'fills-owner', 'imposes-filter', 'imposes-key'])

/** What the suite expected. */
export type Wanted = 'access' | 'refusal'

/** A decision as a failed expectation prints it: who asked what, every rule with its reason, what would have changed it. */
export function traceText(caller: string, asked: FieldDecision, wanted: Wanted): readonly string[] {
  const explanation = explainDecision(asked.decision)
  const { effect, because, rules, quirks = [] } = explanation
  const rows = rules.map((rule) => rowOf(rule, effect))
  const counterfactual = counterfactualOf(explanation, wanted)
  return [
    `  ${asked.fieldName} by ${caller}${keyText(asked)}: ${because}`,
    ...aligned(rows),
    ...quirks.map(({ quirk, sentence }) => `  note (${quirk}): ${sentence}`),
    ...(counterfactual === undefined ? [] : ['', `  ${counterfactual}`]),
  ]
}

/** The item's key, and what the rules compared. */
function keyText({ key, decision }: FieldDecision): string {
  if (key === undefined) return ''
  const compared = decision.trace.flatMap((evaluation) =>
    evaluation.compared === undefined
      ? []
      : [[evaluation.compared.field, evaluation.compared.value] as const],
  )
  return ` on ${JSON.stringify({ ...key, ...Object.fromEntries(compared) })}`
}

type Row = readonly [rule: string, place: string, verdict: string]

function rowOf({ rule, place, reason, because }: ExplainedRule, effect: string): Row {
  const isPassing = passing.has(reason)
  const verdict = `${reason}: ${because}`
  const isNeedless = !isPassing && effect !== 'deny'
  return [
    `${isPassing ? '✓' : '·'} ${rule}`,
    place === undefined ? '' : placeText(place),
    isNeedless ? `not needed; would be ${verdict}` : verdict,
  ]
}

function aligned(rows: readonly Row[]): readonly string[] {
  const widthOf = (column: 0 | 1): number => Math.max(0, ...rows.map((row) => row[column].length))
  const [ruleWidth, placeWidth] = [widthOf(0), widthOf(1)]
  return rows.map(([rule, place, verdict]) =>
    placeWidth === 0
      ? `  ${rule.padEnd(ruleWidth)}  ${verdict}`
      : `  ${rule.padEnd(ruleWidth)}  ${place.padEnd(placeWidth)}  ${verdict}`,
  )
}

function counterfactualOf(explanation: Explanation, wanted: Wanted): string | undefined {
  if (explanation.effect === 'deny') return wouldBeAllowed(explanation)
  return wanted === 'refusal' ? wouldBeRefused(explanation.rules) : undefined
}

/** The explanation says it rule by rule: "would pass if …". */
function wouldBeAllowed({ wouldGrant = [] }: Explanation): string | undefined {
  const ways = [...new Set(wouldGrant)].map((sentence) => sentence.replace(/^would pass /, ''))
  if (ways.length === 0) return undefined
  return `it would be allowed ${ways.join(', or ')}`
}

function wouldBeRefused(rules: readonly ExplainedRule[]): string | undefined {
  const admitting = rules.filter(({ reason }) => passing.has(reason))
  if (admitting.length === 0) return undefined
  const names = admitting.map(({ rule, place }) =>
    place === undefined ? rule : `line ${place.line}`,
  )
  return `it would be refused without ${[...new Set(names)].join(' and ')}`
}
