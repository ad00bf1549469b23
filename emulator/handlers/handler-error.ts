/** What a handler can send along with an error. */
export interface HandlerErrorDetails {
  readonly data?: unknown
  readonly errorInfo?: unknown
}

/** A field that failed in a handler, in AppSync's words: `util.error()`, a Lambda function that threw, a refused data source. */
export class HandlerError extends Error {
  override readonly name = 'HandlerError'
  /** e.g. `Lambda:Unhandled`; null when the handler gave none. */
  readonly errorType: string | null
  readonly details: HandlerErrorDetails

  constructor(message: string, errorType: string | null, details: HandlerErrorDetails = {}) {
    super(message)
    this.errorType = errorType
    this.details = details
  }
}

/** A thing that the sandbox does not run, by name. */
export function notEmulated(what: string): HandlerError {
  return new HandlerError(`${what} is not emulated`, 'NotEmulated')
}
