import type { GraphQLResolveInfo } from 'graphql'

import type { Filter } from '../../model/filter.ts'
import type { Item } from '../../model/item.ts'
import type { RequestContext } from '../context.ts'

/** A resolver of a root field or of a model's field. */
export type Resolver<Arguments = object> = (
  source: Item,
  given: Arguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
) => unknown

/** The arguments of every generated mutation. */
export interface MutationArguments {
  readonly input: Item
  readonly condition?: Filter | null
}

/**
 * The arguments of whatever answers a page, and keys to ask by where there are any; clients send null for what they do
 * not want.
 */
export interface ListArguments {
  readonly filter?: Filter | null
  readonly limit?: number | null
  readonly nextToken?: string | null
  readonly sortDirection?: 'ASC' | 'DESC' | null
  readonly [key: string]: unknown
}
