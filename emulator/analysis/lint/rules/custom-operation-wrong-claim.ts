import { ruleText } from '../../../authorization/rule-text.ts'
import type { OperationPolicy } from '../../../policy/operation-policy.ts'
import type { StaticGroupRole, Role } from '../../../policy/role.ts'
import { atRule, related } from '../about-rule.ts'
import { broadRole } from '../broad-role.ts'
import { callerOf } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'

/** Group rules of custom operations cannot name a claim, and read `cognito:groups` (`auth-semantics` case 89). */
export const customOperationWrongClaim: LintRule = {
  id: 'custom-operation-wrong-claim',
  severity: 'error',
  kind: 'narrower',
  title: 'The group rule of a custom operation reads cognito:groups, other rules another claim',
  help: 'Rules of custom operations have no `.withClaimIn()`: a group is looked for in `cognito:groups`, for OIDC too. A group rule of the schema keeps its claim when an operation has no rules of its own. Move the rule there, or let everybody who is signed in call the operation and look at the claim in the handler.',
  find: (subject) =>
    [...subject.policy.operations].flatMap(([name, policy]) =>
      (policy.roles ?? [])
        .filter(isMeant)
        .flatMap((role) => findingOf(subject, { name, policy, role })),
    ),
}

function isMeant(role: Role): role is StaticGroupRole {
  return role.kind === 'static-group' && role.mode === 'oidc' && role.rule.groupClaim === undefined
}

interface Asked {
  readonly name: string
  readonly policy: OperationPolicy
  readonly role: StaticGroupRole
}

function findingOf(subject: LintSubject, { name, policy, role }: Asked): readonly Finding[] {
  const other = subject.rules.find(
    ({ rule }) =>
      rule.provider === 'oidc' && rule.groupClaim !== undefined && rule.groupClaim !== role.claim,
  )?.rule
  const claim = other?.groupClaim
  if (other === undefined || claim === undefined || isKnown(subject, role)) return []
  if (broadRole(policy.roles ?? [], role) !== undefined) return []

  const ask = { operation: 'call', name } as const
  const groups = [role.group]
  return [
    {
      message: `${ruleText(role.rule)} on ${name} reads "${role.claim}", while other rules find the groups in "${claim}": members of ${role.group} may not call it`,
      fix: `allow.authenticated('oidc') on it, and look at "${claim}" in the handler; or a rule of the schema, ${ruleText({ ...role.rule, groupClaim: claim })}, which operations without rules of their own take on`,
      about: name,
      ...atRule(role.rule),
      related: related(other, `reads "${claim}"`),
      proof: {
        kind: 'steps',
        steps: [
          { caller: callerOf(role, { [claim]: groups }), ask, answer: { status: 'refused' } },
          {
            caller: callerOf(role, { [role.claim]: groups }),
            ask,
            answer: { status: 'not called' },
          },
        ],
      },
    },
  ]
}

/** Somebody has the group where the rule looks for it. */
function isKnown({ callers }: LintSubject, { claim, group }: StaticGroupRole): boolean {
  return callers.some(({ identity }) => {
    const groups = 'claims' in identity ? identity.claims[claim] : undefined
    return Array.isArray(groups) && groups.includes(group)
  })
}
