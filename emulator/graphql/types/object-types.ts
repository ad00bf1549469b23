import type { CustomType, Definition, EnumType } from '../../model/definition.ts'
import type { Mode } from '../../model/modes.ts'
import type { ModelPolicy, Policy } from '../../policy/compile-policy.ts'
import { gateDirectives } from './gate-directives.ts'
import { hasImplicitId, implicitTimestamps, typeText } from './model-fields.ts'
import { connectionName } from './names.ts'
import { reachableCustomTypes } from './reachable-types.ts'
import { block } from './shared-types.ts'

/** A model's object type and, when there is a list query, its connection (`data-api` §2.2). */
export function modelTypes({ model, gates, ownerFields }: ModelPolicy): readonly string[] {
  const members = [
    ...model.fields.map((field) => `${field.name}: ${typeText(field, 'output')}`),
    ...(hasImplicitId(model) ? ['id: ID!'] : []),
    ...implicitTimestamps(model).map((name) => `${name}: AWSDateTime!`),
    ...ownerFields.filter(({ declared }) => !declared).map(({ name }) => `${name}: String`),
  ]
  const type = block(`type ${model.name} ${gateDirectives(gates.type)}`, members)
  if (model.disabled.includes('list')) return [type]
  const connection = `type ${connectionName(model.name)} ${gateDirectives(gates.connection)}`
  return [type, block(connection, [`items: [${model.name}]!`, 'nextToken: String'])]
}

export function enumType({ name, values }: EnumType): string {
  return block(`enum ${name}`, values)
}

/** A custom type is open to the modes of the models that hold it, and to IAM (`auth-semantics` §2.8). */
export function customType(type: CustomType, definition: Definition, policy: Policy): string {
  const modes = new Set<Mode>(['iam'])
  for (const { model, gates } of policy.models.values()) {
    const reached = reachableCustomTypes(model.fields, definition.customTypes)
    if (reached.has(type.name)) for (const mode of gates.type) modes.add(mode)
  }
  const members = type.fields.map((field) => `${field.name}: ${typeText(field, 'output')}`)
  return block(`type ${type.name} ${gateDirectives(modes)}`, members)
}
