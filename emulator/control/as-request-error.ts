import { EmulatorError, messageOf } from '../errors.ts'
import { RequestError } from '../issuer/request-error.ts'

/** What is wrong with the body of a call, or with a file that it is about, is the caller's fault, not the sandbox's. */
export function asRequestError<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    return rethrowAsRequestError(error)
  }
}

/** The same for a promise: `work.catch(rethrowAsRequestError)`. */
export function rethrowAsRequestError(error: unknown): never {
  if (error instanceof EmulatorError) throw new RequestError('', messageOf(error))
  throw error
}
