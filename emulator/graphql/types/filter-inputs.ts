import type { Field, GeneratedOperation, Model } from '../../model/definition.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import type { OwnerField } from '../../policy/owner-fields.ts'
import { isItemRole } from '../../policy/role.ts'
import type { Collections } from './collections.ts'
import { enumInputName, indexEnumInput, relationEnumInput } from './enum-inputs.ts'
import type { EnumInputName } from './enum-inputs.ts'
import { implicitTimestamps } from './model-fields.ts'
import {
  capitalised,
  conditionName,
  filterName,
  plainFilterName,
  subscriptionFilterName,
} from './names.ts'
import { block } from './shared-types.ts'

const operatorFamilies: Readonly<Record<string, string>> = {
  ID: 'ID',
  Int: 'Int',
  AWSTimestamp: 'Int',
  Float: 'Float',
  Boolean: 'Boolean',
}

/** Filters, condition and subscription filter of a model (`data-api` §2.4). */
export function filterInputs(policy: ModelPolicy, collections: Collections): readonly string[] {
  const { model } = policy
  const has = (operation: GeneratedOperation): boolean => !model.disabled.includes(operation)
  return [
    ...queryFilters(policy, collections),
    ...(has('create') || has('update') || has('delete') ? [conditionInput(policy)] : []),
    ...(has('onCreate') || has('onUpdate') || has('onDelete')
      ? [subscriptionFilterInput(policy)]
      : []),
  ]
}

/** The first of list, index and relation that needs a filter makes it, each in its own way. */
function queryFilters(
  policy: ModelPolicy,
  { isListed, isIndexed, isRelated }: Collections,
): readonly string[] {
  const { name } = policy.model
  const isPlainMade = isListed && filterName(name) === plainFilterName(name)
  return [
    ...(isListed ? [listFilter(policy)] : []),
    ...(isIndexed && !isPlainMade ? [plainFilter(policy, indexEnumInput)] : []),
    ...(isRelated && !isIndexed && !isPlainMade ? [plainFilter(policy, relationEnumInput)] : []),
  ]
}

/** AWS puts an `id` into the filter of models that have none, too; it never matches. */
function listFilter(policy: ModelPolicy): string {
  const { model } = policy
  const name = filterName(model.name)
  const members = [
    ...model.fields.flatMap((field) => operatorField(field)),
    ...(isIdAdded(model) ? ['id: ModelIDInput'] : []),
    ...implicitTimestamps(model).map((timestamp) => `${timestamp}: ModelStringInput`),
    ...combinators(name, ['and', 'or', 'not']),
  ]
  const isMissing = (owner: OwnerField): boolean => !owner.declared && !isMember(members, owner)
  return block(`input ${name}`, [...members, ...ownerMembers(policy, isMissing)])
}

function isIdAdded({ database, fields }: Model): boolean {
  return database === undefined && !fields.some(({ name }) => name === 'id')
}

/** Without a list query there is nothing about implicit fields, but for owners: those AWS looks up by capitalised name. */
function plainFilter(policy: ModelPolicy, enumInput: EnumInputName): string {
  const { model } = policy
  const name = plainFilterName(model.name)
  const isKnown = name === filterName(model.name)
  return block(`input ${name}`, [
    ...model.fields.flatMap((field) => operatorField(field, enumInput)),
    ...combinators(name, ['and', 'or', 'not']),
    ...ownerMembers(policy, ({ declared }) => isKnown && !declared),
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
  return block(`input ${name}`, [
    ...members,
    ...ownerMembers(policy, (owner) => !isMember(members, owner)),
  ])
}

function isMember(members: readonly string[], { name }: OwnerField): boolean {
  return members.some((member) => member.startsWith(`${name}: `))
}

/**
 * A written identifier takes its fields out, and so does any index the `id`; AWS looks the input up by the model's name
 * as written, so not for `child`: a slip, kept.
 */
function isKeyInCondition({ name, type }: Field, model: Model): boolean {
  if (name === 'id' && type === 'ID') return true
  if (model.name !== capitalised(model.name)) return false
  if (name === 'id' && model.indexes.length > 0) return true
  return model.declaresIdentifier && (name === 'id' || model.identifier.includes(name))
}

/** Owner fields take text, whatever their type; those of an SQL model are nothing special. */
function ownerMembers(
  { model, ownerFields }: ModelPolicy,
  isWanted: (owner: OwnerField) => boolean,
): readonly string[] {
  if (model.database !== undefined) return []
  return ownerFields.filter(isWanted).map((owner) => `${owner.name}: ModelStringInput`)
}

/** Owner fields, declared or not, take the operators of queries here; fields that group rules name are left out. */
function subscriptionFilterInput(policy: ModelPolicy): string {
  const { model } = policy
  const name = subscriptionFilterName(model.name)
  const named = new Set(policy.matrix.roles.filter(isItemRole).map((role) => role.field))
  const fields = model.fields.filter(
    (field) => (field.kind === 'scalar' || field.kind === 'enum') && !named.has(field.name),
  )
  return block(`input ${name}`, [
    ...fields.map(
      (field) =>
        `${field.name}: ModelSubscription${field.kind === 'enum' ? 'String' : familyOf(field)}Input`,
    ),
    ...(isIdAdded(model) && !named.has('id') ? ['id: ModelSubscriptionIDInput'] : []),
    ...implicitTimestamps(model)
      .filter((timestamp) => !named.has(timestamp))
      .map((timestamp) => `${timestamp}: ModelSubscriptionStringInput`),
    ...combinators(name, ['and', 'or']),
    ...ownerMembers(policy, () => true),
  ])
}

/** List fields take the operators of their elements; custom types and relations cannot be filtered by. */
function operatorField(field: Field, enumInput: EnumInputName = enumInputName): readonly string[] {
  if (field.kind === 'enum') return [`${field.name}: ${enumInput(field)}`]
  return field.kind === 'scalar' ? [`${field.name}: Model${familyOf(field)}Input`] : []
}

function familyOf({ type }: Field): string {
  return operatorFamilies[type] ?? 'String'
}

function combinators(self: string, names: readonly ('and' | 'or' | 'not')[]): readonly string[] {
  return names.map((name) => `${name}: ${name === 'not' ? self : `[${self}]`}`)
}
