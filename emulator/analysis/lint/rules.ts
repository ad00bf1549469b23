import type { CatalogueEntry, LintRule } from './lint-rule.ts'
import { ownerCannotClear } from './rules/owner-cannot-clear.ts'
import { shadowedRule } from './rules/shadowed-rule.ts'
import { suppression } from './rules/suppression.ts'

/** The catalogue, in the order in which it is listed. */
export const lintRules: readonly LintRule[] = [shadowedRule, ownerCannotClear]

/** All that can be found, or ignored, or weighed. */
export const catalogue: readonly CatalogueEntry[] = [...lintRules, suppression]
