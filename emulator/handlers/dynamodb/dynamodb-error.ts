import { awsFault, conditionalCheckFault } from '../../store/aws-fault.ts'
import type { Item } from '../../model/item.ts'
import type { StoreError } from '../../store/store.ts'
import { DataSourceError } from '../data-source-error.ts'

/** What the store refused, as AppSync tells a resolver. */
export function toDataSourceError(error: StoreError): DataSourceError {
  const { message, errorType } = awsFault(error)
  return new DataSourceError(message, errorType)
}

/** A condition that did not hold; the resolver sees the item that is there (`data-api` §5.4). */
export function conditionFailed(stored: Item | undefined): DataSourceError {
  const { message, errorType } = conditionalCheckFault()
  return new DataSourceError(message, errorType, stored ?? null)
}
