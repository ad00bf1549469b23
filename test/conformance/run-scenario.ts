import { parse } from 'graphql'

import { createFrozenClock } from '../../emulator/clock.ts'
import type { MutationEvent } from '../../emulator/graphql/events.ts'
import type { OpenSubscription } from '../../emulator/graphql/subscribe.ts'
import { signRequest } from '../../emulator/identity/sign-request.ts'
import type { SigningKeys } from '../../emulator/issuer/signing-keys.ts'
import { mintToken } from '../../emulator/issuer/stamp-token.ts'
import type { LoadedPolicy } from '../../emulator/load-policy.ts'
import { enabledModes } from '../../emulator/model/modes.ts'
import { createMemoryStore } from '../../emulator/store/memory-store.ts'
import { createWorld } from '../../emulator/world.ts'
import type { World, WorldOptions } from '../../emulator/world.ts'
import type { Answer } from './normalise.ts'
import { identityOf } from './scenario.ts'
import type { Caller, HeardEvent, Scenario, Step } from './scenario.ts'

const startMs = Date.parse('2030-01-01T00:00:00.000Z')

type SentStep = Omit<Step, 'case' | 'expected'>

/** Sends one step at a time through the whole stack; each answer may be used by later steps. */
export async function openScenario(
  loaded: LoadedPolicy & Pick<Partial<WorldOptions>, 'recording'>,
  scenario: Pick<Scenario, 'identities' | 'seed'>,
  keys: SigningKeys,
): Promise<(step: SentStep) => Promise<Answer>> {
  return sender(await openWorld(loaded, scenario, keys), scenario.identities)
}

/** A world of its own for a scenario, with the scenario's items. */
export async function openWorld(
  loaded: LoadedPolicy & Pick<Partial<WorldOptions>, 'recording'>,
  scenario: Pick<Scenario, 'seed'>,
  keys: SigningKeys,
): Promise<World> {
  const world = await createWorld({
    ...loaded,
    store: createMemoryStore(),
    clock: createFrozenClock(startMs),
    keys,
    issuer: 'http://127.0.0.1/oidc',
  })
  await fillStore(world, scenario)
  return world
}

/** What sends a scenario's steps to a world, in their order. */
export function sender(
  world: World,
  identities: Scenario['identities'],
): (step: SentStep) => Promise<Answer> {
  const answers: Answer[] = []
  const subscriptions: OpenSubscription[] = []
  return async ({ as, op, variables }) => {
    const caller = identities[as]
    if (caller === undefined) throw new Error(`the scenario has no identity "${as}"`)
    const body = { query: op, variables: fillIn(variables, answers) }
    const answer = isSubscription(op)
      ? await subscribe(world, { caller, body, subscriptions })
      : await ask(world, { caller, body, subscriptions })
    answers.push(answer)
    return answer
  }
}

/** Past the rules and past the seed file's manners: an attribute that is null stays null, an absent one absent. */
async function fillStore(world: World, { seed = {} }: Pick<Scenario, 'seed'>): Promise<void> {
  const now = new Date(startMs).toISOString()
  const records = Object.entries(seed).map(([model, items]) => [
    model,
    items.map((item) => ({ __typename: model, createdAt: now, updatedAt: now, ...item })),
  ])
  await world.store.replaceRecords(world.tables(), Object.fromEntries(records))
}

interface Asking {
  readonly caller: Caller
  readonly body: { readonly query: string; readonly variables: unknown }
  /** Those that were accepted so far. */
  readonly subscriptions: OpenSubscription[]
}

/**
 * Tokens, API keys and signatures are proved over HTTP; other callers are taken as proved: identity pool users too, because the
 * reference runs resolvers alone, and the IAM policy in front of them refuses some of their requests as a whole.
 */
async function ask(world: World, { caller, body, subscriptions }: Asking): Promise<Answer> {
  if (!isEnabled(world, caller)) return notEnabled
  const heard: MutationEvent[] = []
  const stop = world.events.listen((event) => heard.push(event))
  const text = JSON.stringify(body)
  const headers = { ...json, ...(await credentialsOf(world, caller, text)) }
  const isProved = caller.mode === 'identityPool' || caller.mode === 'lambda'
  const response = await world
    .api()
    .fetch(
      url,
      { method: 'POST', headers, body: text },
      isProved ? { identity: identityOf(caller) } : {},
    )
  stop()
  const { data = null, errors } = (await response.json()) as Partial<Answer>
  const events = heard.flatMap((event) => eventsOf(event, subscriptions))
  return {
    status: response.status,
    data,
    ...(errors === undefined ? {} : { errors }),
    ...(events.length === 0 ? {} : { events }),
  }
}

function eventsOf(event: MutationEvent, subscriptions: readonly OpenSubscription[]): HeardEvent[] {
  return subscriptions.flatMap((open, subscription) =>
    open.hears(event) ? [{ subscription, field: open.fieldName, payload: event.payload }] : [],
  )
}

const url = 'http://127.0.0.1/graphql'
const json = { 'content-type': 'application/json' }

async function credentialsOf(
  world: World,
  caller: Caller,
  body: string,
): Promise<Record<string, string>> {
  switch (caller.mode) {
    case 'apiKey':
      return { 'x-api-key': world.apiKey ?? 'da2-none' }
    case 'iam': {
      const credentials = world.credentials.issue({ principal: 'non-cognito' })
      return signRequest({ url, headers: json, body }, credentials, world.clock)
    }
    case 'oidc':
    case 'userPool': {
      const { mode, claims } = caller
      const { token } = await mintToken({ mode, claims, omit: [] }, world.stamper)
      return { authorization: token }
    }
    case 'identityPool':
    case 'lambda':
      return {}
  }
}

function isSubscription(op: string): boolean {
  return /^\s*subscription\b/.test(op)
}

async function subscribe(world: World, { caller, body, subscriptions }: Asking): Promise<Answer> {
  if (!isEnabled(world, caller)) return notEnabled
  const asked = await world.subscribe({
    document: parse(body.query),
    variables: (body.variables ?? {}) as Record<string, unknown>,
    identity: identityOf(caller),
  })
  if ('errors' in asked) {
    return {
      status: 200,
      data: asked.data,
      errors: asked.errors,
      subscription: { connected: false },
    }
  }
  subscriptions.push(asked)
  const { fieldName, filter, given } = asked
  return {
    status: 200,
    data: { [fieldName]: null },
    subscription: {
      connected: true,
      field: fieldName,
      filter: filter === null ? null : { filterGroup: filter },
      args: given,
    },
  }
}

function isEnabled(world: World, caller: Caller): boolean {
  return enabledModes(world.definition().modes).includes(identityOf(caller).mode)
}

/** Of a mode that the API does not have nothing gets as far as GraphQL. */
const notEnabled: Answer = {
  status: 401,
  data: null,
  errors: [{ errorType: 'UnauthorizedException', message: 'Permission denied' }],
}

/** `{{steps.0.data.createTodo.id}}` is that part of an earlier answer, null when there is none. */
function fillIn(value: unknown, answers: readonly Answer[]): unknown {
  if (typeof value === 'string') {
    const path = /^\{\{steps\.(.+)\}\}$/.exec(value)?.[1]
    return path === undefined ? value : partOf(answers, path.split('.'))
  }
  if (Array.isArray(value)) return value.map((element) => fillIn(element, answers))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, fillIn(child, answers)]),
  )
}

function partOf(answers: readonly Answer[], path: readonly string[]): unknown {
  let part: unknown = answers
  for (const name of path) {
    if (typeof part !== 'object' || part === null) return null
    part = Reflect.get(part, name)
  }
  return part ?? null
}
