import { ruleText } from '../../../authorization/rule-text.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { ItemRole, Role } from '../../../policy/role.ts'
import { atRule } from '../about-rule.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import { ownModels, ownRequests, requestStep } from '../own-requests.ts'
import type { ProofStep } from '../proof.ts'

/** `ownersDefinedIn` of a field that is not declared: AWS adds it, as one `String` (`auth-semantics` case 95). */
export const undeclaredOwnersList: LintRule = {
  id: 'undeclared-owners-list',
  severity: 'warning',
  kind: 'narrower',
  title: 'The field of ownersDefinedIn() is not declared, so it holds one owner',
  help: 'A field that only an owner rule names is added as a single `String`, for `ownersDefinedIn` too: an item has one owner, and clients cannot send others. Declare the field: `editors: a.string().array()`.',
  find: (subject) =>
    ownModels(subject).flatMap((policy) =>
      policy.matrix.roles.filter(isOwner).flatMap((role) => findingOf(policy, role)),
    ),
}

type OwnerRole = ItemRole & { readonly kind: 'owner' }

function isOwner(role: Role): role is OwnerRole {
  return role.kind === 'owner' && role.rule.meansList === true
}

function findingOf(policy: ModelPolicy, role: OwnerRole): readonly Finding[] {
  const { model, matrix } = policy
  const step = matrix.fields.includes(role.field) ? undefined : stepOf(policy, role)
  if (step === undefined) return []
  return [
    {
      message: `${ruleText(role.rule)} names a field that ${model.name} does not declare: AWS adds "${role.field}" as a single String, so an item has one owner`,
      fix: `declare it: ${role.field}: a.string().array()`,
      about: model.name,
      ...atRule(role.rule),
      proof: { kind: 'steps', steps: [step] },
    },
  ]
}

/** One name is stored where a list would be; where nobody creates by this rule, a list that is there matches nobody. */
function stepOf(policy: ModelPolicy, role: OwnerRole): ProofStep | undefined {
  const { model } = policy
  const { caller, attributes } = admittedBy(role)
  const requests = ownRequests(policy, role)
  if (requests.includes('create'))
    return {
      caller,
      ask: { operation: 'create', model: model.name, input: {} },
      answer: { status: 'ok', stores: attributes },
    }
  const [request] = requests.filter((one) => one !== 'list')
  const listed = { [role.field]: [attributes[role.field]] }
  return request && requestStep(policy, request, { caller, attributes: listed, end: 'refused' })
}
