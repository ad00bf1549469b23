import type {
  CustomType,
  EnumType,
  Field,
  InterfaceType,
  Model,
  OperationGate,
} from '../../model/definition.ts'
import type { Mode } from '../../model/modes.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import type { ModeGate } from '../../policy/mode-gates.ts'
import { compileRules } from '../../policy/operation-policy.ts'
import type { Collections } from './collections.ts'
import { withGates } from './gate-directives.ts'
import type { WriteGate } from './gate-directives.ts'
import { hasImplicitId, implicitFields, implicitTimestamps, typeText } from './model-fields.ts'
import { connectionName, plainConnectionName, plainFilterName } from './names.ts'
import { block } from './shared-types.ts'

/** A model's object type (`data-api` §2.2). */
export function modelType(
  { model, gates, ownerFields }: ModelPolicy,
  writeGate: WriteGate,
): string {
  return block(writeGate(`type ${model.name}${implementing(model)}`, gates.type), [
    ...model.fields.map(outputField),
    ...(hasImplicitId(model) ? ['id: ID!'] : []),
    ...implicitTimestamps(model).map((name) => `${name}: AWSDateTime!`),
    ...ownerFields
      .filter(({ name, declared }) => !declared && !implicitFields(model).includes(name))
      .map(({ name }) => `${name}: String`),
  ])
}

function implementing({ interfaces = [] }: Model): string {
  return interfaces.length === 0 ? '' : ` implements ${interfaces.join(' & ')}`
}

function outputField(field: Field): string {
  if (field.relation?.kind !== 'hasMany') return `${field.name}: ${typeText(field, 'output')}`
  const given = [
    `filter: ${plainFilterName(field.type)}`,
    'sortDirection: ModelSortDirection',
    'limit: Int',
    'nextToken: String',
  ]
  return `${field.name}(${given.join(', ')}): ${plainConnectionName(field.type)}`
}

/** What its queries and relations return pages of a model in. */
export function connectionTypes(
  { model, gates }: ModelPolicy,
  { isListed, isIndexed, isRelated }: Collections,
  { passed, writeGate }: { readonly passed: ModeGate; readonly writeGate: WriteGate },
): readonly string[] {
  const modes = new Map<string, Set<Mode>>()
  const open = (name: string, gate: ModeGate): void => {
    modes.set(name, new Set([...(modes.get(name) ?? []), ...gate]))
  }
  if (isListed) open(connectionName(model.name), gates.list)
  if (isIndexed) open(plainConnectionName(model.name), gates.index)
  if (isRelated) open(plainConnectionName(model.name), passed)
  return [...modes].map(([name, gate]) =>
    block(writeGate(`type ${name}`, gate), [`items: [${model.name}]!`, 'nextToken: String']),
  )
}

export function enumType({ name, values }: EnumType): string {
  return block(`enum ${name}`, values)
}

/** A custom type behind its gates, each field with rules behind its own (`auth-semantics` §2.8). */
export function customType(type: CustomType, gates: readonly OperationGate[]): string {
  return block(
    withGates(`type ${type.name}`, gates),
    type.fields.map((field) => {
      const text = `${field.name}: ${typeText(field, 'output')}`
      return field.rules.length === 0 ? text : withGates(text, compileRules(field.rules).gates)
    }),
  )
}

export function interfaceType({ name, fields }: InterfaceType): string {
  return block(
    `interface ${name}`,
    fields.map((field) => `${field.name}: ${typeText(field, 'output')}`),
  )
}
