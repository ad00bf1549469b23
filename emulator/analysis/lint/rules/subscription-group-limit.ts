import { ruleText } from '../../../authorization/rule-text.ts'
import { parsedList } from '../../../authorization/group-claim.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { ItemRole, Role } from '../../../policy/role.ts'
import type { KnownCaller } from '../../witness.ts'
import { atRule } from '../about-rule.ts'
import { broadRole } from '../broad-role.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import { ownModels } from '../own-requests.ts'

/** Somebody has more groups than AppSync's filter of a subscription takes. */
export const subscriptionGroupLimit: LintRule = {
  id: 'subscription-group-limit',
  severity: 'warning',
  kind: 'narrower',
  title: 'A caller has more groups than a subscription can be filtered by',
  help: 'Who may hear what is asked of their groups gets a filter with all of them. AppSync takes 5 values where the field holds one group, and 20 where it holds a list; with more, the subscription fails. Have the issuer send fewer groups, or only those of this application.',
  find: ({ callers, ...subject }) =>
    ownModels({ callers, ...subject }).flatMap((policy) =>
      policy.model.feedsSubscriptions
        ? policy.listen.filter(isItemGroup).flatMap((role) => findingOf(policy, role, callers))
        : [],
    ),
}

type GroupRole = ItemRole & { readonly kind: 'dynamic-group' }

function isItemGroup(role: Role): role is GroupRole {
  return role.kind === 'dynamic-group'
}

function findingOf(
  { model, listen }: ModelPolicy,
  role: GroupRole,
  callers: readonly KnownCaller[],
): readonly Finding[] {
  const limit = role.list ? 20 : 5
  const over = callers.find((caller) => groupsOf(caller, role) > limit)
  if (over === undefined || broadRole(listen, role) !== undefined) return []
  const operator = role.list ? 'containsAny' : 'in'
  return [
    {
      message: `${ruleText(role.rule)} filters subscriptions by the groups of the caller: ${over.name} has ${groupsOf(over, role)}, and AppSync takes ${limit}`,
      fix: `have the issuer send at most ${limit} groups in "${role.claim}"`,
      about: model.name,
      ...atRule(role.rule),
      proof: {
        kind: 'documented',
        words: `"${operator}" of a subscription filter takes at most ${limit} values (AWS Amplify, User group-based data access)`,
      },
    },
  ]
}

function groupsOf({ identity }: KnownCaller, { mode, claim }: GroupRole): number {
  if (identity.mode !== mode || !('claims' in identity)) return 0
  const value = identity.claims[claim]
  const groups = typeof value === 'string' ? parsedList(value) : value
  return Array.isArray(groups) ? groups.length : 0
}
