import { randomBytes } from 'node:crypto'

import type { DocumentNode, GraphQLSchema } from 'graphql'

import { isoTime } from './clock.ts'
import type { MovableClock } from './clock.ts'
import { createDecisionLog } from './control/decision-log.ts'
import type { DecisionLog } from './control/decision-log.ts'
import { buildSchema } from './graphql/build-schema.ts'
import { createEvents } from './graphql/events.ts'
import type { Events } from './graphql/events.ts'
import { subscribe } from './graphql/subscribe.ts'
import { tableOf } from './graphql/table-of.ts'
import { createGraphQLApi } from './graphql/yoga.ts'
import type { GraphQLApi } from './graphql/yoga.ts'
import type { Identity } from './identity/identity.ts'
import { createAuthenticator } from './identity/authenticate.ts'
import { clientIdsOf } from './issuer/client-ids.ts'
import type { ClientIds } from './issuer/client-ids.ts'
import { derivePersonas } from './issuer/derive-personas.ts'
import type { Persona } from './issuer/persona.ts'
import type { SigningKeys } from './issuer/signing-keys.ts'
import type { Stamper } from './issuer/stamp-token.ts'
import type { LoadedPolicy } from './load-policy.ts'
import type { Definition } from './model/definition.ts'
import { enabledModes } from './model/modes.ts'
import { seedStore } from './store/seed-store.ts'
import type { Records, Store, Table } from './store/store.ts'

/** What a world is made of. */
export interface WorldOptions extends LoadedPolicy {
  readonly store: Store
  readonly clock: MovableClock
  readonly keys: SigningKeys
  /** The issuer's identifier, e.g. `http://127.0.0.1:20002/oidc`. */
  readonly issuer: string
  /** Absent: derived from the rules. */
  readonly personas?: readonly Persona[] | undefined
  readonly seed?: Records | undefined
}

/** A subscription document and who asks. */
export interface WorldSubscription {
  readonly document: DocumentNode
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  readonly identity: Identity
}

/** Everything that answers a GraphQL request, without a port: definition, items, clock, keys, decisions. */
export interface World {
  readonly clock: MovableClock
  readonly store: Store
  /** What mutations answered, as it happens. */
  readonly events: Events
  readonly log: DecisionLog
  readonly stamper: Stamper
  readonly apiKey: string | undefined
  readonly clients: ClientIds
  definition(): Definition
  /** What the store knows of the models. */
  tables(): readonly Table[]
  /** ISO text, by the sandbox's clock. */
  loadedAt(): string
  api(): GraphQLApi
  /** Asks for a subscription as this identity; what it then hears comes from `events`. */
  subscribe(request: WorldSubscription): ReturnType<typeof subscribe>
  personas(): readonly Persona[]
  replacePersonas(personas: readonly Persona[]): void
  /** Rules and schema of a new definition; items, keys and decisions stay. */
  replaceDefinition(replacement: LoadedPolicy): void
  /** Items back to the seed, the clock back to where it began, no decisions. */
  reset(): Promise<void>
}

export async function createWorld(options: WorldOptions): Promise<World> {
  const { store, clock, keys, issuer } = options
  const log = createDecisionLog(clock)
  const events = createEvents()
  const clients = clientIdsOf(options.definition.modes.oidc?.clientId)
  const apiKey = newApiKey(options.definition)
  const load = (replacement: LoadedPolicy): Loaded =>
    loadApi({ ...options, ...replacement, events, log, apiKey })
  let loaded = load(options)
  let personas = options.personas ?? derivePersonas(options.definition)

  await seed(store, loaded, options)
  return {
    clock,
    store,
    events,
    log,
    apiKey,
    clients,
    stamper: { keys, issuer, clientId: clients.ids[0] ?? 'amplite', clock },
    definition: () => loaded.definition,
    tables: () => loaded.definition.models.map(tableOf),
    loadedAt: () => loaded.loadedAt,
    api: () => loaded.api,
    subscribe: ({ document, variables, identity }) =>
      subscribe({
        schema: loaded.schema,
        document,
        variables,
        context: {
          identity,
          store,
          clock,
          note: (decision) => log.noteDecision(decision, identity),
        },
      }),
    personas: () => personas,
    replacePersonas: (replacement) => {
      personas = replacement
    },
    replaceDefinition: (replacement) => {
      loaded = load(replacement)
    },
    reset: async () => {
      clock.moveTo(0)
      await store.replaceRecords(loaded.definition.models.map(tableOf), {})
      await seed(store, loaded, options)
      log.clear()
    },
  }
}

interface Loaded {
  readonly definition: Definition
  readonly loadedAt: string
  readonly schema: GraphQLSchema
  readonly api: GraphQLApi
}

interface ApiParts extends WorldOptions {
  readonly events: Events
  readonly log: DecisionLog
  readonly apiKey: string | undefined
}

function loadApi({ definition, policy, ...parts }: ApiParts): Loaded {
  const { store, clock, keys, issuer, events, log, apiKey } = parts
  const schema = buildSchema(definition, policy)
  const authenticate = createAuthenticator({
    modes: definition.modes,
    issuer,
    jwks: () => keys.jwks(),
    clock,
    apiKey,
  })
  const { noteDecision, noteRefusal } = log
  const api = createGraphQLApi({
    schema,
    store,
    clock,
    events,
    authenticate,
    noteDecision,
    noteRefusal,
  })
  return { definition, loadedAt: isoTime(clock), schema, api }
}

async function seed(
  store: Store,
  { definition }: Loaded,
  { seed: records, clock }: WorldOptions,
): Promise<void> {
  const tables = definition.models.map(tableOf)
  if (records !== undefined) await seedStore(store, { tables, records, now: isoTime(clock) })
  // Reading one item of each model finds what was broken by hand now, not at somebody's first request.
  for (const table of tables) await store.scan(table, { limit: 1 })
}

/** In the form of AppSync's keys; another one each time. */
function newApiKey({ modes }: Definition): string | undefined {
  return enabledModes(modes).includes('apiKey')
    ? `da2-${randomBytes(13).toString('hex')}`
    : undefined
}
