import { studyNamed } from '../analysis/studies-of.ts'
import type { Witness } from '../analysis/witness.ts'
import { sampleOf } from '../graphql/sample-input.ts'
import type { Definition, Model } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import { isItemRole } from '../policy/role.ts'

/** What a request of a witness needs to know of the model; of a model that one version lacks, the other's. */
export interface TrialModel {
  readonly definition: Definition
  readonly model: Model
}

/** The key of the item that a witness is about: what roles read of it, and a sample of the rest. */
export function trialKey({ definition, model }: TrialModel, { asked }: Witness): Item {
  return Object.fromEntries(
    model.identifier.map((name) => [
      name,
      asked.attributes[name] ?? sampleNamed({ definition, model }, name) ?? '1',
    ]),
  )
}

/** The stored item: the key, what roles read, a value of what else is required, and of the field that is asked for. */
export function trialItem(known: TrialModel, witness: Witness): Item {
  const { model, definition } = known
  const read = new Set(fieldsRead(witness))
  const asked = askedField(witness)
  const keys = indexKeys(model, witness)
  const samples = model.fields
    .filter(
      (field) =>
        field.relation === undefined &&
        (((field.required || field.name === asked) && !read.has(field.name)) ||
          keys.includes(field.name)),
    )
    .map((field) => [field.name, sampleOf(field, definition)] as const)
  return {
    ...stamped(model),
    ...Object.fromEntries(samples),
    ...witness.asked.attributes,
    ...trialKey(known, witness),
  }
}

/** What the API writes into every item. */
function stamped({ name }: Model): Item {
  const time = '2030-01-01T00:00:00.000Z'
  return { __typename: name, createdAt: time, updatedAt: time }
}

/** The input of create: what roles read of it, what is required, and the field that is asked about. */
export function trialInput(
  { model, definition }: TrialModel,
  { asked, capability }: Witness,
): Item {
  const [, sent] = /^send (.+)$/.exec(capability) ?? []
  const samples = model.fields
    .filter(
      (field) =>
        field.relation === undefined &&
        ((field.required && field.defaultValue === undefined) || field.name === sent),
    )
    .map((field) => [field.name, sampleOf(field, definition)] as const)
  const id = sent === 'id' && !model.fields.some(({ name }) => name === 'id') ? { id: '1' } : {}
  return { ...Object.fromEntries(samples), ...id, ...asked.attributes }
}

/** The field of `read ssn`, `set name`, `clear name`. */
export function askedField({ capability }: Witness): string | undefined {
  const [, field] = /^(?:read|set|clear) (.+)$/.exec(capability) ?? []
  return field
}

function fieldsRead({ subject, study, through }: Witness): readonly string[] {
  const studies = through === undefined ? [study] : [study, studyNamed(through)]
  const roles = subject.sides.flatMap((side) => studies.flatMap((one) => one.roles(side)))
  return roles.filter(isItemRole).map(({ field }) => field)
}

/** An index query finds the item by these. */
function indexKeys({ indexes }: Model, { study }: Witness): readonly string[] {
  return indexes.flatMap(({ queryField, partitionKey, sortKeys }) =>
    study.name === `query ${queryField}` ? [partitionKey, ...sortKeys] : [],
  )
}

/** A value for an update; undefined where the model has no such field. */
export function sampleNamed({ model, definition }: TrialModel, name: string): unknown {
  const field = model.fields.find((one) => one.name === name)
  return field === undefined ? undefined : sampleOf(field, definition)
}

/** An item of which roles look at nothing but these attributes; everything else that is required is a sample. */
export function sampleItem({ model, definition }: TrialModel, attributes: Item, id: string): Item {
  const owners = new Set(
    model.rules.flatMap(({ strategy, ownerField, groupsField }) => [
      ...(strategy === 'owner' ? [ownerField ?? 'owner'] : []),
      ...(groupsField === undefined ? [] : [groupsField]),
    ]),
  )
  const samples = model.fields
    .filter(
      ({ name, required, relation }) =>
        required &&
        relation === undefined &&
        (!owners.has(name) || model.identifier.includes(name)),
    )
    .map((field) => [field.name, sampleOf(field, definition)] as const)
  return {
    ...stamped(model),
    ...(model.identifier.includes('id') ? { id } : {}),
    ...Object.fromEntries(samples.filter(([name]) => name !== 'id')),
    ...attributes,
  }
}
