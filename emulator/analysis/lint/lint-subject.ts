import { compilePolicy } from '../../policy/compile-policy.ts'
import { diffAccess } from '../access-diff.ts'
import type { AccessDiff } from '../access-diff.ts'
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
  return { version, diff: diffAccess(linted, version) }
}
