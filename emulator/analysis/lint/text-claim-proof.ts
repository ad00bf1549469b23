import type { Claims } from '../../model/claims.ts'
import { modeOf } from '../../model/rule.ts'
import { predictedWord } from '../answer-word.ts'
import { witnessOf } from '../witness.ts'
import type { Witness } from '../witness.ts'
import type { WrittenRule } from '../written-rules.ts'
import type { LintSubject } from './lint-subject.ts'
import type { Proof } from './proof.ts'

/** A claim that holds a text where a list of groups is expected. */
interface TextClaim {
  readonly claim: string
  readonly text: string
}

/** A request that the rule alone lets through by this claim; undefined where there is none. */
export function textClaimProof(
  subject: LintSubject,
  written: WrittenRule,
  { claim, text }: TextClaim,
): Proof | undefined {
  const { rule, holder } = written
  const without = subject.without(written)
  if (!without.decides) return undefined
  if (subject.policy.operations.has(holder)) return callProof(written, { claim, text })
  for (const change of without.diff.changes.filter((one) => one.change === 'lost')) {
    const witness = witnessOf(change, [])
    const spelled = witness === undefined ? undefined : withClaims(witness, { [claim]: text })
    if (spelled === undefined) continue
    return {
      kind: 'compared',
      versions: [subject, without.version],
      witnesses: [spelled],
      other: rule.place === undefined ? 'without it' : `without line ${rule.place.line}`,
    }
  }
  return undefined
}

/** Of a custom operation: the text passes, and one without the name does not. */
function callProof({ rule, holder }: WrittenRule, { claim, text }: TextClaim): Proof | undefined {
  const mode = modeOf(rule.provider)
  if (mode !== 'oidc' && mode !== 'userPool') return undefined
  const ask = { operation: 'call', name: holder } as const
  return {
    kind: 'steps',
    steps: [
      { caller: { mode, claims: { [claim]: text } }, ask, answer: { status: 'not called' } },
      { caller: { mode, claims: { [claim]: 'X' } }, ask, answer: { status: 'refused' } },
    ],
  }
}

/** The same request with other claims, if it is answered alike. */
function withClaims(witness: Witness, claims: Claims): Witness | undefined {
  const { asked, subject, study, capability } = witness
  const { identity } = asked
  if (!('claims' in identity)) return undefined
  const other = { ...asked, identity: { ...identity, claims: { ...identity.claims, ...claims } } }
  const words = subject.sides.map((side) =>
    predictedWord(study, side, { asked: other, capability }),
  )
  return words.join() === witness.predicted.join() ? { ...witness, asked: other } : undefined
}
