import type { LintRule } from './lint-rule.ts'
import { ownerCannotClear } from './rules/owner-cannot-clear.ts'
import { shadowedRule } from './rules/shadowed-rule.ts'

/** The catalogue, in the order in which it is listed. */
export const lintRules: readonly LintRule[] = [shadowedRule, ownerCannotClear]
