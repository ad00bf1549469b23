import { StoreError } from '../../store/store.ts'

/** The kinds of expression that a request can hold. */
export type ExpressionKind =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression'

/** An expression that DynamoDB would not take, without the kind of expression that it stands in. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
}

/** Asks something of an expression; what DynamoDB would not take becomes its refusal of that kind of expression. */
export function inExpression<T>(kind: ExpressionKind, ask: () => T): T {
  try {
    return ask()
  } catch (cause) {
    if (!(cause instanceof ExpressionError)) throw cause
    throw new StoreError('Validation', `Invalid ${kind}: ${cause.message}`, { cause })
  }
}
