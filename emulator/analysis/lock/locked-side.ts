import { authorizationModes } from '../../model/modes.ts'
import { ownerFields } from '../../policy/owner-fields.ts'
import { compileAccessMatrix } from '../../policy/access-matrix.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import type { OperationPolicy } from '../../policy/operation-policy.ts'
import { unruledGates } from '../../policy/mode-gates.ts'
import { inEvaluationOrder } from '../../policy/role.ts'
import type { Role } from '../../policy/role.ts'
import type { Model } from '../../model/definition.ts'
import type { Side } from '../case.ts'

/** Whom a question is put to, and what it is about. */
export interface Witnesses {
  /** Of the subject: e.g. `Employee`, `Query.report`. */
  readonly subject: string
  readonly question: string
  readonly roles: readonly Role[]
  /** Fields with rules of their own, as far as the lock says. */
  readonly protectedFields: readonly string[]
}

/**
 * The newer version's side as it were if these roles were all there are: what they observe of a request is what the lock's
 * conditions speak of. Whether they let anybody through is not asked of them.
 */
export function sideOfRoles(head: Side, witnesses: Witnesses): Side {
  const { subject, question, roles } = witnesses
  const policy = policyOfRoles(head.policy ?? bareModel(subject), witnesses)
  const [, relation] = /^follow (.+)$/.exec(question) ?? []
  const related = policy.model.fields.find(({ name }) => name === relation)?.type
  const policies = [...head.policies].map(
    ([name, one]) =>
      [name, name === related ? { ...one, relation: roles, gates: openGates } : one] as const,
  )
  const operation = head.operations.get(subject)
  return {
    ...head,
    policy,
    policies: new Map(policies),
    operations: new Map(
      operation === undefined ? [] : [[subject, operationOfRoles(operation, roles)]],
    ),
  }
}

function policyOfRoles(
  head: ModelPolicy,
  { question, roles: named, protectedFields }: Witnesses,
): ModelPolicy {
  const roles = inEvaluationOrder(named, (role) => role)
  const writers = roles.map((role) => ({
    role,
    full: true,
    allowed: new Set<string>(),
    nullAllowed: new Set<string>(),
  }))
  const [, field] = /^read (.+)$/.exec(question) ?? []
  const fields = field === undefined ? protectedFields : [field]
  return {
    ...head,
    model: { ...head.model, disabled: [] },
    create: writers,
    update: writers,
    delete: roles,
    get: roles,
    list: roles,
    listen: [...roles, ...argumentsOf(head, roles)],
    relation: roles,
    protectedFields: new Map(fields.map((name) => [name, roles])),
    ownerFields: ownerFields({
      ...head.matrix,
      roles: [...head.matrix.roles, ...roles],
    }),
    gates: openGates,
  }
}

/** What a subscription may be asked for the lock does not say: all that the newer version takes. */
function argumentsOf({ listen }: ModelPolicy, roles: readonly Role[]): readonly Role[] {
  return listen.filter((role) => role.kind === 'owner' && !roles.some(({ id }) => id === role.id))
}

function operationOfRoles(head: OperationPolicy, roles: readonly Role[]): OperationPolicy {
  const grouped = roles.flatMap(({ id, mode, ...role }) =>
    id.startsWith('gate:') && 'group' in role ? [{ mode, groups: [role.group] }] : [],
  )
  return {
    ...head,
    roles: roles.filter(({ id }) => !id.startsWith('gate:')),
    gates: [...authorizationModes.map((mode) => ({ mode })), ...grouped],
  }
}

const everyMode = new Set(authorizationModes)

const openGates: ModelPolicy['gates'] = {
  ...unruledGates,
  get: everyMode,
  list: everyMode,
  create: everyMode,
  update: everyMode,
  delete: everyMode,
  listen: everyMode,
  index: everyMode,
  type: everyMode,
}

/** A model that only the lock knows: its fields are not known. */
function bareModel(name: string): ModelPolicy {
  const model: Model = {
    name,
    fields: [],
    identifier: ['id'],
    declaresIdentifier: false,
    indexes: [],
    rules: [],
    disabled: [],
    feedsSubscriptions: true,
  }
  return {
    model,
    matrix: compileAccessMatrix(model),
    create: [],
    update: [],
    delete: [],
    partialDelete: [],
    get: [],
    list: [],
    listen: [],
    relation: [],
    protectedFields: new Map(),
    redactedRelations: new Set(),
    ownerFields: [],
    gates: openGates,
  }
}
