import type { Plugin } from 'graphql-yoga'

import { requestError } from './appsync-errors.ts'
import type { RequestError } from './appsync-errors.ts'
import { errorResponse } from './use-appsync-request.ts'

/** Takes POST and GET only, whoever asks. */
export function useKnownMethods(): Plugin {
  return {
    onRequestParse: ({ request, endResponse }) => {
      if (request.method === 'GET' || request.method === 'POST') return
      endResponse(errorResponse(unknownOperation(request.method)))
    },
  }
}

/** AppSync's HTTP layer knows no such operation (aws-sdk-go #3689); the words are ours. */
function unknownOperation(method: string): RequestError {
  const message = `${method} /graphql is no operation of AppSync; send a POST or a GET`
  return requestError(404, 'UnknownOperationException', message)
}
