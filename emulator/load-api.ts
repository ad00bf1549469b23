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
import { createHandlers } from './handlers/run-handlers.ts'
import { createAuthenticator } from './identity/authenticate.ts'
import type { Authenticator } from './identity/authenticate.ts'
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
}

/** Builds the executable schema of a definition and what serves it. */
export function loadApi(parts: ApiParts): LoadedApi {
  const { definition, policy, clock } = parts
  const schema = buildSchema(definition, policy, createHandlers())
  const authenticate = authenticatorOf(parts)
  return {
    definition,
    loadedAt: isoTime(clock),
    tables: [...tablesOf(definition).values()],
    authenticate,
    api: serveApi(schema, parts, authenticate),
    subscribe: (request) => subscribeTo(schema, parts, request),
  }
}

function authenticatorOf({ definition, issuer, keys, clock, apiKey }: ApiParts): Authenticator {
  return createAuthenticator({
    modes: definition.modes,
    issuer,
    jwks: () => keys.jwks(),
    clock,
    apiKey,
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

function subscribeTo(
  schema: GraphQLSchema,
  { store, clock, log }: ApiParts,
  { identity, ...request }: SubscriptionOf,
): ReturnType<typeof subscribe> {
  const note: DecisionNote = (decision) => log.noteDecision(decision, identity)
  return subscribe({ schema, ...request, context: { identity, store, clock, note } })
}

type DecisionNote = Parameters<typeof subscribe>[0]['context']['note']
