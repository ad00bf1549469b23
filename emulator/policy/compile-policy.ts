import type { Definition, GeneratedOperation, Model } from '../model/definition.ts'
import { compileAccessMatrix } from './access-matrix.ts'
import type { AccessMatrix, MatrixOperation } from './access-matrix.ts'
import { modelGates } from './mode-gates.ts'
import type { ModelGates } from './mode-gates.ts'
import { createRoles, deleteRoles, rolesOf, updateRoles } from './operation-roles.ts'
import type { WriteRole } from './operation-roles.ts'
import { ownerFields } from './owner-fields.ts'
import type { OwnerField } from './owner-fields.ts'
import { protectedFields } from './protected-fields.ts'
import { inEvaluationOrder } from './role.ts'
import type { Role } from './role.ts'

/** What the deployed API would hold of one model: decisions ask this, never the rules. */
export interface ModelPolicy {
  readonly model: Model
  readonly matrix: AccessMatrix
  /** Roles by operation, in the order in which they are tried. */
  readonly create: readonly WriteRole[]
  readonly update: readonly WriteRole[]
  readonly delete: readonly Role[]
  readonly get: readonly Role[]
  readonly list: readonly Role[]
  readonly listen: readonly Role[]
  readonly protectedFields: ReadonlyMap<string, readonly Role[]>
  readonly ownerFields: readonly OwnerField[]
  /** Whether mutation results feed subscriptions; protected fields are then null in them (`auth-semantics` §4.8). */
  readonly hasSubscriptions: boolean
  readonly gates: ModelGates
}

/** Every model's policy, by name. */
export interface Policy {
  readonly models: ReadonlyMap<string, ModelPolicy>
}

/** Compiles the rules of a definition, once. */
export function compilePolicy(definition: Definition): Policy {
  const models = definition.models.map((model) => compileModelPolicy(model, definition))
  return { models: new Map(models.map((policy) => [policy.model.name, policy])) }
}

function compileModelPolicy(model: Model, { modes }: Definition): ModelPolicy {
  const matrix = compileAccessMatrix(model)
  const [partitionKey = 'id'] = model.identifier
  const ordered = (roles: readonly Role[]): readonly Role[] =>
    inEvaluationOrder(roles, (role) => role)
  const orderedWriters = (roles: readonly WriteRole[]): readonly WriteRole[] =>
    inEvaluationOrder(roles, ({ role }) => role)
  return {
    model,
    matrix,
    create: orderedWriters(createRoles(matrix)),
    update: orderedWriters(updateRoles(matrix, partitionKey)),
    delete: ordered(deleteRoles(matrix)),
    get: ordered(rolesOf(matrix, 'get')),
    list: ordered(rolesOf(matrix, 'list')),
    listen: ordered(rolesOf(matrix, 'listen')),
    protectedFields: protectedFields(matrix),
    ownerFields: ownerFields(matrix),
    hasSubscriptions: subscriptions.some((operation) => !model.disabled.includes(operation)),
    gates: modelGates(matrix, modes.defaultMode, (operation) => hasOperation(model, operation)),
  }
}

const subscriptions = [
  'onCreate',
  'onUpdate',
  'onDelete',
] as const satisfies readonly GeneratedOperation[]

function hasOperation({ disabled }: Model, operation: MatrixOperation): boolean {
  if (operation === 'listen') return subscriptions.some((name) => !disabled.includes(name))
  return !disabled.some((name) => name === operation)
}
