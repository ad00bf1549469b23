import { askedVersion } from '../asked-case.ts'
import type { Version } from '../sides.ts'
import { ruleId } from '../written-rules.ts'
import type { WrittenRule } from '../written-rules.ts'
import { judgeRule } from './judge-rule.ts'
import type { JudgedRule } from './judge-rule.ts'
import { reachOf } from './reach.ts'
import type { Reach } from './reach.ts'
import { versionWithout } from './rule-variants.ts'
import { countedRules } from './unit.ts'
import type { Unit } from './unit.ts'

/** Finds the rules of the same holder without any one of which a unit would decide something. */
export type Shadows = (unit: Unit) => readonly WrittenRule[]

/** Prepares a version without each rule once, however many units are asked about. */
export function shadowsIn(version: Version): Shadows {
  const rules = countedRules(version.definition)
  const fewer = remembered((other: WrittenRule) => withoutOther(version, other), ruleId)
  return ({ written, operation }) =>
    rules
      .filter(({ holder, index }) => holder === written.holder && index !== written.index)
      .filter((other) => {
        const { reach, judged } = fewer(other)
        const rule = judged(written)
        if (rule === undefined) return false
        return reach.wanted({ written: rule.written, operation }, rule, 'decisive') !== undefined
      })
}

interface Fewer {
  readonly reach: Reach
  /** The rule as it stands there, among fewer. */
  readonly judged: (written: WrittenRule) => JudgedRule | undefined
}

function withoutOther(version: Version, other: WrittenRule): Fewer {
  const fewer = versionWithout(version, other)
  const whole = askedVersion(fewer)
  const left = countedRules(fewer.definition)
  return {
    reach: reachOf(fewer),
    judged: remembered(({ rule, holder }: WrittenRule) => {
      const place = left.find((one) => one.holder === holder && one.rule === rule)
      return place === undefined ? undefined : judgeRule(fewer, whole, place)
    }, ruleId),
  }
}

function remembered<T, R>(make: (value: T) => R, keyOf: (value: T) => string): (value: T) => R {
  const known = new Map<string, { readonly made: R }>()
  return (value) => {
    const key = keyOf(value)
    const found = known.get(key) ?? { made: make(value) }
    known.set(key, found)
    return found.made
  }
}
