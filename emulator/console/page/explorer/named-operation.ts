import { OperationTypeNode, getOperationAST, parse } from 'graphql'

import type { GraphRequest } from './ask-api.ts'

/** The request without an operation name that its query does not have: GraphiQL learns of a changed name 100 ms late. */
export function withOwnName(request: GraphRequest): GraphRequest {
  const { operationName, ...rest } = request
  if (!operationName || findOperation(request.query, operationName)) return request

  return rest
}

/** Whether the request asks for a subscription, which needs a WebSocket. */
export function isSubscription({ query, operationName }: GraphRequest): boolean {
  return findOperation(query, operationName)?.operation === OperationTypeNode.SUBSCRIPTION
}

/** What cannot be parsed has no operation here: the API says what is wrong with it. */
function findOperation(
  query: string,
  name: string | null | undefined,
): ReturnType<typeof getOperationAST> {
  try {
    return getOperationAST(parse(query), name)
  } catch {
    return null
  }
}
