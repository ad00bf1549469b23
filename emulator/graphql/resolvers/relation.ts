import type { Decision } from '../../authorization/decision.ts'
import { decideRelation, leaveOut } from '../../authorization/decisions/relation.ts'
import type { Relation } from '../../model/definition.ts'
import type { Item } from '../../model/item.ts'
import type { TableIndex } from '../../store/store.ts'
import { isMutationResult } from '../mutation-result.ts'
import { decideAs, obey } from '../obey.ts'
import type { Asked } from '../obey.ts'
import type { ServedModel } from '../served-model.ts'
import { relationIndexName } from '../tables-of.ts'
import { resolveProtectedField } from './field.ts'
import { readObservers } from './read-observers.ts'
import type { Resolver } from './resolver.ts'

/** A relation field and both of its sides. */
export interface RelationField {
  readonly source: ServedModel
  readonly name: string
  readonly relation: Relation
  readonly related: ServedModel
}

/** The index of the related model by which a parent finds its children. */
export function relationIndexOf({ source, name, related }: RelationField): TableIndex {
  const indexName = relationIndexName(source.model.name, name)
  const index = related.table.indexes?.find((candidate) => candidate.name === indexName)
  if (index === undefined) throw new Error(`there is no index ${indexName}`)
  return index
}

/** How one kind of relation is followed once its readers may follow it. */
export interface Following<Arguments> {
  /** What is answered where mutation results leave the relation out. */
  readonly nothing: unknown
  /** The related model's key attributes, when an item is looked for as `get` does. */
  readonly keyAttributes: readonly string[]
  readonly follow: (source: Item, given: Arguments, reading: Reading) => unknown
}

/** What the rules say, not obeyed yet. */
export interface Reading {
  readonly decision: Decision
  readonly asked: Asked
}

/**
 * A relation, in AWS's order (`auth-semantics` §4.9): the field's own check, the related model's readers, what mutation
 * results leave out, and only then the items.
 */
export function resolveRelation<Arguments>(
  { source: from, name, related }: RelationField,
  { nothing, keyAttributes, follow }: Following<Arguments>,
): Resolver<Arguments> {
  const isProtected = from.protectedFields.has(name)
  const guard = isProtected ? resolveProtectedField(from, name) : undefined
  return (source, given, context, info) => {
    // An event is what the mutation answered; nobody is asked again.
    if (context.subscriber !== undefined) return source[name]
    guard?.(source, {}, context, info)
    const fromMutation = isMutationResult(source)
    const asked = { context, info, model: related.model.name, fromMutation }
    const decision = decideAs(asked, 'relation', () =>
      decideRelation({
        roles: related.relation,
        keyAttributes,
        ...readObservers(context.identity, {}),
      }),
    )
    if (from.redactedRelations.has(name) && fromMutation) {
      obey(leaveOut(decision), asked)
      return nothing
    }
    return follow(source, given, { decision, asked })
  }
}
