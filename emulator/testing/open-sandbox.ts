import { randomUUID } from 'node:crypto'

import { createFrozenClock, isoTime } from '../clock.ts'
import { showDecision } from '../control/decision-log.ts'
import type { ShownDecision } from '../control/decision-log.ts'
import type { Claims } from '../model/claims.ts'
import type { Item } from '../model/item.ts'
import type { TokenMode } from '../model/modes.ts'
import { settle } from '../settings.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import type { Records } from '../store/store.ts'
import { createWorld } from '../world.ts'
import type { World } from '../world.ts'
import type { Actor } from './actor.ts'
import { createAs } from './as.ts'
import { compileFile, compileValue, keysOfNextWorld } from './compile-once.ts'
import { stored } from './stored.ts'
import type { Stored } from './stored.ts'
import { createTestClock, timeOf } from './test-clock.ts'
import type { SandboxClock } from './test-clock.ts'
import { personasOf, recordsOf } from './test-inputs.ts'

export type { SandboxClock } from './test-clock.ts'

/** How to open a sandbox; everything has a default. */
export interface SandboxOptions {
  /** Path of the definition, or the value that `defineData` or `a.schema` returned; `amplify/data/resource.ts` by default. */
  readonly definition?: string | object
  /** Personas by name, or a file; by default `personas.json` as `amplite start` finds it, else derived from the rules. */
  readonly personas?: string | Readonly<Record<string, Claims>>
  /** Items to begin with, by model, or a file; by default none. */
  readonly seed?: string | Records
  /** Where the clock stands, 2030-01-01T00:00:00Z by default. It stands still until moved. */
  readonly now?: Date | string
}

/** An isolated world in this process: definition, items, clock, issuer. Nothing listens, nothing is kept. */
export interface Sandbox {
  readonly as: As
  readonly clock: SandboxClock
  /** Decisions so far, oldest first, in words. */
  readonly decisions: readonly ShownDecision[]
  /** Stores an item past the rules, every attribute as given (owner fields too). */
  put(model: string, item: Item): Promise<Stored>
  /** What is stored, past the rules. */
  stored(model: string): Promise<readonly Stored[]>
  /** Everything back to how `openSandbox` left it. */
  reset(): Promise<void>
  close(): Promise<void>
}

/** How to sign in. */
export interface SignInOptions {
  /** Whose token it is to be, where the API takes both kinds; by default its default mode's. */
  readonly mode?: TokenMode
}

/** Chooses who asks. */
export interface As {
  /**
   * A persona by name, or a token with these claims and nothing else, OIDC's or the user pool's as the API takes them. Signs in
   * now: `auth_time` stays, `iat` is renewed.
   */
  (who: string | Claims, options?: SignInOptions): Actor
  /** A caller with the sandbox's API key. */
  apiKey(): Actor
  /** A guest of the identity pool; signs its requests. */
  guest(): Actor
  /** A signed-in user of the identity pool; signs its requests. */
  authenticated(): Actor
  /** An IAM principal outside Cognito, whom no rule stops; signs its requests. */
  admin(): Actor
  /** A caller with this very token. */
  token(jwt: string): Actor
  /** A caller without credentials. */
  nobody(): Actor
}

/** Opens a sandbox; rejects with an `EmulatorError` when the definition, personas or seed are not in order. */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = await openWorld(options)
  return {
    as: createAs(world),
    clock: createTestClock(world.clock),
    get decisions() {
      return world.log.since(0).map(showDecision)
    },
    put: (model, item) => put(world, model, item),
    stored: async (model) =>
      ((await world.store.records())[model] ?? []).map((item) => stored(model, item)),
    reset: () => world.reset(),
    close: () => world.store.close(),
  }
}

async function openWorld(options: SandboxOptions): Promise<World> {
  const { definition } = options
  const isValue = typeof definition === 'object'
  const given = typeof definition === 'string' ? { definition } : {}
  const settings = settle({ ...given, memory: true }, { cwd: process.cwd(), isTerminal: false })
  const [loaded, personas, seed, keys] = await Promise.all([
    isValue ? compileValue(definition) : compileFile(settings),
    personasOf(options.personas, isValue ? { personasFile: undefined } : settings),
    recordsOf(options.seed),
    keysOfNextWorld(),
  ])
  const clock = createFrozenClock(timeOf(options.now ?? '2030-01-01T00:00:00Z'))
  return createWorld({
    ...loaded,
    store: createMemoryStore(),
    clock,
    keys,
    issuer: 'http://127.0.0.1/oidc',
    personas,
    seed,
  })
}

async function put(world: World, name: string, item: Item): Promise<Stored> {
  const table = world.tables().find((candidate) => candidate.name === name)
  if (table === undefined) throw new TypeError(`there is no model "${name}"`)
  const now = isoTime(world.clock)
  const complete = { id: randomUUID(), createdAt: now, updatedAt: now, __typename: name, ...item }
  return stored(name, await world.store.create(table, complete))
}
