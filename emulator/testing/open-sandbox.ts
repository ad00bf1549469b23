import { randomUUID } from 'node:crypto'

import { createFrozenClock, isoTime } from '../clock.ts'
import { showDecision } from '../control/decision-log.ts'
import type { ShownDecision } from '../control/decision-log.ts'
import { bareSurroundings } from '../handlers/functions.ts'
import type { FunctionOutput } from '../handlers/functions.ts'
import type { SigningAlgorithm } from '../issuer/signing-key.ts'
import { createSigningKeys } from '../issuer/signing-keys.ts'
import { loadPolicy } from '../load-policy.ts'
import type { Claims } from '../model/claims.ts'
import type { Item } from '../model/item.ts'
import type { TokenMode } from '../model/modes.ts'
import { functionHostEnvironment, settle } from '../settings.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import type { Records } from '../store/store.ts'
import { createWorld } from '../world.ts'
import type { World, WorldOptions } from '../world.ts'
import type { Actor } from './actor.ts'
import { createAs } from './as.ts'
import { createForge } from './forge.ts'
import type { Forge } from './forge.ts'
import { stored } from './stored.ts'
import type { Stored } from './stored.ts'
import { createTestClock, timeOf } from './test-clock.ts'
import type { SandboxClock } from './test-clock.ts'
import { personasOf, recordsOf } from './test-inputs.ts'

export type { SandboxClock } from './test-clock.ts'

/** How to open a sandbox; everything has a default. */
export interface SandboxOptions {
  /** Path of the definition; `amplify/data/resource.ts` by default. */
  readonly definition?: string
  /** Personas by name, or a file; by default `personas.json` as `amplite start` finds it, else derived from the rules. */
  readonly personas?: string | Readonly<Record<string, Claims>>
  /** Items to begin with, by model, or a file; by default none. */
  readonly seed?: string | Records
  /** Where the clock stands, 2030-01-01T00:00:00Z by default. It stands still until moved. */
  readonly now?: Date | string
  /** What stands for the data sources of `backend.ts`, by name; by default none. */
  readonly dataSources?: WorldOptions['dataSources']
  /** Told of each line that the definition's JS resolvers print; by default nobody is. */
  readonly onHandlerLog?: WorldOptions['onHandlerLog']
  /** Told of each line that the definition's functions print; by default nobody is. */
  readonly onFunctionOutput?: (output: FunctionOutput) => void
}

/** An isolated world in this process: definition, items, clock, issuer. Nothing listens, nothing is kept. */
export interface Sandbox {
  readonly as: As
  readonly clock: SandboxClock
  /** Tokens that must not pass, and a few that must, for `as.token(…)`. */
  readonly forge: Forge
  /**
   * From now on a new key signs, of the same algorithm unless `algorithm` says otherwise. With `overlap: false` tokens of the older keys are
   * refused from now on; by default they pass while they last.
   */
  rotateKeys(rotation?: {
    readonly algorithm?: SigningAlgorithm
    readonly overlap?: boolean
  }): Promise<void>
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
    forge: createForge(world),
    rotateKeys: ({ algorithm, overlap = true } = {}) =>
      world.stamper.keys.rotate({ algorithm, older: overlap ? 'published' : 'removed' }),
    get decisions() {
      return world.log.since(0).map(showDecision)
    },
    put: (model, item) => put(world, model, item),
    stored: async (model) =>
      ((await world.store.records())[model] ?? []).map((item) => stored(model, item)),
    reset: async () => {
      await world.reset()
      world.stamper.keys.startOver()
    },
    close: async () => {
      await world.close()
      await world.store.close()
    },
  }
}

async function openWorld(options: SandboxOptions): Promise<World> {
  const given = options.definition === undefined ? {} : { definition: options.definition }
  const settings = settle({ ...given, memory: true }, { cwd: process.cwd(), isTerminal: false })
  const [loaded, personas, seed, keys] = await Promise.all([
    loadPolicy(settings.definition, settings),
    personasOf(options.personas, settings),
    recordsOf(options.seed),
    createSigningKeys(),
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
    dataSources: options.dataSources,
    onHandlerLog: options.onHandlerLog,
    surroundings: {
      ...bareSurroundings,
      hostEnvironment: functionHostEnvironment(),
      ...(options.onFunctionOutput === undefined ? {} : { onOutput: options.onFunctionOutput }),
    },
  })
}

async function put(world: World, name: string, item: Item): Promise<Stored> {
  const table = world.tables().find((candidate) => candidate.name === name)
  if (table === undefined) throw new TypeError(`there is no model "${name}"`)
  const now = isoTime(world.clock)
  const complete = { id: randomUUID(), createdAt: now, updatedAt: now, __typename: name, ...item }
  return stored(name, await world.store.create(table, complete))
}
