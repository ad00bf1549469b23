import { decideItem } from '../../authorization/decisions/item.ts'
import type { Item } from '../../model/item.ts'
import { matchesFilter } from '../../model/matches-filter.ts'
import type { Query } from '../../store/store.ts'
import { keyAttributes } from '../key-attributes.ts'
import { asMutationResult, isMutationResult } from '../mutation-result.ts'
import { obey } from '../obey.ts'
import { relationIndexOf, resolveRelation } from './relation.ts'
import type { Reading, RelationField } from './relation.ts'
import type { Resolver } from './resolver.ts'

/** `a.belongsTo()`: the parent, null where it is not there, refused where it is not the caller's. */
export function resolveBelongsTo(field: RelationField): Resolver {
  const { identifier } = field.related.model
  return resolveOne(field, async (source, { asked: { context } }) => {
    const values = keyValues(source, field.relation.references)
    if (values === undefined) return undefined
    const key = Object.fromEntries(identifier.map((name, at) => [name, values[at]]))
    return context.store.get(field.related.table, key)
  })
}

/** `a.hasOne()`: of several children the first that the caller may see (AWS keeps nobody from making several). */
export function resolveHasOne(field: RelationField): Resolver {
  const { source: parent, related } = field
  const index = relationIndexOf(field)
  const { partitionKey, sortKey } = index
  return resolveOne(field, async (source, { decision: { filter }, asked: { context } }) => {
    const values = keyValues(source, parent.model.identifier)
    if (values === undefined) return undefined
    const [value, ...rest] = values
    const operand = rest.length === 1 ? rest[0] : rest.join('#')
    const query: Query = {
      index,
      partition: { field: partitionKey.name, value },
      ...(sortKey === undefined ? {} : { sort: { field: sortKey.name, operator: 'eq', operand } }),
      forward: true,
    }
    const seen = await context.store.query(related.table, query, { limit: everything, filter })
    if (seen.items.length > 0 || filter === undefined) return seen.items[0]
    const hidden = await context.store.query(related.table, query, { limit: 1 })
    return hidden.items[0]
  })
}

/** DynamoDB reads on until it finds something to answer, within a page of 1 MB. */
const everything = Number.MAX_SAFE_INTEGER

type Find = (source: Item, reading: Reading) => Promise<Item | undefined>

function resolveOne(field: RelationField, find: Find): Resolver {
  const [partitionKey = 'id', ...sortKeys] = field.related.model.identifier
  return resolveRelation(field, {
    nothing: null,
    keyAttributes: keyAttributes(partitionKey, sortKeys),
    async follow(source, _given, reading) {
      const { decision, asked } = reading
      if (decision.effect === 'deny') return obey(decision, asked)

      const item = await find(source, reading)
      const settled = item === undefined ? decision : decideItem(decision, item, matchesFilter)
      obey(settled, { ...asked, about: item })
      if (item === undefined) return null
      return isMutationResult(source) ? asMutationResult(item) : item
    },
  })
}

/** Undefined where a part is missing, or blank where it stands for itself: nothing is found by that. */
function keyValues(item: Item, names: readonly string[]): readonly unknown[] | undefined {
  const values = names.map((name) => item[name])
  if (values.some((value) => value === undefined || value === null)) return undefined
  const single = values.length > 2 ? values.slice(0, 1) : values
  return single.some((value) => typeof value === 'string' && value.trim() === '')
    ? undefined
    : values
}
