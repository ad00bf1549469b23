import type { FunctionFailure } from './function-messages.ts'

type Failure = Omit<FunctionFailure, 'fatal'>

/** A thrown value as Lambda reports it: an error by name and message, anything else by its type and text. */
export function describeFailure(thrown: unknown): Failure {
  if (!(thrown instanceof Error))
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: String(thrown) }
  const { name, message, stack = '' } = thrown
  return { errorType: name, errorMessage: message, trace: stack }
}

/** A promise that nobody waited for ends the runtime, whatever the handler answers. */
export function unhandledRejection(reason: unknown): Failure {
  const { errorType, errorMessage, trace } = describeFailure(reason)
  const text = reason instanceof Error ? `${errorType}: ${errorMessage}` : errorMessage
  return { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: text, trace }
}
