import type { MovableClock } from '../clock.ts'
import { holdersByName } from '../identity/credentials.ts'
import type { CredentialsIssuer } from '../identity/credentials.ts'
import type { Faults } from '../issuer/faults.ts'
import { RequestError } from '../issuer/request-error.ts'
import { mintToken } from '../issuer/stamp-token.ts'
import type { Stamper } from '../issuer/stamp-token.ts'
import { parseTokenRequest } from '../issuer/token-request.ts'
import { parseRecords } from '../store/parse-records.ts'
import type { Store, Table } from '../store/store.ts'
import { StoreError } from '../store/store.ts'
import { asRequestError } from './as-request-error.ts'
import { clockRoutes } from './clock-routes.ts'
import type { DecisionLog } from './decision-log.ts'
import { numbersOf, recordedTest } from './recorded-test.ts'
import type { Recording } from './recorded-test.ts'
import { showDecision } from './decision-log.ts'
import { activeFaults, faultRoutes } from './fault-routes.ts'
import { keyRoutes } from './key-routes.ts'
import { personaRoutes } from './persona-routes.ts'
import type { PersonaControls } from './persona-routes.ts'
import type { Route } from './route.ts'

/** What the sandbox API steers. */
export interface SandboxControls extends PersonaControls {
  readonly version: string
  /** Of the definition. */
  readonly health: () => object
  /** Of the personas and the seed, by name. */
  readonly inputs: () => object
  readonly definition: () => object
  /** What tests are made of decisions with. */
  readonly recording: () => Recording
  readonly stamper: Stamper
  readonly credentials: CredentialsIssuer
  readonly clock: MovableClock
  readonly store: Store
  readonly tables: () => readonly Table[]
  readonly log: DecisionLog
  readonly faults: Faults
  /** Items back to the seed, clock to real time, decisions and faults cleared. */
  readonly reset: () => Promise<void>
}

export function createRoutes(controls: SandboxControls): readonly Route[] {
  return [
    get(/^\/sandbox\/health$/, () => ({
      status: 'ready',
      version: controls.version,
      definition: controls.health(),
      ...controls.inputs(),
      ...activeFaults(controls.faults),
    })),
    get(/^\/sandbox\/definition$/, () => controls.definition()),
    get(/^\/sandbox\/decisions$/, (search) =>
      controls.log.since(sinceOf(search)).map(showDecision),
    ),
    get(/^\/sandbox\/decisions\/test$/, (search) => ({
      test: recordedTest(numbersOf(search), controls.recording()),
    })),
    post(/^\/sandbox\/tokens$/, (body) =>
      mintToken(parseTokenRequest(body, controls.personaList.all()), controls.stamper),
    ),
    ...credentialsRoutes(controls.credentials),
    ...keyRoutes(controls.stamper.keys),
    ...faultRoutes(controls.faults),
    ...clockRoutes(controls.clock),
    ...personaRoutes(controls),
    ...recordRoutes(controls),
    {
      method: 'POST',
      path: /^\/sandbox\/reset$/,
      takesBody: false,
      answer: () => controls.reset().then(() => ({ body: { status: 'reset' } })),
    },
  ]
}

function get(path: RegExp, body: (search: URLSearchParams) => unknown): Route {
  return {
    method: 'GET',
    path,
    takesBody: false,
    answer: async ({ search }) => ({ body: await body(search) }),
  }
}

function post(path: RegExp, answer: (body: unknown) => unknown): Route {
  return {
    method: 'POST',
    path,
    takesBody: true,
    answer: async ({ body }) => ({ body: await answer(body) }),
  }
}

function put(path: RegExp, answer: (body: unknown) => unknown): Route {
  return { ...post(path, answer), method: 'PUT' }
}

function credentialsRoutes(credentials: CredentialsIssuer): readonly Route[] {
  return [...holdersByName].map(([name, holder]) =>
    get(new RegExp(`^/sandbox/credentials/${name}$`), () => credentials.issue(holder)),
  )
}

function sinceOf(search: URLSearchParams): number {
  const since = search.get('since') ?? '0'
  if (!/^\d+$/.test(since)) throw new RequestError('since', `"${since}" is no number of a decision`)
  return Number(since)
}

function recordRoutes({ store, tables }: SandboxControls): readonly Route[] {
  const path = /^\/sandbox\/records$/
  const replace = async (body: unknown): Promise<unknown> => {
    const records = asRequestError(() =>
      parseRecords(JSON.stringify(body), {
        file: 'records',
        code: 'SEED_INVALID',
        wayOut: 'mend the body',
      }),
    )
    await store.replaceRecords(tables(), records).catch(rejectBadRecords)
    return store.records()
  }
  return [
    get(path, () => store.records()),
    put(path, replace),
    { method: 'DELETE', path, takesBody: false, answer: async () => ({ body: await replace({}) }) },
  ]
}

function rejectBadRecords(error: unknown): never {
  if (error instanceof StoreError && error.code === 'Validation')
    throw new RequestError('', error.message)
  throw error
}
