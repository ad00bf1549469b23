import type { LintRule } from './lint-rule.ts'
import { customOperationNobody } from './rules/custom-operation-nobody.ts'
import { customOperationWrongClaim } from './rules/custom-operation-wrong-claim.ts'
import { deleteLostToFieldRule } from './rules/delete-lost-to-field-rule.ts'
import { emptyOperations } from './rules/empty-operations.ts'
import { explicitIdRefused } from './rules/explicit-id-refused.ts'
import { fieldRuleGuardsOthers } from './rules/field-rule-guards-others.ts'
import { groupListAsString } from './rules/group-list-as-string.ts'
import { indexLosesOwnerRows } from './rules/index-loses-owner-rows.ts'
import { lastFieldRuleWins } from './rules/last-field-rule-wins.ts'
import { nullInMutationResults } from './rules/null-in-mutation-results.ts'
import { oidcOwnerWithoutClaim } from './rules/oidc-owner-without-claim.ts'
import { ownerCannotClear } from './rules/owner-cannot-clear.ts'
import { ownerNeverSet } from './rules/owner-never-set.ts'
import { providerOmitted } from './rules/provider-omitted.ts'
import { redactedRelation } from './rules/redacted-relation.ts'
import { shadowedRule } from './rules/shadowed-rule.ts'
import { sortKeyBlocksUpdate } from './rules/sort-key-blocks-update.ts'
import { starvingSubscription } from './rules/starving-subscription.ts'
import { subscriptionGroupLimit } from './rules/subscription-group-limit.ts'
import { undeclaredGroupField } from './rules/undeclared-group-field.ts'
import { undeclaredOwnersList } from './rules/undeclared-owners-list.ts'

/** The catalogue, in the order in which it is listed. */
export const lintRules: readonly LintRule[] = [
  shadowedRule,
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
]
