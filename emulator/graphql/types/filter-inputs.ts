import type { EnumType, Field, Model } from '../../model/definition.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import type { OwnerField } from '../../policy/owner-fields.ts'
import { isItemRole } from '../../policy/role.ts'
import { implicitTimestamps } from './model-fields.ts'
import { capitalised, conditionName, filterName, subscriptionFilterName } from './names.ts'
import { block } from './shared-types.ts'

const operatorFamilies: Readonly<Record<string, string>> = {
  ID: 'ID',
  Int: 'Int',
  AWSTimestamp: 'Int',
  Float: 'Float',
  Boolean: 'Boolean',
}

/** Filter, condition and subscription filter of a model (`data-api` §2.4). */
export function filterInputs(policy: ModelPolicy): readonly string[] {
  const { model } = policy
  const has = (operation: Model['disabled'][number]): boolean => !model.disabled.includes(operation)
  return [
    ...(has('list') ? [filterInput(policy)] : []),
    ...(has('create') || has('update') || has('delete') ? [conditionInput(policy)] : []),
    ...(has('onCreate') || has('onUpdate') || has('onDelete')
      ? [subscriptionFilterInput(policy)]
      : []),
  ]
}

/** AWS puts an `id` into the filter of models that have none, too; it never matches. */
function filterInput(policy: ModelPolicy): string {
  const { model } = policy
  const name = filterName(model.name)
  return block(`input ${name}`, [
    ...model.fields.flatMap((field) => operatorField(field)),
    ...(model.fields.some((field) => field.name === 'id') ? [] : ['id: ModelIDInput']),
    ...implicitTimestamps(model).map((timestamp) => `${timestamp}: ModelStringInput`),
    ...combinators(name, ['and', 'or', 'not']),
    ...ownerMembers(policy.ownerFields.filter(({ declared }) => !declared)),
  ])
}

function conditionInput(policy: ModelPolicy): string {
  const { model } = policy
  const name = conditionName(model.name)
  const fields = model.fields.filter((field) => !isKeyInCondition(field, model))
  const members = [
    ...fields.flatMap((field) => operatorField(field)),
    ...combinators(name, ['and', 'or', 'not']),
    ...implicitTimestamps(model).map((timestamp) => `${timestamp}: ModelStringInput`),
  ]
  const isMissing = (owner: OwnerField): boolean =>
    !members.some((member) => member.startsWith(`${owner.name}: `))
  return block(`input ${name}`, [...members, ...ownerMembers(policy.ownerFields.filter(isMissing))])
}

/** Key fields are taken out; AWS looks the input up by the model's name as written, so not for `child`: a slip, kept. */
function isKeyInCondition({ name, type }: Field, model: Model): boolean {
  if (name === 'id' && type === 'ID') return true
  return (
    model.name === capitalised(model.name) && (name === 'id' || model.identifier.includes(name))
  )
}

/** Owner fields take text, whatever their type. */
function ownerMembers(owners: readonly OwnerField[]): readonly string[] {
  return owners.map((owner) => `${owner.name}: ModelStringInput`)
}

/** Owner fields, declared or not, take the operators of queries here; fields that group rules name are left out. */
function subscriptionFilterInput(policy: ModelPolicy): string {
  const { model } = policy
  const name = subscriptionFilterName(model.name)
  const named = new Set(policy.matrix.roles.filter(isItemRole).map((role) => role.field))
  const fields = model.fields.filter(
    (field) => field.kind !== 'customType' && !named.has(field.name),
  )
  return block(`input ${name}`, [
    ...fields.map(
      (field) =>
        `${field.name}: ModelSubscription${field.kind === 'enum' ? 'String' : familyOf(field)}Input`,
    ),
    ...(model.fields.some((field) => field.name === 'id') ? [] : ['id: ModelSubscriptionIDInput']),
    ...implicitTimestamps(model).map((timestamp) => `${timestamp}: ModelSubscriptionStringInput`),
    ...combinators(name, ['and', 'or']),
    ...ownerMembers(policy.ownerFields),
  ])
}

/** List fields take the operators of their elements; custom types cannot be filtered by. */
function operatorField(field: Field): readonly string[] {
  if (field.kind === 'customType') return []
  if (field.kind === 'enum') return [`${field.name}: ${enumInputName(field)}`]
  return [`${field.name}: Model${familyOf(field)}Input`]
}

function familyOf({ type }: Field): string {
  return operatorFamilies[type] ?? 'String'
}

/** Lists of an enum have operators of their own, unless the list is required: a slip of AWS's, kept. */
function enumInputName({ type, list, required }: Field): string {
  return list !== null && !required ? `Model${type}ListInput` : `Model${type}Input`
}

/** The operator inputs of an enum, as far as the models' fields use them. */
export function enumInputs({ name }: EnumType, models: readonly Model[]): readonly string[] {
  const used = new Set(
    models.flatMap(({ fields }) =>
      fields.filter(({ kind, type }) => kind === 'enum' && type === name).map(enumInputName),
    ),
  )
  return [...used].map((input) =>
    input.endsWith('ListInput')
      ? block(`input ${input}`, [
          `eq: [${name}]`,
          `ne: [${name}]`,
          `contains: ${name}`,
          `notContains: ${name}`,
        ])
      : block(`input ${input}`, [`eq: ${name}`, `ne: ${name}`]),
  )
}

function combinators(self: string, names: readonly ('and' | 'or' | 'not')[]): readonly string[] {
  return names.map((name) => `${name}: ${name === 'not' ? self : `[${self}]`}`)
}
