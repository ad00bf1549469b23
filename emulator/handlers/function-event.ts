import { contextIdentity } from './context-identity.ts'
import type { HandlerCall } from './handler-call.ts'

/** The event of a function behind an operation, in the shape of the template that Amplify deploys (`data-api` §7.4). */
export function functionEvent(call: HandlerCall, previous: unknown): object {
  const { info, request } = call
  return {
    typeName: info.parentTypeName,
    fieldName: info.fieldName,
    arguments: call.arguments,
    identity: contextIdentity(call.identity),
    source: null,
    request: { headers: request.headers, domainName: null },
    prev: { result: previous },
  }
}
