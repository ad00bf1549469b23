/** A filter that DynamoDB would refuse; the message is its text without the `Invalid FilterExpression: ` in front. */
export class FilterError extends Error {
  override readonly name = 'FilterError'
}
