import { ruleText } from '../../../authorization/rule-text.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import { claimParts } from '../../../policy/role.ts'
import type { ItemRole, Role } from '../../../policy/role.ts'
import { atRule } from '../about-rule.ts'
import { broadRole } from '../broad-role.ts'
import { admittedBy, callerOf } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'

/** An owner claim of several parts matches by any one of them (`auth-semantics` §3.1, case 49). */
export const multiPartOwnerParts: LintRule = {
  id: 'multi-part-owner-parts',
  severity: 'off',
  kind: 'wider',
  title: 'One part of an owner claim is enough to be the owner',
  help: "The default claim `sub::username` is stored as a whole, and an item whose owner is the bare `sub` or the bare `username` is matched, too. Where users choose their usernames, one of them can choose another’s `sub`. Write `.identityClaim('sub')`. Items that the API itself wrote hold the whole, so this is about items that came there otherwise.",
  find: ({ policy }) => [...policy.models.values()].flatMap(findIn),
}

function findIn(policy: ModelPolicy): readonly Finding[] {
  return policy.matrix.roles.flatMap((role) =>
    role.kind === 'owner' && isChosen(role) ? findingOf(policy, role) : [],
  )
}

/** Nobody chooses a `sub`. */
function isChosen({ claim }: ItemRole): boolean {
  const parts = claimParts(claim)
  return parts.length > 1 && parts.some((part) => part !== 'sub')
}

function findingOf(policy: ModelPolicy, role: ItemRole): readonly Finding[] {
  const operation = (['get', 'delete', 'update'] as const).find((one) =>
    isOwners(policy, one, role),
  )
  if (operation === undefined) return []
  const { model } = policy
  const parts = claimParts(role.claim)
  const chosen = parts.findLast((part) => part !== 'sub') ?? ''
  const claims = Object.fromEntries(parts.map((part) => [part, part === chosen ? 'alice' : 'bob']))
  const { attributes } = admittedBy({ ...role, claim: chosen }, 'alice')
  return [
    {
      message: `${ruleText(role.rule)} takes ${role.claim}, and any one part of it is enough: somebody whose ${chosen} is another's ${parts.find((part) => part !== chosen)} owns what stands under that`,
      fix: `write .identityClaim('sub')`,
      about: model.name,
      ...atRule(role.rule),
      proof: {
        kind: 'steps',
        steps: [
          {
            caller: callerOf(role, claims),
            stored: { [model.name]: [attributes] },
            ask: { operation, model: model.name, input: {} },
            answer: { status: 'ok' },
          },
        ],
      },
    },
  ]
}

/** Whether owners may do it, and not everybody may. */
function isOwners(
  policy: ModelPolicy,
  operation: 'get' | 'update' | 'delete',
  role: Role,
): boolean {
  const roles = policy[operation].map((one) => ('role' in one ? one.role : one))
  return (
    !policy.model.disabled.includes(operation) &&
    roles.some(({ id }) => id === role.id) &&
    broadRole(roles, role) === undefined
  )
}
