/** A filter that DynamoDB would refuse; the message is its text without the `Invalid FilterExpression: ` in front. */
export class FilterError extends Error {
  override readonly name: string = 'FilterError'
}

/** A filter of which AppSync makes no expression in the first place. */
export class UnrecognizedFilterError extends FilterError {
  override readonly name = 'UnrecognizedFilterError'
}
