import type { Definition, Field, Model, Relation } from '../../model/definition.ts'
import { fieldOf } from './key-fields.ts'
import { refuseAt } from './refusal.ts'
import type { Refusal } from './refusal.ts'

/** What AWS asks of relations by references (`data-api` §1.2); of each relation the first breach. */
export function relations({ models }: Definition): readonly Refusal[] {
  const found = models.flatMap((model) =>
    model.fields.flatMap((field) => {
      const { relation } = field
      if (relation === undefined) return []
      const message = relationFault({ model, field, relation }, models)
      return message === undefined ? [] : [refuseAt(model.place, message)]
    }),
  )
  // Both sides of one relation often say the same.
  return [...new Map(found.map((refusal) => [refusal.message, refusal])).values()]
}

interface WrittenRelation {
  readonly model: Model
  readonly field: Field
  readonly relation: Relation
}

/** A relation with both its ends: the parent's identifier is what the child's references hold. */
interface Ends extends WrittenRelation {
  readonly related: Model
  readonly parent: Model
  readonly child: Model
}

function relationFault(written: WrittenRelation, models: readonly Model[]): string | undefined {
  const { model, field, relation } = written
  const related = models.find(({ name }) => name === field.type)
  if (related === undefined) return `Object type ${field.type} must be annotated with @model.`
  const [parent, child] = relation.kind === 'belongsTo' ? [related, model] : [model, related]
  return endsFault({ ...written, related, parent, child })
}

function endsFault(ends: Ends): string | undefined {
  if (ends.relation.kind === 'hasMany')
    return manyListFault(ends) ?? referencesFault(ends) ?? sidesFault(ends)
  return referencesFault(ends) ?? sidesFault(ends) ?? oneListFault(ends)
}

function manyListFault({ field }: Ends): string | undefined {
  if (field.list !== null) return undefined
  return '@hasMany must be used with a list. Use @hasOne for non-list types.'
}

function oneListFault({ field, relation: { kind } }: Ends): string | undefined {
  if (field.list === null) return undefined
  return `@${kind} cannot be used with lists.${kind === 'hasOne' ? ' Use @hasMany instead.' : ''}`
}

function referencesFault({ field, relation, parent, child }: Ends): string | undefined {
  const { kind, references } = relation
  if (references.length === 0)
    return `Invalid @${kind} directive on ${field.name} - empty references list`
  if (references.length !== parent.identifier.length)
    return `The number of references provided to @${kind} must match the number of primary keys on ${parent.name}.`
  for (const name of references) {
    const reference = fieldOf(child, name)
    if (reference === undefined) return `${name} is not a field in ${child.name}`
    if (reference.kind !== 'scalar' && reference.kind !== 'enum')
      return `All reference fields provided to @${kind} must be scalar or enum fields.`
  }
  return undefined
}

function sidesFault(ends: Ends): string | undefined {
  return (
    requiredFault(ends) ??
    nullabilityFault(ends) ??
    oneSidedFault(ends) ??
    typeFault(ends) ??
    enumFault(ends)
  )
}

function requiredFault({ model, field, relation }: Ends): string | undefined {
  const { name, type, list, required } = field
  if (!required && list?.elementRequired !== true) return undefined
  const should = `${model.name}.${name}: ${relation.kind === 'hasMany' ? `[${type}]` : type}`
  const is = required ? `${should}!` : should.replace(/\]?$/, '!$&')
  return `@${relation.kind} fields must not be required. Change '${is}' to '${should}'`
}

/** Either all references are required or none; AWS asks it of the parent's side. */
function nullabilityFault({ model, field, relation, child }: Ends): string | undefined {
  const { kind, references } = relation
  if (kind === 'belongsTo') return undefined
  const isRequired = (name: string): boolean => fieldOf(child, name)?.required === true
  const required = references.filter(isRequired)
  const nullable = references.filter((name) => !isRequired(name))
  if (required.length === 0 || nullable.length === 0) return undefined
  const of = `@${kind}(references: [${quoted(references)}]) ${model.name}.${field.name}`
  return [
    `Reference fields defined on related type: '${child.name}' for ${of} relationship have inconsistent nullability.`,
    `Required fields: ${quoted(required)}`,
    `Nullable fields: ${quoted(nullable)}`,
    `Update reference fields on type '${child.name}' to have consistent nullability -- either all required or all nullable.`,
  ].join(' ')
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ')
}

function oneSidedFault({ model, field, relation, related, parent }: Ends): string | undefined {
  const { kind, references } = relation
  const answers = kind === 'belongsTo' ? ['hasOne', 'hasMany'] : ['belongsTo']
  const isAnswered = related.fields.some(
    (other) =>
      other.type === model.name &&
      other.relation !== undefined &&
      answers.includes(other.relation.kind) &&
      other.relation.references.join(',') === references.join(','),
  )
  if (isAnswered) return undefined
  const wanted = answers.map((answer) => `@${answer}`).join(' or ')
  return (
    `Uni-directional relationships are not supported. Add a ${wanted} field in ${related.name} to match the @${kind} ` +
    `field ${model.name}.${field.name}, and ensure the number and type of reference fields match the ` +
    `number and type of primary key fields in ${parent.name}.`
  )
}

/** Known difference: at a reference that is a list AWS's code breaks down instead of refusing it in words. */
function typeFault({ relation, parent, child }: Ends): string | undefined {
  for (const [index, key] of parent.identifier.entries()) {
    const reference = fieldOf(child, relation.references[index] ?? '')
    const keyType = fieldOf(parent, key)?.type ?? 'ID'
    if (reference === undefined) continue
    if (reference.list === null && familyOf(reference.type) === familyOf(keyType)) continue
    return (
      `Type mismatch between primary key field(s) of ${parent.name} and reference fields of ${child.name}.` +
      ` Type of ${parent.name}.${key} does not match type of ${child.name}.${reference.name}`
    )
  }
  return undefined
}

/** A String may refer to an ID, and an ID to a String. */
function familyOf(type: string): string {
  return type === 'ID' ? 'String' : type
}

/** AWS cannot look for an enum, except among several sort keys, which it joins to one text. */
function enumFault({ relation: { references }, child }: Ends): string | undefined {
  const asked = references.length > 2 ? references.slice(0, 1) : references
  const found = asked.map((name) => fieldOf(child, name)).find((field) => field?.kind === 'enum')
  return found === undefined ? undefined : `Expected scalar and got ${found.type}`
}
