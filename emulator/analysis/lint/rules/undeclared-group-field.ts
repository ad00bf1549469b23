import { ruleText } from '../../../authorization/rule-text.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { ItemRole, Role } from '../../../policy/role.ts'
import { atRule } from '../about-rule.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import { missedEnd, ownModels, ownRequests, requestStep } from '../own-requests.ts'

/** A group field that is not declared: unlike an owner field, AWS does not add it (`auth-semantics` case 96). */
export const undeclaredGroupField: LintRule = {
  id: 'undeclared-group-field',
  severity: 'error',
  kind: 'narrower',
  title: 'The field of groupDefinedIn() is not declared, so no item can name a group',
  help: 'AWS adds the field of an owner rule, but not that of a group rule: no client can send it, no item has it, and the rule never matches. Declare it: `team: a.string()`, or `teams: a.string().array()`.',
  find: (subject) =>
    ownModels(subject).flatMap((policy) =>
      policy.matrix.roles.filter(isItemGroup).flatMap((role) => findingOf(policy, role)),
    ),
}

type GroupRole = ItemRole & { readonly kind: 'dynamic-group' }

function isItemGroup(role: Role): role is GroupRole {
  return role.kind === 'dynamic-group'
}

function findingOf(policy: ModelPolicy, role: GroupRole): readonly Finding[] {
  const { model, matrix } = policy
  const requests = matrix.fields.includes(role.field) ? [] : ownRequests(policy, role)
  if (requests.length === 0) return []
  const { caller } = admittedBy(role, 'team-a')
  const { rule } = role
  return [
    {
      message: `${ruleText(rule)} names a field that ${model.name} does not declare, and AWS adds none: no item has "${role.field}", so it never matches`,
      fix: `declare it: ${role.field}: a.string()${rule.meansList === true ? '.array()' : ''}`,
      about: model.name,
      ...atRule(rule),
      proof: {
        kind: 'steps',
        steps: requests
          .slice(0, 2)
          .map((request) =>
            requestStep(policy, request, { caller, attributes: {}, end: missedEnd(request) }),
          ),
      },
    },
  ]
}
