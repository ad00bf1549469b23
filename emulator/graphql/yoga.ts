import type { GraphQLError, GraphQLSchema } from 'graphql'
import { createYoga } from 'graphql-yoga'
import type { YogaServerInstance } from 'graphql-yoga'

import type { Clock } from '../clock.ts'
import type { RunHandlers } from '../handlers/handler-call.ts'
import type { Identity } from '../identity/identity.ts'
import type { Store } from '../store/store.ts'
import type { AskedQuestion, FieldDecision, RequestContext } from './context.ts'
import type { Events } from './events.ts'
import { useAppSyncRequest } from './use-appsync-request.ts'
import type { RequestOptions, ServerContext } from './use-appsync-request.ts'
import { useCors } from './use-cors.ts'
import { useCoercedVariables } from './use-coerced-variables.ts'
import { useEvents } from './use-events.ts'
import { useKnownMethods } from './use-known-methods.ts'
import { useAppSyncResult } from './use-appsync-result.ts'

/** What the API is made of. */
export interface GraphQLApiOptions extends RequestOptions {
  readonly schema: GraphQLSchema
  readonly store: Store
  readonly clock: Clock
  /** Where mutations tell subscribers what they answered. */
  readonly events: Events
  /** Told of every decision, with the identity it was made for. */
  readonly noteDecision: (decision: FieldDecision, identity: Identity) => void
  /** Told of every question and who asked it; absent: nobody records. */
  readonly record?: ((asked: AskedQuestion, identity: Identity) => void) | undefined
  /** What runs handlers here; absent: what the schema was built with. */
  readonly runHandlers?: RunHandlers | undefined
}

/** The API over HTTP, as AppSync serves it: `fetch` in process, or a listener for a Node server. */
export type GraphQLApi = YogaServerInstance<ServerContext, RequestContext>

/** Serves a schema at `/graphql`. */
export function createGraphQLApi(options: GraphQLApiOptions): GraphQLApi {
  const { schema, store, clock, events, noteDecision, record, runHandlers } = options
  return createYoga<ServerContext, RequestContext>({
    schema,
    graphqlEndpoint: '/graphql',
    maskedErrors: false,
    graphiql: false,
    landingPage: false,
    batching: false,
    logging: false,
    // The body is read and limited in request-body.ts, and answered in AppSync's form.
    maxRequestBodySize: false,
    cors: false,
    context: (server) => {
      const { identity } = server
      if (identity === undefined) throw new Error('a request reached GraphQL without an identity')
      return {
        identity,
        clock,
        runHandlers,
        store: server.store ?? store,
        isDryRun: server.store !== undefined,
        headers: Object.fromEntries(server.request.headers),
        appendError: (error) => appendTo(server, error),
        ...(record === undefined ? {} : { record: (asked) => record(asked, identity) }),
        note: (decision) => {
          server.notes?.decisions.push(decision)
          noteDecision(decision, identity)
        },
      }
    },
    plugins: [
      useCors(),
      useKnownMethods(),
      useAppSyncRequest(options),
      useCoercedVariables(),
      useEvents(events),
      useAppSyncResult(schema),
    ],
  })
}

function appendTo({ notes }: ServerContext, error: GraphQLError): void {
  if (notes !== undefined) (notes.appended ??= []).push(error)
}
