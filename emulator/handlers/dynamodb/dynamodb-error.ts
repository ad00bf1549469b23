import { withServiceTail } from '../../store/service-tail.ts'
import type { Item } from '../../model/item.ts'
import type { StoreError } from '../../store/store.ts'
import { DataSourceError } from '../data-source-error.ts'

/** What the store refused, as AppSync tells a resolver. */
export function toDataSourceError(error: StoreError): DataSourceError {
  switch (error.code) {
    case 'ConditionalCheckFailed':
      return conditionFailed(undefined)
    case 'Validation':
    case 'UnrecognizedFilter':
      return new DataSourceError(withServiceTail(error.message), 'DynamoDB:DynamoDbException')
    case 'InvalidToken':
      return new DataSourceError(
        'com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: Invalid pagination token given.',
        'DynamoDB:UserIllegalArgumentException',
      )
    case 'Unwritable':
      return new DataSourceError(error.message, 'SandboxStoreUnwritable')
  }
}

/** A condition that did not hold; the resolver sees the item that is there (`data-api` §5.4). */
export function conditionFailed(stored: Item | undefined): DataSourceError {
  return new DataSourceError(
    withServiceTail('The conditional request failed'),
    'DynamoDB:ConditionalCheckFailedException',
    stored ?? null,
  )
}
