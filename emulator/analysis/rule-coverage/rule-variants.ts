import type { Definition, Model } from '../../model/definition.ts'
import type { Rule } from '../../model/rule.ts'
import { compilePolicy } from '../../policy/compile-policy.ts'
import type { ModelPolicy, Policy } from '../../policy/compile-policy.ts'
import type { OperationPolicy } from '../../policy/operation-policy.ts'
import { rolesOfRule } from '../../policy/role.ts'
import type { Role } from '../../policy/role.ts'
import { affectedBy } from '../affected-by.ts'
import type { Version } from '../sides.ts'
import { withoutRule } from '../written-rules.ts'
import type { WrittenRule } from '../written-rules.ts'

/** The definition in which this rule admits nobody. */
export function versionWithout(version: Version, written: WrittenRule): Version {
  const definition = withoutRule(version.definition, written)
  return { definition, policy: compileChanged(version.policy, definition, written.holder) }
}

/** Compiles what a change of one holder's rules can reach: models with a relation to it leave out what it leaves out. */
function compileChanged(before: Policy, definition: Definition, holder: string): Policy {
  const affected = affectedBy(holder, definition)
  const reached = definition.models.filter(({ name }) => affected?.has(name) === true)
  const leadsTo = ({ fields }: Model, name: string): boolean =>
    fields.some(({ type, relation }) => relation !== undefined && type === name)
  const needed = definition.models.filter(
    (model) => reached.includes(model) || reached.some((one) => leadsTo(one, model.name)),
  )
  const operations = definition.operations.filter(({ root, name }) => `${root}.${name}` === holder)
  const part = compilePolicy({ ...definition, models: needed, operations, customTypes: [] })
  const models = [...part.models].filter(([name]) => reached.some((one) => one.name === name))
  return {
    members: before.members,
    models: new Map([...before.models, ...models]),
    operations: new Map([...before.operations, ...part.operations]),
  }
}

/** The same version in which whoever is of a role's mode holds the role: only that one evaluation is another. */
export function admittingAll({ definition, policy }: Version, ids: ReadonlySet<string>): Version {
  return { definition, policy: admitting(policy, ids) }
}

function admitting({ models, operations, members }: Policy, ids: ReadonlySet<string>): Policy {
  const admit = (role: Role): Role => (ids.has(role.id) ? anybody(role) : role)
  return {
    members,
    models: new Map([...models].map(([name, model]) => [name, admittingModel(model, admit)])),
    operations: new Map(
      [...operations].map(([name, operation]) => [name, admittingOperation(operation, admit)]),
    ),
  }
}

type Admit = (role: Role) => Role

function anybody({ id, provider, mode, rule }: Role): Role {
  return { id, provider, mode, rule, kind: 'private' }
}

function admittingModel(policy: ModelPolicy, admit: Admit): ModelPolicy {
  const all = (roles: readonly Role[]): readonly Role[] => roles.map(admit)
  const writers = (roles: ModelPolicy['create']): ModelPolicy['create'] =>
    roles.map((writer) => ({ ...writer, role: admit(writer.role) }))
  return {
    ...policy,
    create: writers(policy.create),
    update: writers(policy.update),
    delete: all(policy.delete),
    get: all(policy.get),
    list: all(policy.list),
    listen: all(policy.listen),
    relation: all(policy.relation),
    protectedFields: new Map(
      [...policy.protectedFields].map(([name, roles]) => [name, all(roles)]),
    ),
  }
}

function admittingOperation(policy: OperationPolicy, admit: Admit): OperationPolicy {
  return policy.roles === undefined ? policy : { ...policy, roles: policy.roles.map(admit) }
}

/** The names of the roles of a rule: whether a field is a list is no part of them. */
export function roleIdsOf(rule: Rule): ReadonlySet<string> {
  return new Set(rolesOfRule(rule, () => false).map(({ id }) => id))
}
