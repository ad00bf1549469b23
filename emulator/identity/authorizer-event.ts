import { randomUUID } from 'node:crypto'

import { accountId } from '../model/aws-names.ts'
import { isObject } from '../model/is-object.ts'
import type { SignedRequest } from './signed-request.ts'

/** What an authorizer is told of a request beside the token; header names in lower case. */
export type AuthorizedRequest = Pick<SignedRequest, 'path' | 'headers' | 'body'>

/** The event of AppSync for a Lambda authorizer; what came by no HTTP request has an empty document. */
export async function authorizerEvent(token: string, request?: AuthorizedRequest): Promise<object> {
  const asked = request === undefined ? {} : await askedBy(request)
  return {
    authorizationToken: token,
    requestContext: {
      apiId: 'amplite',
      accountId,
      requestId: randomUUID(),
      queryString: asked['query'] ?? '',
      operationName: asked['operationName'] ?? null,
      variables: variablesOf(asked['variables']),
    },
    requestHeaders: request?.headers ?? {},
  }
}

/** What stands in the body, or in the path of a GET. */
async function askedBy({ path, body }: AuthorizedRequest): Promise<Fields> {
  const text = await body()
  if (text !== '') return parseJson(text)
  return Object.fromEntries(new URL(path, 'http://localhost').searchParams)
}

type Fields = Readonly<Record<string, unknown>>

/** Those of a GET are JSON text. */
function variablesOf(given: unknown): Readonly<Record<string, unknown>> {
  return isObject(given) ? given : parseJson(typeof given === 'string' ? given : '')
}

function parseJson(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : {}
  } catch {
    // What is wrong with the body is said after the credentials.
    return {}
  }
}
