/** What a data source answered instead of a result: `ctx.error`, beside which a resolver may find `ctx.result`. */
export class DataSourceError extends Error {
  override readonly name = 'DataSourceError'
  /** e.g. `DynamoDB:ConditionalCheckFailedException`. */
  readonly type: string
  /** `ctx.result` beside the error, e.g. the item that did not meet a condition. */
  readonly result: unknown

  constructor(message: string, type: string, result: unknown = null) {
    super(message)
    this.type = type
    this.result = result
  }
}

/** A request of a resolver that AppSync cannot send to the data source. */
export function malformedRequest(message: string): DataSourceError {
  return new DataSourceError(message, 'MappingTemplate')
}
