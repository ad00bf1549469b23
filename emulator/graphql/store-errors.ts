import { awsFault } from '../store/aws-fault.ts'
import type { StoreError } from '../store/store.ts'
import { ResolverError } from './appsync-errors.ts'

/** What the store refused, as AppSync words it for a resolver. */
export function toResolverError(error: StoreError): ResolverError {
  const { message, errorType } = awsFault(error)
  return new ResolverError(message, errorType)
}
