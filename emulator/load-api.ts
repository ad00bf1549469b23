import type { DocumentNode, GraphQLSchema } from 'graphql'

import { isoTime, unmoved } from './clock.ts'
import type { MovableClock } from './clock.ts'
import type { DecisionLog } from './control/decision-log.ts'
import { buildSchema } from './graphql/build-schema.ts'
import type { AskedQuestion } from './graphql/context.ts'
import type { Events } from './graphql/events.ts'
import { createIamPolicy } from './graphql/iam-policy.ts'
import type { IamPolicy } from './graphql/iam-policy.ts'
import { subscribe } from './graphql/subscribe.ts'
import { tablesOf } from './graphql/tables-of.ts'
import { createGraphQLApi } from './graphql/yoga.ts'
import type { GraphQLApi } from './graphql/yoga.ts'
import type { Functions, FunctionSurroundings } from './handlers/functions.ts'
import type { RunHandlers } from './handlers/handler-call.ts'
import { createHandlers } from './handlers/run-handlers.ts'
import type { HandlerParts } from './handlers/run-handlers.ts'
import { createAuthenticator } from './identity/authenticate.ts'
import type { Authenticator } from './identity/authenticate.ts'
import type { CredentialsIssuer } from './identity/credentials.ts'
import type { ExternalIssuers } from './identity/external-issuers.ts'
import type { Identity } from './identity/identity.ts'
import type { ReadKeySet } from './issuer/read-key-set.ts'
import { lambdaAuthorizerOf, loadFunctions } from './load-functions.ts'
import type { LoadedPolicy } from './load-policy.ts'
import { questionRefusedByIam } from './recording/refused-by-iam.ts'
import type { RecordQuestion, Recording } from './recording/recording.ts'
import type { Definition } from './model/definition.ts'
import { apiKeyLifetimeSeconds } from './model/modes.ts'
import type { Store, Table } from './store/store.ts'

/** What an API is made of beside its definition. */
export interface ApiParts extends LoadedPolicy {
  readonly store: Store
  readonly clock: MovableClock
  /** The issuer's keys, as the API comes by them. */
  readonly readKeySet: () => Promise<ReadKeySet>
  readonly issuer: string
  /** Issuers whose tokens count beside the sandbox's own. */
  readonly externalIssuers?: ExternalIssuers | undefined
  readonly events: Events
  readonly log: DecisionLog
  readonly apiKey: string | undefined
  /** Data sources of the user's configuration, by name. */
  readonly dataSources?: HandlerParts['dataSources']
  /** Told of what the user's own code prints, and of what is worth knowing about it. */
  readonly onHandlerLog?: HandlerParts['log']
  /** When the API key was made, in seconds since the epoch. */
  readonly apiKeyMadeAt: number
  readonly credentials: CredentialsIssuer
  /** Takes down what is asked of the rules; absent: nobody does. */
  readonly recording?: Recording | undefined
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
  readonly policy: LoadedPolicy['policy']
  readonly schema: GraphQLSchema
  /** ISO text, by the sandbox's clock. */
  readonly loadedAt: string
  readonly tables: readonly Table[]
  readonly api: GraphQLApi
  /** Asked about whoever signed a request, before anything is done for them. */
  readonly iamPolicy: IamPolicy
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
  const functions = loadFunctions(parts)
  const tables = tablesOf(definition)
  const handlers = createHandlers({
    definition,
    clock,
    functions,
    tables,
    dataSources: parts.dataSources,
    log: parts.onHandlerLog,
  })
  const schema = parts.schema ?? buildSchema(definition, policy, handlers)
  const record = parts.recording?.recorderOf(parts)
  const iamPolicy = createIamPolicy(definition, (identity, field) => {
    const question = record && questionRefusedByIam(definition, field)
    if (question !== undefined) record?.(question, identity)
  })
  const authenticate = authenticatorOf(functions, parts)
  return {
    definition,
    policy,
    schema,
    loadedAt: isoTime(clock),
    tables: [...tables.values()],
    authenticate,
    iamPolicy,
    api: serveApi(schema, parts, { authenticate, iamPolicy, record, runHandlers: handlers }),
    subscribe: (request) => subscribeTo({ schema, record, runHandlers: handlers }, parts, request),
    retire: () => functions.retire(),
    close: () => functions.close(),
  }
}

function authenticatorOf(functions: Functions, parts: ApiParts): Authenticator {
  const { definition, clock, readKeySet, issuer, apiKey, apiKeyMadeAt, credentials } = parts
  const { modes } = definition
  return createAuthenticator({
    modes,
    issuer,
    jwks: readKeySet,
    externalIssuers: parts.externalIssuers,
    clock,
    machineClock: unmoved(clock),
    apiKey,
    apiKeyExpiresAt: apiKeyMadeAt + apiKeyLifetimeSeconds(modes),
    credentials,
    authorizeByLambda: lambdaAuthorizerOf(definition, functions, clock),
  })
}

function serveApi(
  schema: GraphQLSchema,
  { store, clock, events, log }: ApiParts,
  entrance: Pick<LoadedApi, 'authenticate' | 'iamPolicy'> & Equipment,
): GraphQLApi {
  const { noteDecision, noteRefusal } = log
  return createGraphQLApi({ schema, store, clock, events, ...entrance, noteDecision, noteRefusal })
}

/** What resolvers of this definition are given. */
interface Equipment {
  readonly runHandlers: RunHandlers
  readonly record: RecordQuestion | undefined
}

function subscribeTo(
  { schema, runHandlers, record }: Equipment & Pick<LoadedApi, 'schema'>,
  { store, clock, log }: ApiParts,
  { identity, ...request }: SubscriptionOf,
): ReturnType<typeof subscribe> {
  const note: DecisionNote = (decision) => log.noteDecision(decision, identity)
  const recording =
    record === undefined ? {} : { record: (asked: AskedQuestion) => record(asked, identity) }
  const context = { identity, store, clock, note, runHandlers, ...recording }
  return subscribe({ schema, ...request, context })
}

type DecisionNote = Parameters<typeof subscribe>[0]['context']['note']
