import type { Model } from '../../model/definition.ts'
import type { Item } from '../../model/item.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import type { WriteRole } from '../../policy/operation-roles.ts'
import { isItemRole } from '../../policy/role.ts'
import type { Role } from '../../policy/role.ts'
import { broadRole } from './broad-role.ts'
import { exampleKey } from './example-values.ts'
import type { Admitted } from './granted-by.ts'
import type { LintSubject } from './lint-subject.ts'
import type { ProofStep } from './proof.ts'

/** What can be asked about an item of a model. */
export type ItemRequest = 'create' | 'get' | 'delete' | 'update' | 'list'

/** The policies of models that are the user's own: AWS writes those of conversations. */
export function ownModels({ policy }: LintSubject): readonly ModelPolicy[] {
  return [...policy.models.values()].filter(({ model }) => model.conversation === undefined)
}

/** What a role may ask and not every caller of its mode: where it alone makes the difference. */
export function ownRequests(policy: ModelPolicy, role: Role): readonly ItemRequest[] {
  return requests.filter((request) => {
    const roles = policy[request].map(roleOf)
    const others = roles.filter(({ id }) => id !== role.id)
    return (
      !policy.model.disabled.includes(request) &&
      roles.length > others.length &&
      broadRole(others, role) === undefined &&
      canBeSmallest(policy, request, role)
    )
  })
}

const requests: readonly ItemRequest[] = ['create', 'get', 'delete', 'update', 'list']

function roleOf(entry: Role | WriteRole): Role {
  return 'role' in entry ? entry.role : entry
}

/** Whether the role may send what has to be sent. */
function canBeSmallest(policy: ModelPolicy, request: ItemRequest, role: Role): boolean {
  if (request !== 'create' && request !== 'update') return true
  const { model } = policy
  const named = isItemRole(role) ? Object.keys(sentOnly({ [role.field]: '' }, policy)) : []
  const sent = request === 'update' ? model.identifier : [...requiredNames(model), ...named]
  const writer = policy[request].find((one) => one.role.id === role.id)
  return writer !== undefined && (writer.full || sent.every((name) => writer.allowed.has(name)))
}

/** Fields that every create has to send. */
export function requiredNames({ fields }: Model): readonly string[] {
  return fields.filter(({ required }) => required).map(({ name }) => name)
}

/** What comes of a request: it is granted, refused, or answered with nothing. */
export type RequestEnd = 'ok' | 'refused' | 'no rows'

/** The smallest request of its kind about one item with these attributes. */
export function requestStep(
  policy: ModelPolicy,
  request: ItemRequest,
  { caller, attributes, end }: Admitted & { readonly end: RequestEnd },
): ProofStep {
  const { model } = policy
  const stored = { [model.name]: [attributes] }
  const status = end === 'refused' ? 'refused' : 'ok'
  if (request === 'create') {
    const input = sentOnly(attributes, policy)
    return { caller, ask: { operation: 'create', model: model.name, input }, answer: { status } }
  }
  if (request !== 'list')
    return {
      caller,
      stored,
      ask: { operation: request, model: model.name, input: {} },
      answer: { status },
    }

  const key = exampleKey(model, attributes)
  const rows = end === 'ok' ? { rows: [key] } : { rows: [] }
  return {
    caller,
    stored: { [model.name]: [{ ...key, ...attributes }] },
    ask: { operation: 'list', model: model.name },
    answer: { status, ...(status === 'ok' ? rows : {}) },
  }
}

/** What of these attributes a create has to send: AWS fills in owners, and takes no field that is not declared. */
export function sentOnly(attributes: Item, { model, ownerFields }: ModelPolicy): Item {
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => {
      const field = model.fields.find((one) => one.name === name)
      return (
        field !== undefined && (field.required || !ownerFields.some((owner) => owner.name === name))
      )
    }),
  )
}

/** How a request of a caller with a usable claim ends on an item that is not meant for it. */
export function missedEnd(request: ItemRequest): RequestEnd {
  return request === 'list' ? 'no rows' : 'refused'
}
