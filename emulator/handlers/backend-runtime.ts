import { workerData } from 'node:worker_threads'

import type { FunctionSetup } from './function-messages.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The stand-in for `@aws-amplify/backend/function/runtime`, whose own function fetches the model introspection from S3. It is
 * bundled into the user's function.
 */
export function getAmplifyDataClientConfig(env: Environment): Promise<object> {
  const endpoint = env['AMPLIFY_DATA_GRAPHQL_ENDPOINT']
  if (endpoint === undefined) return Promise.reject(new Error(noEndpoint))
  const { modelIntrospection }: FunctionSetup = workerData
  const region = env['AWS_REGION']
  const graphQL = { endpoint, region, defaultAuthMode: 'iam', modelIntrospection }
  return Promise.resolve({
    resourceConfig: { API: { GraphQL: graphQL } },
    libraryOptions: { Auth: { credentialsProvider: credentialsOf(env) } },
  })
}

const noEndpoint =
  'The data environment variables are malformed. Expected string values for: AMPLIFY_DATA_GRAPHQL_ENDPOINT. Give the function access by allow.resource() in the authorization of a.schema(), and run it by "amplite start".'

function credentialsOf(env: Environment): object {
  // Read when they are needed: each call of a function brings new ones.
  const credentials = (): object => ({
    accessKeyId: env['AWS_ACCESS_KEY_ID'],
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'],
    sessionToken: env['AWS_SESSION_TOKEN'],
  })
  return {
    getCredentialsAndIdentityId: () => Promise.resolve({ credentials: credentials() }),
    clearCredentialsAndIdentityId: () => undefined,
  }
}
