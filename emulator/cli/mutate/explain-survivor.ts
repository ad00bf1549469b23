import { writtenRules } from '../../analysis/written-rules.ts'
import type { KnownCaller } from '../../analysis/witness.ts'
import type { Persona } from '../../issuer/persona.ts'
import type { LoadedPolicy } from '../../load-policy.ts'
import { placeText } from '../../definition/place-text.ts'
import type { CountedCase } from '../../recording/read-cases.ts'
import { tryFirst } from '../../trial/try-diff.ts'
import type { TriedEntry } from '../../trial/try-diff.ts'
import { readyTest } from './ready-test.ts'
import type { TriedMutant } from './run-mutants.ts'

/** What a report says of a mutant that nobody noticed. */
export interface Survivor {
  /** Who may do what then, in words; undefined: nothing that one request shows. */
  readonly outcome: string | undefined
  /** Lines of a test that would notice. */
  readonly test: readonly string[]
  /** What the suite asks of it so far. */
  readonly whyNot: string
}

/** What survivors are explained with. */
export interface Surroundings {
  readonly base: LoadedPolicy
  readonly personas: readonly Persona[]
  readonly callers: readonly KnownCaller[]
  readonly cases: readonly CountedCase[]
}

/** Finds a request that the mutant answers otherwise, and tries it on both before it is told. */
export async function explainSurvivor(
  { live }: TriedMutant,
  { base, personas, callers, cases }: Surroundings,
): Promise<Survivor> {
  const { mutant, version, diff } = live
  const [type = ''] = mutant.holder.split('.')
  const entry =
    diff === undefined ? undefined : await tryFirst(diff, { versions: [base, version], callers })
  const [evidence] = entry?.evidence ?? []
  const isRuled = writtenRules(base.definition).some(({ holder }) => holder === mutant.holder)
  return {
    outcome: entry === undefined ? undefined : outcomeText(entry),
    test:
      evidence !== undefined && 'trial' in evidence
        ? readyTest(evidence, base.definition, personas)
        : [],
    whyNot: entry === undefined ? whyNothing(isRuled) : whyNot(entry, type, cases),
  }
}

/** In the words of a comparison: who, what, and on what. */
function outcomeText({ change, subject, capabilities, who, on, mode }: TriedEntry): string {
  const caller = who.length === 0 ? `any caller of mode ${mode}` : who.join('; ')
  const when = on.length === 0 ? '' : ` (when ${on.join('; ')})`
  const what = `${capabilities.join(', ')} on ${subject}`
  const verbs = { gained: 'may', lost: 'may no longer', shape: 'is answered otherwise to' } as const
  return `${caller} ${verbs[change]} ${what}${when}`
}

function whyNothing(isRuled: boolean): string {
  return isRuled
    ? 'no single request shows it'
    : 'no rule is another; a token that is too old, or made for another client, would tell it'
}

const shownLines = 5

function whyNot({ wanted }: TriedEntry, type: string, cases: readonly CountedCase[]): string {
  const [asked] = wanted
  const study = asked?.study.name ?? ''
  const subject = asked?.subject.name ?? type
  const alike = cases.filter((one) => one.subject === subject && one.study === study)
  if (alike.length === 0) return `nothing asks ${study} of ${subject}`
  const lines = [...new Set(alike.flatMap(({ at }) => at ?? []))].map((at) => placeText(at))
  const more = lines.length > shownLines ? ` and ${lines.length - shownLines} more` : ''
  const where = lines.length === 0 ? '' : ` (${lines.slice(0, shownLines).join(', ')}${more})`
  return `${study} of ${subject} is asked ${alike.length === 1 ? 'once' : `in ${alike.length} ways`}, and each is answered as before${where}`
}
