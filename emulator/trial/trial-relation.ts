import { holderOf } from '../analysis/relation-holder.ts'
import type { Witness } from '../analysis/witness.ts'
import { operationDocument } from '../graphql/request-document.ts'
import type { GraphQLDocument } from '../graphql/request-document.ts'
import type { Field, Model } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import { sampleItem } from './trial-item.ts'
import type { TrialModel } from './trial-item.ts'
import type { Untried } from './trial-request.ts'

/** A request that follows a relation, and the items on both of its ends. */
export interface RelationTrial {
  readonly request: GraphQLDocument
  readonly records: Readonly<Record<string, readonly Item[]>>
}

/** Follows the relation of a witness from an item that the caller is given in every version. */
export function trialRelation(known: TrialModel, witness: Witness): RelationTrial | Untried {
  const { model, definition } = known
  const name = witness.study.name.slice('follow '.length)
  const field = model.fields.find((one) => one.name === name)
  const related = definition.models.find((one) => one.name === field?.type)
  if (field === undefined || related === undefined) return { untried: 'no version has both ends' }
  const source = witness.asked.facts['source'] === 'mutation' ? 'update' : 'get'
  if (model.disabled.includes(source))
    return { untried: `there is no "${source}" that would give the item that holds the relation` }
  const attributes = holderOf(witness.subject, name, witness.asked)
  if (attributes === undefined)
    return { untried: 'no request of its own gives these callers the item that holds the relation' }

  const far = sampleItem({ model: related, definition }, witness.asked.attributes, '2')
  const near = sampleItem(known, attributes, '1')
  const linked = link(field, { model, near, related, far })
  if (linked === undefined) return { untried: 'roles look at what links the two items' }
  if (isOneKey(linked, { model, related })) return { untried: 'both items would have the same key' }
  const isThere = witness.asked.facts['item'] !== 'missing'
  return {
    request: requestOf(known, { field, related, near: linked.near, source }),
    records: recordsOf(model, related, { ...linked, far: isThere ? linked.far : undefined }),
  }
}

/** Of a relation within one model. */
function isOneKey(
  { near, far }: { readonly near: Item; readonly far: Item },
  { model, related }: Pick<Ends, 'model' | 'related'>,
): boolean {
  return model === related && model.identifier.every((name) => near[name] === far[name])
}

interface Ends {
  readonly model: Model
  readonly near: Item
  readonly related: Model
  readonly far: Item
}

/** The child holds its parent's key; undefined where that changes what roles look at. */
function link(
  { relation }: Field,
  { model, near, related, far }: Ends,
): { readonly near: Item; readonly far: Item } | undefined {
  if (relation === undefined) return undefined
  const isChildNear = relation.kind === 'belongsTo'
  const [child, parent, key] = isChildNear
    ? [near, far, related.identifier]
    : [far, near, model.identifier]
  const references = relation.references.map((name, at) => [name, parent[key[at] ?? 'id']] as const)
  if (references.some(([name, value]) => name in child && child[name] !== value && name !== 'id'))
    return undefined
  const linked = { ...child, ...Object.fromEntries(references) }
  return isChildNear ? { near: linked, far } : { near, far: linked }
}

function recordsOf(
  model: Model,
  related: Model,
  { near, far }: { readonly near: Item; readonly far: Item | undefined },
): RelationTrial['records'] {
  const others = far === undefined ? [] : [far]
  if (model.name === related.name) return { [model.name]: [near, ...others] }
  return { [model.name]: [near], [related.name]: others }
}

interface Following {
  readonly field: Field
  readonly related: Model
  readonly near: Item
  readonly source: 'get' | 'update'
}

function requestOf(
  { model, definition }: TrialModel,
  { field, related, near, source }: Following,
): GraphQLDocument {
  const keys = related.identifier.join(' ')
  const selected =
    field.list === null ? `${field.name} { ${keys} }` : `${field.name} { items { ${keys} } }`
  return operationDocument(model, source, {
    definition,
    item: near,
    request: { fields: [selected] },
  })
}
