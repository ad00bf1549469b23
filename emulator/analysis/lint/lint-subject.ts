import { compilePolicy } from '../../policy/compile-policy.ts'
import { changesAccess, diffAccess } from '../access-diff.ts'
import type { AccessDiff } from '../access-diff.ts'
import { affectedBy } from '../affected-by.ts'
import type { Version } from '../sides.ts'
import type { KnownCaller } from '../witness.ts'
import { ruleId, withoutRule, writtenRules } from '../written-rules.ts'
import type { WrittenRule } from '../written-rules.ts'

/** What is linted, and what rules of the catalogue ask about it. */
export interface LintSubject extends Version {
  /** Somebody the project knows. */
  readonly callers: readonly KnownCaller[]
  /** Every rule that is written. */
  readonly rules: readonly WrittenRule[]
  /** The same definition without one rule, and what that changes; worked out once a rule. */
  without(rule: WrittenRule): WithoutRule
}

interface WithoutRule {
  readonly version: Version
  /** Whether anybody gains or loses anything. */
  readonly decides: boolean
  /** Worked out when it is first asked for, as it takes longer. */
  readonly diff: AccessDiff
}

export function lintSubject(linted: Version, callers: readonly KnownCaller[] = []): LintSubject {
  const known = new Map<string, WithoutRule>()
  return {
    ...linted,
    callers,
    rules: writtenRules(linted.definition),
    without(rule) {
      const found = known.get(ruleId(rule)) ?? takenAway(linted, rule)
      known.set(ruleId(rule), found)
      return found
    },
  }
}

function takenAway(linted: Version, rule: WrittenRule): WithoutRule {
  const definition = withoutRule(linted.definition, rule)
  const version = { definition, policy: compilePolicy(definition) }
  const affected = affectedBy(rule.holder, linted.definition)
  const isAsked = (name: string): boolean => affected?.has(name) === true
  let diff: AccessDiff | undefined
  return {
    version,
    decides: changesAccess(linted, version, isAsked),
    get diff() {
      return (diff ??= diffAccess(linted, version, isAsked))
    },
  }
}
