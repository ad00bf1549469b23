import { withServiceTail } from './service-tail.ts'
import type { StoreError } from './store.ts'

/** A refusal of the store as AppSync words it for a resolver. */
export interface AwsFault {
  readonly message: string
  readonly errorType: string
}

/** What the store refused, in AWS's words, for the resolvers that are generated and for those that users write. */
export function awsFault({ code, message }: StoreError): AwsFault {
  switch (code) {
    case 'ConditionalCheckFailed':
      return conditionalCheckFault()
    case 'Validation':
      return { message: withServiceTail(message), errorType: 'DynamoDB:DynamoDbException' }
    case 'InvalidToken':
      return {
        message:
          'com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: Invalid pagination token given.',
        errorType: 'DynamoDB:UserIllegalArgumentException',
      }
    case 'UnrecognizedFilter':
      // The generated resolvers' own check (`data-api` §5.5).
      return {
        message: 'Unable to process the filter expression',
        errorType: 'Unrecognized Filter',
      }
    case 'Unwritable':
      return { message, errorType: 'SandboxStoreUnwritable' }
  }
}

/** DynamoDB's answer to a create of what exists, an update of what does not, and a condition that failed. */
export function conditionalCheckFault(requestId?: string): AwsFault {
  return {
    message: withServiceTail('The conditional request failed', requestId),
    errorType: 'DynamoDB:ConditionalCheckFailedException',
  }
}
