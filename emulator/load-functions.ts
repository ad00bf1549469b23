import type { Clock } from './clock.ts'
import { createFunctions } from './handlers/functions.ts'
import type { Functions, FunctionSurroundings } from './handlers/functions.ts'
import { createLambdaAuthorizer } from './identity/authorize-by-lambda.ts'
import type { AuthorizeByLambda } from './identity/authorize-by-lambda.ts'
import type { CredentialsIssuer } from './identity/credentials.ts'
import type { Definition } from './model/definition.ts'

/** What the functions of a definition need beside it. */
interface FunctionParts {
  readonly definition: Definition
  readonly surroundings: FunctionSurroundings
  readonly credentials: CredentialsIssuer
}

/** Makes what runs the functions of a definition. Those that may ask the API sign as principals outside Cognito. */
export function loadFunctions({ definition, surroundings, credentials }: FunctionParts): Functions {
  return createFunctions(definition, {
    ...surroundings,
    dataEnvironment: (fn) => {
      const rootTypes = fn.dataAccess.map((action) => rootTypeOf[action])
      const issued = credentials.issue({ principal: 'non-cognito', rootTypes })
      return {
        ...surroundings.dataEnvironment(fn),
        AWS_ACCESS_KEY_ID: issued.accessKeyId,
        AWS_SECRET_ACCESS_KEY: issued.secretAccessKey,
        AWS_SESSION_TOKEN: issued.sessionToken,
      }
    },
  })
}

const rootTypeOf = { query: 'Query', mutate: 'Mutation', listen: 'Subscription' } as const

/** What asks the function of mode `lambda`; undefined when the definition names none. */
export function lambdaAuthorizerOf(
  { modes: { lambda } }: Definition,
  functions: Functions,
  clock: Clock,
): AuthorizeByLambda | undefined {
  if (lambda === undefined) return undefined
  return createLambdaAuthorizer({
    invoke: (event) => functions.invoke(lambda.function, event),
    timeToLiveSeconds: lambda.timeToLiveSeconds,
    clock,
  })
}
