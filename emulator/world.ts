import { randomBytes } from 'node:crypto'

import { epochSeconds, isoTime } from './clock.ts'
import type { MovableClock } from './clock.ts'
import { createDecisionLog } from './control/decision-log.ts'
import type { DecisionLog } from './control/decision-log.ts'
import { createEvents } from './graphql/events.ts'
import type { Events } from './graphql/events.ts'
import type { GraphQLApi } from './graphql/yoga.ts'
import { createCredentialsIssuer } from './identity/credentials.ts'
import type { CredentialsIssuer } from './identity/credentials.ts'
import { clientsOf } from './issuer/client-ids.ts'
import type { ClientIds } from './issuer/client-ids.ts'
import { derivePersonas } from './issuer/derive-personas.ts'
import type { Persona } from './issuer/persona.ts'
import type { SigningKeys } from './issuer/signing-keys.ts'
import type { Stamper } from './issuer/stamp-token.ts'
import { loadApi } from './load-api.ts'
import type { LoadedApi, SubscriptionOf } from './load-api.ts'
import type { LoadedPolicy } from './load-policy.ts'
import type { Definition } from './model/definition.ts'
import { enabledModes, tokenModeOf } from './model/modes.ts'
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

/** Everything that answers a GraphQL request, without a port: definition, items, clock, keys, decisions. */
export interface World {
  readonly clock: MovableClock
  readonly store: Store
  /** What mutations answered, as it happens. */
  readonly events: Events
  readonly log: DecisionLog
  readonly stamper: Stamper
  readonly apiKey: string | undefined
  /** Hands out the AWS credentials that requests are signed with. */
  readonly credentials: CredentialsIssuer
  readonly clients: ClientIds
  definition(): Definition
  /** What the rules compile to. */
  policy(): LoadedPolicy['policy']
  /** What the API executes. */
  schema(): LoadedApi['schema']
  /** What the store knows of the models. */
  tables(): readonly Table[]
  /** ISO text, by the sandbox's clock. */
  loadedAt(): string
  api(): GraphQLApi
  /** Asked about whoever signed a request, before anything is done for them. */
  iamPolicy: LoadedApi['iamPolicy']
  /** Who a request proves to be, or AppSync's 401. */
  authenticate: LoadedApi['authenticate']
  /** Asks for a subscription as this identity; what it then hears comes from `events`. */
  subscribe(request: SubscriptionOf): ReturnType<LoadedApi['subscribe']>
  personas(): readonly Persona[]
  replacePersonas(personas: readonly Persona[]): void
  /** Rules and schema of a new definition; items, keys and decisions stay, subscriptions under the old rules end. */
  replaceDefinition(replacement: LoadedPolicy): void
  /** Items back to the seed, the clock back to where it began, no decisions and no subscriptions. */
  reset(): Promise<void>
}

export async function createWorld(options: WorldOptions): Promise<World> {
  const { store, clock } = options
  const lasting = createLasting(options)
  const load = (replacement: LoadedPolicy): LoadedApi =>
    loadApi({ ...options, schema: undefined, ...replacement, ...lasting })
  let loaded = load(options)
  let personas = options.personas ?? derivePersonas(options.definition)

  await seed(store, loaded, options)
  return {
    clock,
    store,
    ...lasting,
    stamper: stamperOf(options, lasting.clients, () => loaded.definition),
    definition: () => loaded.definition,
    policy: () => loaded.policy,
    schema: () => loaded.schema,
    tables: () => loaded.tables,
    loadedAt: () => loaded.loadedAt,
    api: () => loaded.api,
    iamPolicy: (identity, asked) => loaded.iamPolicy(identity, asked),
    authenticate: (credentials) => loaded.authenticate(credentials),
    subscribe: (request) => loaded.subscribe(request),
    personas: () => personas,
    replacePersonas: (replacement) => {
      personas = replacement
    },
    replaceDefinition: (replacement) => {
      loaded = load(replacement)
      lasting.events.end('the definition has changed')
    },
    reset: async () => {
      await startOver(loaded, options)
      lasting.log.clear()
      lasting.events.end('the sandbox was reset')
    },
  }
}

/** What a new definition leaves as it is. */
type Lasting = Pick<World, 'events' | 'log' | 'apiKey' | 'credentials' | 'clients'> & {
  readonly apiKeyMadeAt: number
}

function createLasting({ clock, definition }: WorldOptions): Lasting {
  return {
    events: createEvents(),
    log: createDecisionLog(clock),
    apiKey: newApiKey(definition),
    apiKeyMadeAt: epochSeconds(clock),
    credentials: createCredentialsIssuer(clock),
    clients: clientsOf(definition.modes),
  }
}

function stamperOf(
  { keys, issuer, clock }: WorldOptions,
  { ids: [clientId = 'amplite'] }: ClientIds,
  definition: () => Definition,
): Stamper {
  return { keys, issuer, clientId, clock, tokenMode: () => tokenModeOf(definition().modes) }
}

async function startOver(loaded: LoadedApi, options: WorldOptions): Promise<void> {
  options.clock.moveTo(0)
  await options.store.replaceRecords(loaded.tables, {})
  await seed(options.store, loaded, options)
}

async function seed(
  store: Store,
  { tables }: LoadedApi,
  { seed: records, clock }: WorldOptions,
): Promise<void> {
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
