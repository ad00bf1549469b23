import type { CatalogueEntry, LintRule } from './lint-rule.ts'
import { anyClientAccepted } from './rules/any-client-accepted.ts'
import { authTimeRequired } from './rules/auth-time-required.ts'
import { authTtlBelowIssueTtl } from './rules/auth-ttl-below-issue-ttl.ts'
import { belongsToBypass } from './rules/belongs-to-bypass.ts'
import { clientIdIsAPattern } from './rules/client-id-is-a-pattern.ts'
import { customOperationSkipsRecordRules } from './rules/custom-operation-skips-record-rules.ts'
import { fieldRuleOpensEvents } from './rules/field-rule-opens-events.ts'
import { fieldRuleOpensRows } from './rules/field-rule-opens-rows.ts'
import { filterRevealsProtectedField } from './rules/filter-reveals-protected-field.ts'
import { issuerUrl } from './rules/issuer-url.ts'
import { listOnlyRoleReadsProtectedField } from './rules/list-only-role-reads-protected-field.ts'
import { modeWithoutRules } from './rules/mode-without-rules.ts'
import { multiPartOwnerParts } from './rules/multi-part-owner-parts.ts'
import { ownerCannotClear } from './rules/owner-cannot-clear.ts'
import { ownerForgedOnCreate } from './rules/owner-forged-on-create.ts'
import { ownerReassignment } from './rules/owner-reassignment.ts'
import { publicSeesMore } from './rules/public-sees-more-than-signed-in.ts'
import { publicWrite } from './rules/public-write.ts'
import { shadowedRule } from './rules/shadowed-rule.ts'
import { substringGroup } from './rules/substring-group.ts'
import { suppression } from './rules/suppression.ts'
import { ttlInMilliseconds } from './rules/ttl-in-milliseconds.ts'
import { twoOwnerRules } from './rules/two-owner-rules.ts'
import { writeReveals } from './rules/write-reveals.ts'

/** The catalogue, in the order in which it is listed. */
export const lintRules: readonly LintRule[] = [
  shadowedRule,
  ownerReassignment,
  ownerForgedOnCreate,
  twoOwnerRules,
  substringGroup,
  publicWrite,
  filterRevealsProtectedField,
  listOnlyRoleReadsProtectedField,
  fieldRuleOpensRows,
  fieldRuleOpensEvents,
  writeReveals,
  belongsToBypass,
  customOperationSkipsRecordRules,
  publicSeesMore,
  multiPartOwnerParts,
  ownerCannotClear,
  authTtlBelowIssueTtl,
  authTimeRequired,
  ttlInMilliseconds,
  anyClientAccepted,
  clientIdIsAPattern,
  issuerUrl,
  modeWithoutRules,
]

/** All that can be found, or ignored, or weighed. */
export const catalogue: readonly CatalogueEntry[] = [...lintRules, suppression]
