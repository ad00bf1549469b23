import type { Model } from '../model/definition.ts'
import type { Mode } from '../model/modes.ts'
import type { AccessMatrix, MatrixOperation } from './access-matrix.ts'
import { deleteRoles, rolesOf } from './operation-roles.ts'
import type { Role } from './role.ts'

/** Which modes AppSync lets through to an operation or a type: its `@aws_*` directives (`auth-semantics` §2.8). */
export type ModeGate = ReadonlySet<Mode>

/** The gates of one model's root fields and of its type. */
export interface ModelGates {
  readonly get: ModeGate
  readonly list: ModeGate
  readonly create: ModeGate
  readonly update: ModeGate
  readonly delete: ModeGate
  readonly listen: ModeGate
  /** Queries of secondary indexes. */
  readonly index: ModeGate
  /** The object type: every role of the model and every generated operation that returns it. */
  readonly type: ModeGate
}

/** A model of which no rule speaks is nobody's: SDL and SQL models can be without any. */
export function hasRules({ rules, fields }: Model): boolean {
  return rules.length > 0 || fields.some((field) => field.rules.length > 0)
}

const onlyIam: ModeGate = new Set<Mode>(['iam'])

/** Then IAM alone gets through. */
export const unruledGates: ModelGates = {
  get: onlyIam,
  list: onlyIam,
  create: onlyIam,
  update: onlyIam,
  delete: onlyIam,
  listen: onlyIam,
  index: onlyIam,
  type: onlyIam,
}

/** Operations that the model does not have open nothing. */
export function modelGates(
  matrix: AccessMatrix,
  defaultMode: Mode,
  has: (operation: MatrixOperation) => boolean,
): ModelGates {
  const gateOf = (roles: readonly Role[]): ModeGate => gate(roles, defaultMode)
  const get = gateOf(rolesOf(matrix, 'get'))
  const list = gateOf(rolesOf(matrix, 'list'))
  const create = gateOf(rolesOf(matrix, 'create'))
  // Roles with `delete` take part in an update, but the gate in front asks for `update` alone.
  const update = gateOf(rolesOf(matrix, 'update'))
  const remove = gateOf(deleteRoles(matrix))
  const listen = gateOf(rolesOf(matrix, 'listen'))
  const returning = { get, create, update, delete: remove, listen } as const
  const returned = (Object.keys(returning) as (keyof typeof returning)[])
    .filter(has)
    .flatMap((operation) => [...returning[operation]])
  return {
    ...returning,
    list,
    // AWS writes both gates in front of it, so either being nobody's opens it to the default mode.
    index: new Set([...list, ...get]),
    type: new Set<Mode>(['iam', ...matrix.roles.map(({ mode }) => mode), ...returned]),
  }
}

/** IAM always passes. An operation that nobody holds is open to the default mode at this gate, and refused behind it. */
function gate(roles: readonly Role[], defaultMode: Mode): ModeGate {
  return new Set<Mode>([
    'iam',
    ...(roles.length === 0 ? [defaultMode] : roles.map(({ mode }) => mode)),
  ])
}
