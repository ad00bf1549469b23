import { randomBytes } from 'node:crypto'

import { epochSeconds, isoTime } from './clock.ts'
import type { MovableClock } from './clock.ts'
import { createDecisionLog } from './control/decision-log.ts'
import type { DecisionLog } from './control/decision-log.ts'
import { createEvents } from './graphql/events.ts'
import type { Events } from './graphql/events.ts'
import type { GraphQLApi } from './graphql/yoga.ts'
import { bareSurroundings } from './handlers/functions.ts'
import type { FunctionSurroundings } from './handlers/functions.ts'
import { createCredentialsIssuer } from './identity/credentials.ts'
import type { CredentialsIssuer } from './identity/credentials.ts'
import { clientsOf } from './issuer/client-ids.ts'
import type { ClientIds } from './issuer/client-ids.ts'
import { derivePersonas } from './issuer/derive-personas.ts'
import { createFaults } from './issuer/faults.ts'
import type { Faults } from './issuer/faults.ts'
import type { Persona } from './issuer/persona.ts'
import { createPersonaList } from './issuer/persona-list.ts'
import type { PersonaList } from './issuer/persona-list.ts'
import { createKeySetReader } from './issuer/read-key-set.ts'
import type { ReadKeySet } from './issuer/read-key-set.ts'
import type { SigningKeys } from './issuer/signing-keys.ts'
import type { Stamper } from './issuer/stamp-token.ts'
import { loadApi } from './load-api.ts'
import type { ApiParts, LoadedApi, SubscriptionOf } from './load-api.ts'
import type { LoadedPolicy } from './load-policy.ts'
import type { Definition } from './model/definition.ts'
import { enabledModes, tokenModeOf } from './model/modes.ts'
import type { AuthorizationModes } from './model/modes.ts'
import { seedStore } from './store/seed-store.ts'
import type { Records, Store, Table } from './store/store.ts'

/** What a world is made of. */
export interface WorldOptions extends LoadedPolicy {
  readonly store: Store
  readonly clock: MovableClock
  readonly keys: SigningKeys
  /** The issuer's identifier, e.g. `http://127.0.0.1:20002/oidc`. */
  readonly issuer: string
  /** Issuers whose tokens the API takes beside its own. */
  readonly externalIssuers?: ApiParts['externalIssuers']
  /** Absent: derived from the rules. */
  readonly personas?: readonly Persona[] | undefined
  readonly seed?: Records | undefined
  /** What the user's functions are given; absent: nothing. */
  readonly surroundings?: FunctionSurroundings | undefined
  /** Data sources of the user's configuration, by name. */
  readonly dataSources?: ApiParts['dataSources']
  /** Told of what the user's own code prints, and of what is worth knowing about it. */
  readonly onHandlerLog?: ApiParts['onHandlerLog']
  /** Takes down what is asked of the rules; absent: nobody does. */
  readonly recording?: ApiParts['recording']
}

/** Everything that answers a GraphQL request, without a port: definition, items, clock, keys, decisions. */
export interface World {
  readonly clock: MovableClock
  readonly store: Store
  /** What mutations answered, as it happens. */
  readonly events: Events
  readonly log: DecisionLog
  /** What is to go wrong. */
  readonly faults: Faults
  readonly stamper: Stamper
  /** Undefined while the API takes no keys; the same one whenever it does. */
  readonly apiKey: string | undefined
  /** Hands out the AWS credentials that requests are signed with. */
  readonly credentials: CredentialsIssuer
  /** Those of the definition in force. */
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
  readonly personaList: PersonaList
  /** Rules and schema of a new definition; items, keys and decisions stay, subscriptions under the old rules end. */
  replaceDefinition(replacement: LoadedPolicy): void
  /** What `reset` goes back to from now on. */
  replaceSeed(records: Records | undefined): void
  /** Items back to the seed, the clock back to where it began, no decisions, no faults and no subscriptions. */
  reset(): Promise<void>
  /** Ends the user's functions; the store is its owner's to close. */
  close(): Promise<void>
}

export async function createWorld(options: WorldOptions): Promise<World> {
  const { store, clock, surroundings = bareSurroundings } = options
  const lasting = createLasting(options)
  const load = (replacement: LoadedPolicy): LoadedApi =>
    loadApi({ ...options, schema: undefined, surroundings, ...replacement, ...lasting })
  let loaded = load(options)
  const seed = createSeed(options)
  const personaList = personaListOf(options, () => loaded.definition)

  await seed.apply(loaded)
  return {
    clock,
    store,
    ...lasting,
    get apiKey() {
      return enabledModes(loaded.definition.modes).includes('apiKey') ? lasting.apiKey : undefined
    },
    get clients() {
      return clientsOf(loaded.definition.modes)
    },
    stamper: stamperOf(options, lasting.faults, () => loaded.definition.modes),
    ...inForce(() => loaded),
    close: async () => {
      await loaded.close()
      options.recording?.flush()
    },
    personas: () => personaList.all(),
    personaList,
    replaceSeed: seed.replace,
    replaceDefinition: (replacement) => {
      loaded = succeed(loaded, load(replacement))
      lasting.events.end('the definition has changed')
    },
    reset: async () => {
      await seed.startOver(loaded)
      lasting.log.clear()
      lasting.faults.clear()
      lasting.events.end('the sandbox was reset')
    },
  }
}

/** What is asked of whichever definition is in force. */
function inForce(
  loaded: () => LoadedApi,
): Omit<Pick<World, keyof LoadedApi & keyof World>, 'close'> {
  return {
    definition: () => loaded().definition,
    policy: () => loaded().policy,
    schema: () => loaded().schema,
    tables: () => loaded().tables,
    loadedAt: () => loaded().loadedAt,
    api: () => loaded().api,
    iamPolicy: (identity, asked) => loaded().iamPolicy(identity, asked),
    authenticate: (credentials) => loaded().authenticate(credentials),
    subscribe: (request) => loaded().subscribe(request),
  }
}

/** The calls that run are still answered by the one before. */
function succeed(before: LoadedApi, next: LoadedApi): LoadedApi {
  void before.retire()
  return next
}

/** What a new definition leaves as it is. */
type Lasting = Pick<World, 'events' | 'log' | 'faults' | 'credentials'> & {
  readonly apiKey: string
  readonly apiKeyMadeAt: number
  readonly readKeySet: () => Promise<ReadKeySet>
}

function createLasting({ clock, keys }: WorldOptions): Lasting {
  const faults = createFaults(keys)
  return {
    faults,
    readKeySet: createKeySetReader(keys, faults),
    events: createEvents(),
    log: createDecisionLog(clock),
    apiKey: newApiKey(),
    apiKeyMadeAt: epochSeconds(clock),
    credentials: createCredentialsIssuer(clock),
  }
}

function stamperOf(
  { keys, issuer, clock }: WorldOptions,
  faults: Faults,
  modes: () => AuthorizationModes,
): Stamper {
  return {
    keys,
    issuer,
    clock: { now: () => clock.now() + faults.skewSeconds() * 1000 },
    tokenMode: () => tokenModeOf(modes()),
    get clientId() {
      return clientsOf(modes()).ids[0] ?? 'amplite'
    },
  }
}

function personaListOf({ personas }: WorldOptions, definition: () => Definition): PersonaList {
  return createPersonaList({ file: personas, derive: () => derivePersonas(definition()) })
}

interface Seed {
  apply(loaded: LoadedApi): Promise<void>
  /** The clock back to where it began, the items to the seed. */
  startOver(loaded: LoadedApi): Promise<void>
  replace(records: Records | undefined): void
}

function createSeed({ store, clock, seed }: WorldOptions): Seed {
  let records = seed
  const apply = async ({ tables }: LoadedApi): Promise<void> => {
    if (records !== undefined) await seedStore(store, { tables, records, now: isoTime(clock) })
    // Reading one item of each model finds what was broken by hand now, not at somebody's first request.
    for (const table of tables) await store.scan(table, { limit: 1 })
  }
  return {
    apply,
    startOver: async (loaded) => {
      clock.reset()
      await store.replaceRecords(loaded.tables, {})
      await apply(loaded)
    },
    replace: (replacement) => {
      records = replacement
    },
  }
}

/** In the form of AppSync's keys; another one each time. */
function newApiKey(): string {
  return `da2-${randomBytes(13).toString('hex')}`
}
