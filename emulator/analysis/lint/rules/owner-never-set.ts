import { ruleText } from '../../../authorization/rule-text.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { WriteRole } from '../../../policy/operation-roles.ts'
import type { ItemRole, Role } from '../../../policy/role.ts'
import { atRule, related } from '../about-rule.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import { joinedCaller } from '../joined-caller.ts'
import {
  missedEnd,
  ownModels,
  ownRequests,
  requestStep,
  requiredNames,
  sentOnly,
} from '../own-requests.ts'
import type { ItemRequest } from '../own-requests.ts'
import type { ProofStep } from '../proof.ts'

/** An owner rule that grants no create, on a field that only a creating owner rule would fill (`auth-semantics` case 90). */
export const ownerNeverSet: LintRule = {
  id: 'owner-never-set',
  severity: 'error',
  kind: 'narrower',
  title: 'Nothing fills the owner field that a rule looks at',
  help: 'An owner field that is not declared is filled in when an item is created by way of an owner rule that grants `create`. Where others create, items have no owner, and the owner rule applies to none of them. Grant it `create`, too, or declare the field.',
  find: (subject) =>
    ownModels(subject).flatMap((policy) =>
      policy.matrix.roles
        .filter((role): role is OwnerRole => role.kind === 'owner')
        .flatMap((role) => findingOf(policy, role)),
    ),
}

type OwnerRole = ItemRole & { readonly kind: 'owner' }

function findingOf(policy: ModelPolicy, role: OwnerRole): readonly Finding[] {
  const { model, matrix, create } = policy
  if (matrix.fields.includes(role.field) || model.disabled.includes('create')) return []
  if (create.some((one) => isFilling(one.role, role))) return []
  const creator = create.find((one) => requiredNames(model).every((name) => one.allowed.has(name)))
  const [request] = ownRequests(policy, role)
  if (creator === undefined || request === undefined) return []

  const { rule } = role
  return [
    {
      message: `${ruleText(rule)} applies to no item: "${role.field}" is not declared, and only an owner rule that grants create fills it`,
      fix: `grant create, too: ${ruleText({ ...rule, operations: ['create', ...(rule.operations ?? [])] })}`,
      about: model.name,
      ...atRule(rule),
      related: related(creator.role.rule, 'creates items without an owner'),
      proof: { kind: 'steps', steps: stepsOf(policy, { role, creator, request }) },
    },
  ]
}

function isFilling(creator: Role, { field }: OwnerRole): boolean {
  return creator.kind === 'owner' && creator.field === field
}

interface Missed {
  readonly role: OwnerRole
  readonly creator: WriteRole
  readonly request: ItemRequest
}

/** Somebody whom both rules know creates an item, and is not its owner. */
function stepsOf(policy: ModelPolicy, { role, creator, request }: Missed): readonly ProofStep[] {
  const { name } = policy.model
  const owner = admittedBy(role)
  const by = admittedBy(creator.role)
  const caller = joinedCaller(by.caller, owner.caller) ?? by.caller
  const input = sentOnly(by.attributes, policy)
  const ask = requestStep(policy, request, { ...owner, end: missedEnd(request) })
  return [
    {
      caller,
      ask: { operation: 'create', model: name, input, fields: [role.field] },
      answer: { status: 'ok', shows: { [role.field]: null } },
    },
    { caller: owner.caller, ask: ask.ask, answer: ask.answer },
  ]
}
