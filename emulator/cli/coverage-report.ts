import type { Coverage, Half, UnitCoverage } from '../analysis/rule-coverage/count-coverage.ts'
import { unitId } from '../analysis/rule-coverage/unit.ts'
import { witnessOf } from '../analysis/witness.ts'
import type { KnownCaller } from '../analysis/witness.ts'
import { placeText } from '../definition/place-text.ts'
import { suiteCode } from '../trial/suite-code.ts'
import type { SuiteContext } from '../trial/suite-code.ts'
import { grouped } from './grouped.ts'
import { ruleWords } from './rule-words.ts'

/** What a suite showed of one unit, as it is reported. */
export interface ReportedUnit {
  /** e.g. `Employee.ssn#0 read`. */
  readonly id: string
  /** e.g. `Employee.ssn`. */
  readonly holder: string
  readonly rule: string
  readonly operation: string
  readonly file: string
  /** Undefined where nobody knows where the rule is written. */
  readonly line?: number
  readonly state: UnitCoverage['state']
  readonly decisive: number
  /** Null where nobody can be refused by it. */
  readonly nearMiss: number | null
  readonly redundant: number
  readonly far: number
  readonly filled: number
  /** Lines of the suite. */
  readonly coveredBy: { readonly decisive: readonly string[]; readonly nearMiss: readonly string[] }
  /** Lines of the rules that grant all of it themselves. */
  readonly shadowedBy: readonly (number | string)[]
  /** A test for each half that is not covered. */
  readonly missing: readonly MissingTest[]
}

/** A half that no test covers, and one that would. */
export interface MissingTest {
  readonly half: 'decisive' | 'nearMiss'
  /** Lines of code; absent: no check of a suite asks it. */
  readonly code?: readonly string[]
  readonly why?: string
}

/** All units, and how much of them is covered. */
export interface CoverageReport {
  readonly source: string
  readonly units: readonly ReportedUnit[]
  readonly asked: number
  /** Rules that no question of the analysis is about, e.g. `Location.latitude#0`. */
  readonly uncounted: readonly string[]
}

/** Of units that can be covered, and of the rules that have any. */
export interface CoverageShare {
  readonly covered: number
  readonly of: number
  /** From 0 to 100. */
  readonly percent: number
}

/** Puts what was counted into words, with a test for whatever is missing. */
export function reportOf(
  coverage: Coverage,
  known: SuiteContext & { readonly callers: readonly KnownCaller[] },
): Pick<CoverageReport, 'units' | 'asked'> {
  const units = coverage.units.map((unit) => reportedUnit(unit, known))
  const byPlace = (one: ReportedUnit, other: ReportedUnit): number =>
    (one.line ?? 0) - (other.line ?? 0)
  return { units: units.toSorted(byPlace), asked: coverage.asked }
}

type Known = Parameters<typeof reportOf>[1]

function reportedUnit(unit: UnitCoverage, known: Known): ReportedUnit {
  const { written, operation, decisive, nearMiss, redundant, far, filled, state } = unit
  const { place } = written.rule
  const isNearPossible = nearMiss.count > 0 || nearMiss.wanted !== undefined
  return {
    id: unitId(unit),
    holder: written.holder,
    rule: ruleWords(written.rule),
    operation,
    file: placeText(place?.file ?? known.definition.file),
    ...(place === undefined ? {} : { line: place.line }),
    state,
    decisive: decisive.count,
    nearMiss: isNearPossible ? nearMiss.count : null,
    redundant,
    far,
    filled,
    coveredBy: { decisive: decisive.by.map(placeText), nearMiss: nearMiss.by.map(placeText) },
    shadowedBy: unit.shadowedBy.map(({ rule }) => rule.place?.line ?? ruleWords(rule)),
    missing: [
      ...missingTest('decisive', decisive, known),
      ...missingTest('nearMiss', nearMiss, known),
    ],
  }
}

function missingTest(
  half: MissingTest['half'],
  { wanted }: Half,
  known: Known,
): readonly MissingTest[] {
  if (wanted === undefined) return []
  const witness = witnessOf(wanted, known.callers)
  if (witness === undefined) return [{ half, why: 'no request of its own shows it' }]
  const code = suiteCode(witness, half === 'decisive' ? 'granted' : 'refused', known)
  return ['untried' in code ? { half, why: code.untried } : { half, code }]
}

/** How many of the units that can be covered are. */
export function unitShare({ units }: Pick<CoverageReport, 'units'>): CoverageShare {
  const counted = units.filter(({ state }) => state !== 'uncoverable')
  return shareOf(counted.filter(({ state }) => state === 'covered').length, counted.length)
}

/** How many of the rules that have units to cover have one that is. */
export function ruleShare({ units }: Pick<CoverageReport, 'units'>): CoverageShare {
  const rules = grouped(units, ({ id }) => id.split(' ')[0] ?? id)
  const counted = [...rules.values()].filter((own) =>
    own.some(({ state }) => state !== 'uncoverable'),
  )
  const covered = counted.filter((own) => own.some(({ state }) => state === 'covered'))
  return shareOf(covered.length, counted.length)
}

/** Where there is nothing to cover, nothing is missing. */
function shareOf(covered: number, of: number): CoverageShare {
  return { covered, of, percent: of === 0 ? 100 : (covered / of) * 100 }
}
