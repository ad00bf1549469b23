import type { Item } from '../../model/item.ts'
import type { Query } from '../../store/store.ts'
import { keyPart } from '../key-part.ts'
import { asMutationResult, isMutationResult } from '../mutation-result.ts'
import { obey, recordOne } from '../obey.ts'
import { readRows } from '../read-rows.ts'
import { relationIndexOf, resolveRelation } from './relation.ts'
import type { RelationField } from './relation.ts'
import type { ListArguments, Resolver } from './resolver.ts'

/** `a.hasMany()`: a page of the children that the child's rules and the client's filter admit. */
export function resolveHasMany(field: RelationField): Resolver<ListArguments> {
  const childrenOf = childrenQuery(field)
  return resolveRelation<ListArguments>(field, {
    nothing: { items: [] },
    keyAttributes: [],
    async follow(source, given, { decision, asked }) {
      const reading = { ...asked, readsRows: true }
      obey(decision, reading)
      const query = childrenOf(source, given)
      if (query === undefined) {
        recordOne(decision, asked, {})
        return { items: [] }
      }

      const { table } = field.related
      const page = await readRows({ decision, table, given, query, asked: query }, reading)
      return isMutationResult(source) ? { ...page, items: page.items.map(asMutationResult) } : page
    },
  })
}

/**
 * Looks for the parent's key in the relation's index; undefined where the parent shows no partition key. AWS's template
 * asks for the rest of the key as a text: where that is one number, DynamoDB refuses it, and for a null it asks for its own
 * reference. Slips, kept (`oracle-findings` §5.4).
 */
function childrenQuery(
  field: RelationField,
): (parent: Item, given: ListArguments) => Query | undefined {
  const index = relationIndexOf(field)
  const { partitionKey, sortKey } = index
  const [parentPartition = 'id', ...parentSorts] = field.source.model.identifier
  return (parent, { sortDirection }) => {
    const value = parent[parentPartition] ?? undefined
    if (value === undefined) return undefined
    const operand = parentSorts
      .map((key, at) => keyPart(parent[key], `\${sortKeyValue${at}}`))
      .join('#')
    return {
      index,
      partition: { field: partitionKey.name, value },
      ...(sortKey === undefined
        ? {}
        : { sort: { field: sortKey.name, operator: 'eq' as const, operand } }),
      forward: (sortDirection ?? 'ASC') === 'ASC',
    }
  }
}
