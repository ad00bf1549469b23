import { locatedError, responsePathAsArray } from 'graphql'
import type { GraphQLResolveInfo } from 'graphql'

import type { HandlerCall } from '../handlers/handler-call.ts'
import type { HandlerError } from '../handlers/handler-error.ts'
import type { CustomOperation } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import type { FilterGroups } from '../model/subscription-filter.ts'
import { ResolverError } from './appsync-errors.ts'
import type { Asked } from './obey.ts'
import { selectedData, selectionOf } from './selection-set.ts'

/** Where a call comes from, and what may be told of it. */
interface CallOrigin extends Pick<Asked, 'context' | 'info'> {
  readonly setSubscriptionFilter: (filter: FilterGroups | null) => void
}

/** The call of a custom operation as its handlers see it. */
export function handlerCallOf(
  operation: CustomOperation,
  given: Item,
  { context, info, setSubscriptionFilter }: CallOrigin,
): HandlerCall {
  const { identity, store, headers = {}, appendError } = context
  return {
    operation,
    arguments: given,
    identity,
    store,
    request: { headers },
    info: {
      fieldName: info.fieldName,
      parentTypeName: info.parentType.name,
      variables: info.variableValues,
      ...selectionOf(info),
    },
    appendError: (error) =>
      appendError?.(
        locatedError(toResolverError(error, info), info.fieldNodes, responsePathAsArray(info.path)),
      ),
    setSubscriptionFilter,
  }
}

/** What a handler threw, as AppSync tells the client. */
export function toResolverError(error: HandlerError, info: GraphQLResolveInfo): ResolverError {
  const { data, errorInfo } = error.details
  const { selectionSetList } = selectionOf(info)
  return new ResolverError(error.message, error.errorType, {
    data: selectionSetList.length === 0 ? data : selectedData(data, selectionSetList),
    errorInfo,
  })
}
