import type { DocumentNode, GraphQLSchema } from 'graphql'

import { isoTime } from './clock.ts'
import type { Clock } from './clock.ts'
import type { DecisionLog } from './control/decision-log.ts'
import { buildSchema } from './graphql/build-schema.ts'
import type { Events } from './graphql/events.ts'
import { subscribe } from './graphql/subscribe.ts'
import { tablesOf } from './graphql/tables-of.ts'
import { createGraphQLApi } from './graphql/yoga.ts'
import type { GraphQLApi } from './graphql/yoga.ts'
import { createFunctions } from './handlers/functions.ts'
import type { Functions, FunctionSurroundings } from './handlers/functions.ts'
import { createHandlers } from './handlers/run-handlers.ts'
import { createAuthenticator } from './identity/authenticate.ts'
import type { Authenticator } from './identity/authenticate.ts'
import { createLambdaAuthorizer } from './identity/authorize-by-lambda.ts'
import type { AuthorizeByLambda } from './identity/authorize-by-lambda.ts'
import type { Identity } from './identity/identity.ts'
import type { SigningKeys } from './issuer/signing-keys.ts'
import type { LoadedPolicy } from './load-policy.ts'
import type { Definition } from './model/definition.ts'
import type { Store, Table } from './store/store.ts'

/** What an API is made of beside its definition. */
export interface ApiParts extends LoadedPolicy {
  readonly store: Store
  readonly clock: Clock
  readonly keys: SigningKeys
  readonly issuer: string
  readonly events: Events
  readonly log: DecisionLog
  readonly apiKey: string | undefined
  readonly surroundings: FunctionSurroundings
}

/** A subscription document and who asks. */
export interface SubscriptionOf {
  readonly document: DocumentNode
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  readonly operationName?: string | undefined
  readonly identity: Identity
}

/** A definition at work: replaced as a whole when the file changes. */
export interface LoadedApi {
  readonly definition: Definition
  /** ISO text, by the sandbox's clock. */
  readonly loadedAt: string
  readonly tables: readonly Table[]
  readonly api: GraphQLApi
  /** Who a request proves to be, or AppSync's 401. */
  readonly authenticate: Authenticator
  /** Asks for a subscription as an identity that proved itself. */
  subscribe(request: SubscriptionOf): ReturnType<typeof subscribe>
  /** Ends what its functions run in: when the calls that run are answered, or now. */
  retire(): Promise<void>
  close(): Promise<void>
}

/** Builds the executable schema of a definition and what serves it. */
export function loadApi(parts: ApiParts): LoadedApi {
  const { definition, policy, clock } = parts
  const functions = createFunctions(definition, parts.surroundings)
  const schema = buildSchema(definition, policy, createHandlers({ definition, functions }))
  const authenticate = authenticatorOf(functions, parts)
  return {
    definition,
    loadedAt: isoTime(clock),
    tables: [...tablesOf(definition).values()],
    authenticate,
    api: serveApi(schema, parts, authenticate),
    subscribe: (request) => subscribeTo(schema, parts, request),
    retire: () => functions.retire(),
    close: () => functions.close(),
  }
}

function authenticatorOf(functions: Functions, parts: ApiParts): Authenticator {
  const { definition, issuer, keys, clock, apiKey } = parts
  return createAuthenticator({
    modes: definition.modes,
    issuer,
    jwks: () => keys.jwks(),
    clock,
    apiKey,
    authorizeByLambda: lambdaAuthorizer(functions, parts),
  })
}

function serveApi(
  schema: GraphQLSchema,
  { store, clock, events, log }: ApiParts,
  authenticate: Authenticator,
): GraphQLApi {
  const { noteDecision, noteRefusal } = log
  return createGraphQLApi({ schema, store, clock, events, authenticate, noteDecision, noteRefusal })
}

/** Present when the definition names a function for mode `lambda`. */
function lambdaAuthorizer(
  functions: Functions,
  { definition, clock }: ApiParts,
): AuthorizeByLambda | undefined {
  const { lambda } = definition.modes
  if (lambda === undefined) return undefined
  return createLambdaAuthorizer({
    invoke: (event) => functions.invoke(lambda.function, event),
    timeToLiveSeconds: lambda.timeToLiveSeconds,
    clock,
  })
}

function subscribeTo(
  schema: GraphQLSchema,
  { store, clock, log }: ApiParts,
  { identity, ...request }: SubscriptionOf,
): ReturnType<typeof subscribe> {
  const note: DecisionNote = (decision) => log.noteDecision(decision, identity)
  return subscribe({ schema, ...request, context: { identity, store, clock, note } })
}

type DecisionNote = Parameters<typeof subscribe>[0]['context']['note']
