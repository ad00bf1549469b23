import type { StoreError } from '../store/store.ts'
import { conditionalCheckFailed, dynamoDbError, ResolverError } from './appsync-errors.ts'

/** What the store refused, as AppSync words it for a resolver. */
export function toResolverError(error: StoreError): ResolverError {
  switch (error.code) {
    case 'ConditionalCheckFailed':
      return conditionalCheckFailed()
    case 'Validation':
      return dynamoDbError(error.message)
    case 'InvalidToken':
      return new ResolverError(
        'com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: Invalid pagination token given.',
        'DynamoDB:UserIllegalArgumentException',
      )
    case 'UnrecognizedFilter':
      // The generated resolvers' own check (`data-api` §5.5).
      return new ResolverError('Unable to process the filter expression', 'Unrecognized Filter')
    case 'Unwritable':
      return new ResolverError(error.message, 'SandboxStoreUnwritable')
  }
}
