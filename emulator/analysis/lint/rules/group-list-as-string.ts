import { ruleText } from '../../../authorization/rule-text.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import { claimParts, isItemRole } from '../../../policy/role.ts'
import type { ItemRole, Role } from '../../../policy/role.ts'
import { atRule } from '../about-rule.ts'
import { admittedBy, callerOf } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'
import { ownModels, ownRequests, requestStep } from '../own-requests.ts'
import type { ProofStep } from '../proof.ts'

/** Lists of groups are read in two ways, and only one of them takes a claim that is a text (`auth-semantics` case 60). */
export const groupListAsString: LintRule = {
  id: 'group-list-as-string',
  severity: 'warning',
  kind: 'narrower',
  title: 'A group claim that is a text may change items and not read them',
  help: 'Where the item holds a list of groups, AWS goes through the claim when items are read, and a text has no members: nothing is read. When items are changed it makes a list of the text first. Have the issuer send a list. Personas whose claim is a list say that it does.',
  find: (subject) =>
    ownModels(subject).flatMap((policy) =>
      policy.matrix.roles
        .filter(isItemGroup)
        .filter((role) => !isKnownList(subject, role))
        .flatMap((role) => findingOf(policy, role)),
    ),
}

type GroupRole = ItemRole & { readonly kind: 'dynamic-group' }

/** `cognito:groups` is always a list: Cognito makes it. */
function isItemGroup(role: Role): role is GroupRole {
  return (
    role.kind === 'dynamic-group' &&
    role.list &&
    role.mode === 'oidc' &&
    role.claim !== 'cognito:groups'
  )
}

function isKnownList({ callers }: LintSubject, { claim }: GroupRole): boolean {
  const known = callers.flatMap(({ identity }) =>
    'claims' in identity && claim in identity.claims ? [identity.claims[claim]] : [],
  )
  return known.length > 0 && known.every((value) => Array.isArray(value))
}

function findingOf(policy: ModelPolicy, role: GroupRole): readonly Finding[] {
  const requests = ownRequests(policy, role)
  if (!requests.includes('list')) return []
  const change = (['update', 'delete'] as const).find((one) => requests.includes(one))
  const { rule } = role
  return [
    {
      message: `${ruleText(rule)} reads nothing if "${role.claim}" is a text: only a list is gone through${change === undefined ? '' : `; ${change} takes both`}`,
      fix: `have the issuer send "${role.claim}" as a list, and give a persona one`,
      about: policy.model.name,
      ...atRule(rule),
      proof: { kind: 'steps', steps: stepsOf(policy, role, change) },
    },
  ]
}

function stepsOf(
  policy: ModelPolicy,
  role: GroupRole,
  change: 'update' | 'delete' | undefined,
): readonly ProofStep[] {
  const asList = admittedBy(role, 'team-a')
  const asText = { ...asList, caller: callerOf(role, { [role.claim]: 'team-a' }) }
  return [
    requestStep(policy, 'list', {
      ...asText,
      end: isKnownOtherwise(policy, role) ? 'no rows' : 'refused',
    }),
    ...(change === undefined ? [] : [requestStep(policy, change, { ...asText, end: 'ok' })]),
    requestStep(policy, 'list', { ...asList, end: 'ok' }),
  ]
}

/** Whether another rule about items takes the text: lists are then empty instead of refused. */
function isKnownOtherwise({ list }: ModelPolicy, { mode, claim }: GroupRole): boolean {
  return list.some(
    (role) =>
      isItemRole(role) &&
      role.mode === mode &&
      claimParts(role.claim).includes(claim) &&
      !(role.kind === 'dynamic-group' && role.list),
  )
}
