import type { LintRule } from './lint-rule.ts'
import { ownerCannotClear } from './rules/owner-cannot-clear.ts'
import { ownerForgedOnCreate } from './rules/owner-forged-on-create.ts'
import { ownerReassignment } from './rules/owner-reassignment.ts'
import { publicSeesMore } from './rules/public-sees-more-than-signed-in.ts'
import { publicWrite } from './rules/public-write.ts'
import { shadowedRule } from './rules/shadowed-rule.ts'
import { twoOwnerRules } from './rules/two-owner-rules.ts'
import { writeReveals } from './rules/write-reveals.ts'

/** The catalogue, in the order in which it is listed. */
export const lintRules: readonly LintRule[] = [
  shadowedRule,
  ownerReassignment,
  ownerForgedOnCreate,
  twoOwnerRules,
  publicWrite,
  writeReveals,
  publicSeesMore,
  ownerCannotClear,
]
