import type { CatalogueEntry, LintRule } from './lint-rule.ts'
import { anyClientAccepted } from './rules/any-client-accepted.ts'
import { authTimeRequired } from './rules/auth-time-required.ts'
import { authTtlBelowIssueTtl } from './rules/auth-ttl-below-issue-ttl.ts'
import { belongsToBypass } from './rules/belongs-to-bypass.ts'
import { clientIdIsAPattern } from './rules/client-id-is-a-pattern.ts'
import { customOperationNobody } from './rules/custom-operation-nobody.ts'
import { customOperationSkipsRecordRules } from './rules/custom-operation-skips-record-rules.ts'
import { customOperationWrongClaim } from './rules/custom-operation-wrong-claim.ts'
import { deleteLostToFieldRule } from './rules/delete-lost-to-field-rule.ts'
import { emptyOperations } from './rules/empty-operations.ts'
import { explicitIdRefused } from './rules/explicit-id-refused.ts'
import { fieldRuleGuardsOthers } from './rules/field-rule-guards-others.ts'
import { fieldRuleOpensEvents } from './rules/field-rule-opens-events.ts'
import { fieldRuleOpensRows } from './rules/field-rule-opens-rows.ts'
import { filterRevealsProtectedField } from './rules/filter-reveals-protected-field.ts'
import { groupListAsString } from './rules/group-list-as-string.ts'
import { indexLosesOwnerRows } from './rules/index-loses-owner-rows.ts'
import { issuerUrl } from './rules/issuer-url.ts'
import { lastFieldRuleWins } from './rules/last-field-rule-wins.ts'
import { listOnlyRoleReadsProtectedField } from './rules/list-only-role-reads-protected-field.ts'
import { modeWithoutRules } from './rules/mode-without-rules.ts'
import { multiPartOwnerParts } from './rules/multi-part-owner-parts.ts'
import { nullInMutationResults } from './rules/null-in-mutation-results.ts'
import { oidcOwnerWithoutClaim } from './rules/oidc-owner-without-claim.ts'
import { ownerCannotClear } from './rules/owner-cannot-clear.ts'
import { ownerForgedOnCreate } from './rules/owner-forged-on-create.ts'
import { ownerNeverSet } from './rules/owner-never-set.ts'
import { ownerReassignment } from './rules/owner-reassignment.ts'
import { providerOmitted } from './rules/provider-omitted.ts'
import { publicSeesMore } from './rules/public-sees-more-than-signed-in.ts'
import { publicWrite } from './rules/public-write.ts'
import { redactedRelation } from './rules/redacted-relation.ts'
import { shadowedRule } from './rules/shadowed-rule.ts'
import { sortKeyBlocksUpdate } from './rules/sort-key-blocks-update.ts'
import { starvingSubscription } from './rules/starving-subscription.ts'
import { subscriptionGroupLimit } from './rules/subscription-group-limit.ts'
import { substringGroup } from './rules/substring-group.ts'
import { suppression } from './rules/suppression.ts'
import { ttlInMilliseconds } from './rules/ttl-in-milliseconds.ts'
import { twoOwnerRules } from './rules/two-owner-rules.ts'
import { undeclaredGroupField } from './rules/undeclared-group-field.ts'
import { undeclaredOwnersList } from './rules/undeclared-owners-list.ts'
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
  oidcOwnerWithoutClaim,
  providerOmitted,
  undeclaredOwnersList,
  undeclaredGroupField,
  ownerNeverSet,
  ownerCannotClear,
  deleteLostToFieldRule,
  fieldRuleGuardsOthers,
  nullInMutationResults,
  starvingSubscription,
  subscriptionGroupLimit,
  groupListAsString,
  lastFieldRuleWins,
  emptyOperations,
  customOperationWrongClaim,
  customOperationNobody,
  explicitIdRefused,
  sortKeyBlocksUpdate,
  indexLosesOwnerRows,
  redactedRelation,
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
