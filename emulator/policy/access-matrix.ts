import type { Model } from '../model/definition.ts'
import type { ModelOperation, Rule } from '../model/rule.ts'
import { rolesOfRule } from './role.ts'
import type { Role } from './role.ts'

/** What the deployed API can be asked to do; `read` stands for five of them. */
const matrixOperations = [
  'create',
  'update',
  'delete',
  'get',
  'list',
  'search',
  'listen',
  'sync',
] as const
export type MatrixOperation = (typeof matrixOperations)[number]

/** The operations that read. */
export const readOperations: readonly MatrixOperation[] = [
  'get',
  'list',
  'search',
  'listen',
  'sync',
]

/** Role × field × operation: AWS's `AccessControlMatrix` (`auth-semantics` §2.3). */
export interface AccessMatrix {
  /** In order of first appearance: model rules, then field rules. */
  readonly roles: readonly Role[]
  /** The fields written in the definition; implicit ones carry no rights. */
  readonly fields: readonly string[]
  /** Whether the role holds the operation on the field. */
  holds(role: Role, operation: MatrixOperation, field: string): boolean
  /** The role as it stands on this field: its rule is the one that decides there. */
  roleOn(role: Role, field: string): Role
}

/** Model rules grant every field; a field with rules of its own is reset, then granted by them. */
export function compileAccessMatrix(model: Model): AccessMatrix {
  const isList = (name: string): boolean =>
    model.fields.some((field) => field.name === name && field.list !== null)
  const fields = model.fields.map(({ name }) => name)
  const roles = new Map<string, Role>()
  const rights = new Map<
    string,
    { readonly rule: Rule; readonly operations: ReadonlySet<MatrixOperation> }
  >()

  const grant = (rules: readonly Rule[], names: readonly string[]): void => {
    for (const rule of rules) {
      const cell = { rule, operations: operationsOf(rule) }
      for (const role of rolesOfRule(rule, isList)) {
        if (!roles.has(role.id)) roles.set(role.id, role)
        for (const name of names) rights.set(cellOf(role, name), cell)
      }
    }
  }

  grant(model.rules, fields)
  for (const field of model.fields) {
    if (field.rules.length === 0) continue
    for (const role of roles.values()) rights.delete(cellOf(role, field.name))
    grant(field.rules, [field.name])
  }
  return {
    roles: [...roles.values()],
    fields,
    holds: (role, operation, field) =>
      rights.get(cellOf(role, field))?.operations.has(operation) ?? false,
    roleOn: (role, field) => ({
      ...role,
      rule: rights.get(cellOf(role, field))?.rule ?? role.rule,
    }),
  }
}

function cellOf(role: Role, field: string): string {
  return `${role.id}\n${field}`
}

/** What `.to([...])` stands for: everything when absent, nothing when empty (`auth-semantics` §1.2). */
function operationsOf(rule: Rule): ReadonlySet<MatrixOperation> {
  if (rule.operations === undefined) return new Set(matrixOperations)
  return new Set(rule.operations.flatMap(expand))
}

function expand(operation: ModelOperation): readonly MatrixOperation[] {
  return operation === 'read' ? readOperations : [operation]
}
