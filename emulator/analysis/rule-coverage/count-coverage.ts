import type { AskedCase } from '../asked-case.ts'
import { askedVersion } from '../asked-case.ts'
import { subjectsOf } from '../sides.ts'
import type { Version } from '../sides.ts'
import type { Wanted } from '../witness.ts'
import { judgeRule } from './judge-rule.ts'
import type { JudgedRule, Verdict } from './judge-rule.ts'
import { isAbout, reachOf, targetOf } from './reach.ts'
import type { Reach } from './reach.ts'
import { shadowsIn } from './shadows.ts'
import type { Shadows } from './shadows.ts'
import { countedRules, unitsOf } from './unit.ts'
import type { Unit } from './unit.ts'

/** A case, how often it was asked, and by which line of the suite. */
export interface CountedCase extends AskedCase {
  readonly count: number
  readonly at?: string
}

/** One side of a unit: somebody is let in by the rule, somebody is kept out by it. */
export interface Half {
  readonly count: number
  /** The lines of the suite that showed it, sorted. */
  readonly by: readonly string[]
  /** Where it was not shown: a request that would; absent there: no request can. */
  readonly wanted?: Wanted
}

/** What a suite showed of one unit. */
export interface UnitCoverage extends Unit {
  /** Grants that would be none without the rule. */
  readonly decisive: Half
  /** Refusals for which the rule's last condition alone is the reason. */
  readonly nearMiss: Half
  /** Grants that another rule gives, too. */
  readonly redundant: number
  /** Refusals to callers who lack the claim altogether. */
  readonly far: number
  /** Owners that the rule filled in where another one let the caller in. */
  readonly filled: number
  readonly state: 'covered' | 'uncovered' | 'uncoverable'
  /** Of an uncoverable unit: the rules that grant all of it themselves. */
  readonly shadowedBy: readonly Unit['written'][]
}

/** What a suite showed of all rules. */
export interface Coverage {
  readonly units: readonly UnitCoverage[]
  /** How many requests to the rules were counted. */
  readonly asked: number
}

/** Counts which rules decided something for these cases (`analysis.md` §5.1). Pure. */
export function countCoverage(version: Version, cases: readonly CountedCase[]): Coverage {
  const whole = askedVersion(version)
  const reach = reachOf(version)
  const shadows = shadowsIn(version)
  const targets = targetsIn(version)
  const units = countedRules(version.definition).flatMap((written) => {
    const rule = judgeRule(version, whole, written)
    const own = cases.map((one) => [one, targets.get(`${one.subject} ${one.study}`)] as const)
    return unitsOf(written).map((unit) => {
      const about = own.flatMap(([one, target]) => (isAbout(unit, one, target) ? [one] : []))
      return settled(tally(unit, rule, about), { rule, reach, shadows })
    })
  })
  return { units, asked: cases.reduce((sum, { count }) => sum + count, 0) }
}

/** Where relations lead to, by their questions. */
function targetsIn(version: Version): ReadonlyMap<string, string> {
  const followed = subjectsOf([version]).flatMap((subject) =>
    subject.studies.flatMap((study) => {
      const target = targetOf(subject, study)
      return target === undefined ? [] : [[`${subject.name} ${study.name}`, target] as const]
    }),
  )
  return new Map(followed)
}

interface Tally extends Unit {
  readonly counts: Readonly<Record<Verdict, number>>
  readonly lines: Readonly<Record<'decisive' | 'nearMiss', ReadonlySet<string>>>
}

function tally(unit: Unit, rule: JudgedRule, cases: readonly CountedCase[]): Tally {
  const counts = { decisive: 0, redundant: 0, filled: 0, nearMiss: 0, far: 0, none: 0 }
  const lines = { decisive: new Set<string>(), nearMiss: new Set<string>() }
  for (const one of cases) {
    const verdict = rule.verdict(one)
    counts[verdict] += one.count
    const isShown = verdict === 'decisive' || verdict === 'nearMiss'
    if (isShown && one.at !== undefined) lines[verdict].add(one.at)
  }
  return { ...unit, counts, lines }
}

interface Known {
  readonly rule: JudgedRule
  readonly reach: Reach
  readonly shadows: Shadows
}

/** Only what was not shown is looked for among all requests that could be sent. */
function settled({ written, operation, counts, lines }: Tally, known: Known): UnitCoverage {
  const unit = { written, operation }
  const half = (verdict: 'decisive' | 'nearMiss'): Half => {
    const shown = { count: counts[verdict], by: [...lines[verdict]].toSorted() }
    if (shown.count > 0) return shown
    const wanted = known.reach.wanted(unit, known.rule, verdict)
    return wanted === undefined ? shown : { ...shown, wanted }
  }
  const decisive = half('decisive')
  const isReachable = decisive.count > 0 || decisive.wanted !== undefined
  const nearMiss = isReachable
    ? half('nearMiss')
    : { count: counts.nearMiss, by: [...lines.nearMiss].toSorted() }
  const isCovered = decisive.count > 0 && nearMiss.wanted === undefined
  return {
    ...unit,
    decisive,
    nearMiss,
    redundant: counts.redundant,
    far: counts.far,
    filled: counts.filled,
    state: stateOf(isReachable, isCovered),
    shadowedBy: isReachable ? [] : known.shadows(unit),
  }
}

function stateOf(isReachable: boolean, isCovered: boolean): UnitCoverage['state'] {
  if (!isReachable) return 'uncoverable'
  return isCovered ? 'covered' : 'uncovered'
}
