import { FilterError, UnrecognizedFilterError } from '../model/filter-error.ts'
import { StoreError } from './store.ts'

/** Asks something of a filter; where DynamoDB would not take it, throws its refusal of that kind of expression. */
export function inDynamoWords<T>(
  kind: 'ConditionExpression' | 'FilterExpression' | 'KeyConditionExpression',
  ask: () => T,
): T {
  try {
    return ask()
  } catch (cause) {
    if (!(cause instanceof FilterError)) throw cause
    if (cause instanceof UnrecognizedFilterError && kind === 'FilterExpression') {
      throw new StoreError('UnrecognizedFilter', cause.message, { cause })
    }
    throw new StoreError('Validation', `Invalid ${kind}: ${cause.message}`, { cause })
  }
}
