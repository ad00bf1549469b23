import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { ItemRole, Role } from '../../../policy/role.ts'
import type { WriteRole } from '../../../policy/operation-roles.ts'
import { atRule, authorizationText, textIn, withoutOperations } from '../about-rule.ts'
import { broadRole } from '../broad-role.ts'
import { exampleNames } from '../example-values.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { ProofStep } from '../proof.ts'

/** An owner who may write the owner field can give the item away (`auth-semantics` case 16). */
export const ownerReassignment: LintRule = {
  id: 'owner-reassignment',
  severity: 'warning',
  kind: 'wider',
  title: 'An owner can hand an item over to anybody',
  help: 'Only the stored owner is looked at: what an update writes into the owner field is not held against the caller. Afterwards the item is somebody else’s. Give the owner field rules of its own, without `update` for owners.',
  find: ({ policy }) => [...policy.models.values()].flatMap(findIn),
}

function findIn(policy: ModelPolicy): readonly Finding[] {
  if (policy.model.disabled.includes('update')) return []
  return policy.update.flatMap((writer) => {
    const { role } = writer
    return role.kind === 'owner' && mayHandOver(policy, writer, role.field)
      ? findingOf(policy, writer, role)
      : []
  })
}

/** Where everybody may write the field, it is no matter of owners. */
function mayHandOver({ model, update }: ModelPolicy, writer: WriteRole, field: string): boolean {
  const others = update.filter(({ allowed }) => allowed.has(field)).map(({ role }) => role)
  return (
    writer.allowed.has(field) &&
    model.fields.some(({ name }) => name === field) &&
    !model.identifier.includes(field) &&
    broadRole(others, writer.role) === undefined
  )
}

function findingOf(policy: ModelPolicy, writer: WriteRole, role: ItemRole): readonly Finding[] {
  const { model, matrix } = policy
  const names = exampleNames(model, role.field)
  if (names === undefined) return []
  const { rule } = matrix.roleOn(role, role.field)
  return [
    {
      message: `${textIn(model, rule)} ${consequence(writer, role)}`,
      fix: fixOf(policy, role),
      about: model.name,
      ...atRule(rule),
      proof: { kind: 'steps', steps: handOver(policy, role, names) },
    },
  ]
}

function consequence({ nullAllowed }: WriteRole, { field, list }: ItemRole): string {
  if (list) return `lets every owner put others into "${field}" and take owners out of it`
  const nobody = nullAllowed.has(field) ? ', or to nobody' : ''
  return `lets an owner set "${field}" to anybody${nobody}: the item is then no longer theirs`
}

function fixOf({ model, matrix }: ModelPolicy, role: ItemRole): string {
  const own = model.fields.find(({ name }) => name === role.field)?.rules ?? []
  const isOwners = ({ id }: Role): boolean => id === role.id
  const rules = (own.length > 0 ? own : model.rules).flatMap((rule) =>
    matrix.roles.some((one) => isOwners(one) && matrix.roleOn(one, role.field).rule === rule)
      ? (withoutOperations(rule, ['update']) ?? [])
      : rule,
  )
  return `put rules without 'update' for owners on "${role.field}": ${authorizationText(model, rules)}`
}

/** The item is given away, and cannot be taken back. */
function handOver(
  { model, update }: ModelPolicy,
  role: ItemRole,
  [owner, other]: readonly [string, string],
): readonly ProofStep[] {
  const { caller, attributes } = admittedBy(role, owner)
  const give = (name: string) => ({ [role.field]: role.list ? [name] : name })
  const isRefusedField =
    broadRole(
      update.map((one) => one.role),
      role,
    ) !== undefined
  const ask = { operation: 'update', model: model.name } as const
  return [
    {
      caller,
      stored: { [model.name]: [attributes] },
      ask: { ...ask, input: give(other) },
      answer: { status: 'ok', stores: give(other) },
    },
    {
      caller,
      ask: { ...ask, input: give(owner) },
      answer: isRefusedField
        ? { status: 'fields refused', unauthorized: [role.field] }
        : { status: 'refused' },
    },
  ]
}
