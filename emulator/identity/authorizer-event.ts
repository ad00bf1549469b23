import { randomUUID } from 'node:crypto'

import { isObject } from '../model/is-object.ts'

/** What an authorizer is told of a request beside the token. */
export interface AuthorizedRequest {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: () => Promise<string> | string
}

/** The event of AppSync for a Lambda authorizer; what came by no HTTP request has an empty document. */
export async function authorizerEvent(token: string, request?: AuthorizedRequest): Promise<object> {
  const asked = parseJson((await request?.body()) ?? '')
  return {
    authorizationToken: token,
    requestContext: {
      apiId: 'amplite',
      accountId: '000000000000',
      requestId: randomUUID(),
      queryString: asked['query'] ?? '',
      operationName: asked['operationName'] ?? null,
      variables: variablesOf(asked['variables']),
    },
    requestHeaders: request?.headers ?? {},
  }
}

/** Those of a GET are JSON text. */
function variablesOf(given: unknown): Readonly<Record<string, unknown>> {
  return isObject(given) ? given : parseJson(typeof given === 'string' ? given : '')
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : {}
  } catch {
    // What is wrong with the body is said after the credentials.
    return {}
  }
}
