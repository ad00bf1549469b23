import type { JudgedMutant } from '../../analysis/mutants/judge.ts'
import type { Survivor } from './explain-survivor.ts'
import type { Fate, TriedMutant } from './run-mutants.ts'

/** All that a report of `amplite mutate` says. */
export interface MutationReport {
  readonly judged: readonly JudgedMutant[]
  readonly tried: readonly TriedMutant[]
  readonly survivors: ReadonlyMap<string, Survivor>
  /** Left out: only their shape is another. */
  readonly shapeOnly: number
  /** How many of how many, chosen by which seed; undefined: all. */
  readonly sample:
    | { readonly tried: number; readonly of: number; readonly seed: string }
    | undefined
  readonly unstable: readonly string[]
  /** Operations whose rules are directives of AppSync's, which no operator changes. */
  readonly unmutated: readonly string[]
}

const noticed: ReadonlySet<Fate> = new Set<Fate>(['killed', 'timeout'])
const unnoticed: ReadonlySet<Fate> = new Set<Fate>(['survived', 'not exercised'])

export function isSurvivor({ fate }: TriedMutant): boolean {
  return unnoticed.has(fate)
}

export function countOf({ judged }: MutationReport, verdict: JudgedMutant['verdict']): number {
  return judged.filter((one) => one.verdict === verdict).length
}

/** Of those of which something is known, in percent; 100 where there is none. */
export function scoreOf({ tried }: Pick<MutationReport, 'tried'>): {
  readonly killed: number
  readonly of: number
  readonly percent: number
} {
  const killed = tried.filter(({ fate }) => noticed.has(fate)).length
  const of = killed + tried.filter(isSurvivor).length
  return { killed, of, percent: of === 0 ? 100 : (100 * killed) / of }
}
