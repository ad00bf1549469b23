import type { Filter } from '../model/filter.ts'
import type { PageRequest } from '../store/store.ts'
import type { ListArguments } from './resolvers/resolver.ts'

/** How many items a page reads when the client does not say. */
const defaultLimit = 100

/** The page that a client asks for, of the items that the rules leave. */
export function pageRequest(given: ListArguments, imposed: Filter | undefined): PageRequest {
  return {
    limit: given.limit ?? defaultLimit,
    nextToken: given.nextToken ?? undefined,
    filter: both(imposed, given.filter ?? undefined),
  }
}

function both(imposed: Filter | undefined, asked: Filter | undefined): Filter | undefined {
  if (imposed === undefined || asked === undefined) return imposed ?? asked
  return { and: [imposed, asked] }
}
