import type { Plugin } from 'graphql-yoga'

import type { ServerContext } from './use-appsync-request.ts'

/** Headers that AppSync lets browsers read (`clients` §5.3). */
const exposedHeaders = [
  'x-amzn-RequestId',
  'x-amzn-ErrorType',
  'x-amz-user-agent',
  'x-amzn-ErrorMessage',
  'Date',
  'x-amz-schema-version',
].join(',')

/** Any page may ask, as at AppSync, where this cannot be configured; whatever is refused can be read too. */
export function useCors(): Plugin<object, ServerContext> {
  return {
    onRequest: ({ request, endResponse }) => {
      if (request.method === 'OPTIONS') endResponse(preflightResponse(request))
    },
    onResponse: ({ response }) => {
      response.headers.set('access-control-allow-origin', '*')
      response.headers.set('access-control-expose-headers', exposedHeaders)
    },
  }
}

function preflightResponse({ headers }: Request): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': headers.get('access-control-request-headers') ?? '*',
      // Safari waits for a body otherwise.
      'content-length': '0',
    },
  })
}
