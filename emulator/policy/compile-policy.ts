import type { Definition, GeneratedOperation, Model } from '../model/definition.ts'
import { compileAccessMatrix } from './access-matrix.ts'
import type { AccessMatrix, MatrixOperation } from './access-matrix.ts'
import { hasRules, modelGates, unruledGates } from './mode-gates.ts'
import type { ModelGates } from './mode-gates.ts'
import {
  createRoles,
  deleteRoles,
  partialDeleteRoles,
  rolesOf,
  updateRoles,
} from './operation-roles.ts'
import type { WriteRole } from './operation-roles.ts'
import { compileOperationPolicy, compileRules } from './operation-policy.ts'
import type { OperationPolicy, RulePolicy } from './operation-policy.ts'
import { ownerFields } from './owner-fields.ts'
import type { OwnerField } from './owner-fields.ts'
import { protectedFields } from './protected-fields.ts'
import { isRedacted, relationReaders } from './redacted-relations.ts'
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
  /** Roles that may delete some fields, so no item. */
  readonly partialDelete: readonly Role[]
  readonly get: readonly Role[]
  readonly list: readonly Role[]
  readonly listen: readonly Role[]
  /** Roles that a relation to this model asks. */
  readonly relation: readonly Role[]
  readonly protectedFields: ReadonlyMap<string, readonly Role[]>
  /** Relation fields that mutation results leave out. */
  readonly redactedRelations: ReadonlySet<string>
  readonly ownerFields: readonly OwnerField[]
  readonly gates: ModelGates
}

/** Every model's policy, by name. */
export interface Policy {
  readonly models: ReadonlyMap<string, ModelPolicy>
  /** Custom operations by root type and name, e.g. `Query.echo`. */
  readonly operations: ReadonlyMap<string, OperationPolicy>
  /** Fields of custom types that have rules, by type and name, e.g. `Location.latitude`. */
  readonly members: ReadonlyMap<string, RulePolicy>
}

/** Compiles the rules of a definition, once. */
export function compilePolicy(definition: Definition): Policy {
  const matrices = new Map(
    definition.models.map((model) => [model.name, compileAccessMatrix(model)]),
  )
  const models = definition.models.map((model) => compileModelPolicy(model, matrices, definition))
  return {
    models: new Map(models.map((policy) => [policy.model.name, policy])),
    operations: new Map(
      definition.operations.map((operation) => [
        `${operation.root}.${operation.name}`,
        compileOperationPolicy(operation),
      ]),
    ),
    members: memberPolicies(definition),
  }
}

function memberPolicies({ customTypes }: Definition): ReadonlyMap<string, RulePolicy> {
  const ruled = customTypes.flatMap((type) =>
    type.fields
      .filter(({ rules }) => rules.length > 0)
      .map(({ name, rules }) => [`${type.name}.${name}`, compileRules(rules)] as const),
  )
  return new Map(ruled)
}

type Matrices = ReadonlyMap<string, AccessMatrix>

function compileModelPolicy(model: Model, matrices: Matrices, { modes }: Definition): ModelPolicy {
  const matrix = matrices.get(model.name) ?? compileAccessMatrix(model)
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
    partialDelete: partialDeleteRoles(matrix),
    get: ordered(rolesOf(matrix, 'get')),
    list: ordered(rolesOf(matrix, 'list')),
    listen: ordered(rolesOf(matrix, 'listen')),
    relation: ordered(relationReaders(matrix)),
    protectedFields: protectedFields(matrix),
    redactedRelations: redactedRelations(model, matrix, matrices),
    ownerFields: ownerFields(matrix),
    gates: hasRules(model)
      ? modelGates(matrix, modes.defaultMode, (operation) => hasOperation(model, operation))
      : unruledGates,
  }
}

/** Nothing is left out where nobody can subscribe. */
function redactedRelations(
  model: Model,
  matrix: AccessMatrix,
  matrices: Matrices,
): ReadonlySet<string> {
  if (!model.feedsSubscriptions) return new Set()
  const redacted = model.fields.filter(({ name, type, relation }) => {
    const related = matrices.get(type)
    return (
      relation !== undefined &&
      related !== undefined &&
      isRedacted(name, matrix, relationReaders(related))
    )
  })
  return new Set(redacted.map(({ name }) => name))
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
