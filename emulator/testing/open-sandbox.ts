import { personasAsWritten } from '../active-mutant.ts'
import { createFrozenClock } from '../clock.ts'
import { showDecision } from '../control/decision-log.ts'
import type { ShownDecision } from '../control/decision-log.ts'
import { bareSurroundings } from '../handlers/functions.ts'
import type { FunctionOutput } from '../handlers/functions.ts'
import type { SigningAlgorithm } from '../issuer/signing-key.ts'
import type { Claims } from '../model/claims.ts'
import type { Item } from '../model/item.ts'
import { recordingIn } from '../recording/recording.ts'
import { functionHostEnvironment, recordingFolders, settle } from '../settings.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import type { Records } from '../store/store.ts'
import { createWorld } from '../world.ts'
import type { World, WorldOptions } from '../world.ts'
import { createActor } from './actor.ts'
import type { Actor } from './actor.ts'
import { createLinks } from './as.ts'
import type { Links, SignInOptions } from './as.ts'
import { createAssertions } from './assertion.ts'
import type { Assertion, Assertions } from './assertion.ts'
import { withLines } from './asking-line.ts'
import { compileFile, compileValue, keysOfNextWorld } from './compile-once.ts'
import type { ActorLink } from './dry-run.ts'
import { createForge } from './forge.ts'
import type { Forge } from './forge.ts'
import { itemsAt, putItems } from './put.ts'
import type { AnySchema, Attributes, ModelName, StoredOf } from './schema-types.ts'
import { expectTable } from './table.ts'
import type { Expectations } from './table.ts'
import { createTestClock, timeOf } from './test-clock.ts'
import type { SandboxClock } from './test-clock.ts'
import { personasOf, recordsOf } from './test-inputs.ts'

export type { SandboxClock } from './test-clock.ts'

/** How to open a sandbox; everything has a default. */
export interface SandboxOptions {
  /** Path of the definition, or the value that `defineData` or `a.schema` returned; `amplify/data/resource.ts` by default. */
  readonly definition?: string | object
  /** `authorizationModes` of an SDL definition, a JSON file; by default they are inferred from the rules. */
  readonly modes?: string
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

/**
 * An isolated world in this process: items, clock, issuer. Nothing listens, nothing is kept. The definition is compiled once
 * per process and content, so that a world costs a few milliseconds. With `await using` it closes by itself.
 */
export interface Sandbox<Schema extends AnySchema = AnySchema> extends AsyncDisposable {
  readonly as: As<Schema>
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
  /** Stores items past the rules, every attribute as given (owner fields too); returns them with ids, remembering their model. */
  put<Name extends ModelName<Schema>>(
    model: Name,
    item: Attributes<Schema, Name>,
  ): Promise<StoredOf<Schema, Name>>
  put<Name extends ModelName<Schema>>(
    model: Name,
    items: readonly Attributes<Schema, Name>[],
  ): Promise<StoredOf<Schema, Name>[]>
  /** What is stored, past the rules; with an id, only what has it as its (partition) key. */
  stored<Name extends ModelName<Schema>>(
    model: Name,
    id?: string,
  ): Promise<readonly StoredOf<Schema, Name>[]>
  /**
   * A closed table, `{ alice: { own: 'get list update', new: 'create listen' } }`: what it does not list of a persona, an
   * item (or `new`) and an operation is expected to be refused. Callers such as `apiKey` and `guest` are asked where it names them.
   */
  expects(
    model: ModelName<Schema>,
    items: Readonly<Record<string, object>>,
    table: Expectations,
  ): Assertion
  /** Everything back to how `openSandbox` left it, in less than a millisecond. */
  reset(): Promise<void>
  /** Stops everything; rejects when a check was never awaited, with its line. */
  close(): Promise<void>
}

/** Chooses who asks. */
export interface As<Schema extends AnySchema = AnySchema> {
  /**
   * A persona by name, or a token with these claims and nothing else, OIDC's or the user pool's as the API takes them. Signs in
   * now: `auth_time` stays, `iat` is renewed.
   */
  (who: string | Claims, options?: SignInOptions): Actor<Schema>
  /** A caller with the sandbox's API key. */
  apiKey(): Actor<Schema>
  /** A guest of the identity pool; signs its requests. */
  guest(): Actor<Schema>
  /** A signed-in user of the identity pool; signs its requests. */
  authenticated(): Actor<Schema>
  /** An IAM principal outside Cognito, whom no rule stops; signs its requests. */
  admin(): Actor<Schema>
  /** A caller with this very token. */
  token(jwt: string): Actor<Schema>
  /** A caller without credentials. */
  nobody(): Actor<Schema>
}

/**
 * Opens a sandbox; rejects with an `EmulatorError` when the definition, personas or seed are not in order.
 *
 * @example
 * const sandbox = await openSandbox<Schema>({ personas: { alice: { user_id: 'alice' }, bob: { user_id: 'bob' } } })
 * const note = await sandbox.put('Note', { title: 'x', owner: 'alice' })
 * await sandbox.as('alice').can('update', note)
 * await sandbox.as('bob').cannot('update', note, 'not-the-owner')
 */
export async function openSandbox<Schema extends AnySchema = AnySchema>(
  options: SandboxOptions = {},
): Promise<Sandbox<Schema>> {
  const recording = recordingIn(recordingFolders())
  const located = recording !== undefined
  const world = await openWorld(options, recording)
  const links = createLinks(world)
  const assertions = createAssertions({ located })
  const close = async (): Promise<void> => {
    await world.close()
    await world.store.close()
    await assertions.close()
  }
  return {
    as: createAs<Schema>(links, { assertions, located }),
    clock: createTestClock(world.clock),
    forge: createForge(world),
    rotateKeys: ({ algorithm, overlap = true } = {}) =>
      world.stamper.keys.rotate({ algorithm, older: overlap ? 'published' : 'removed' }),
    get decisions() {
      return world.log.since(0).map(showDecision)
    },
    ...storageOf<Schema>(world),
    expects: expectsOf(world, links, assertions),
    reset: async () => {
      await world.reset()
      world.stamper.keys.startOver()
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** The store keeps what it is given; the user's types say what that is. */
function storageOf<Schema extends AnySchema>(
  world: World,
): Pick<Sandbox<Schema>, 'put' | 'stored'> {
  type Stored<Name extends string> = StoredOf<Schema, Name>
  async function put<Name extends ModelName<Schema>>(
    model: Name,
    item: Attributes<Schema, Name>,
  ): Promise<Stored<Name>>
  async function put<Name extends ModelName<Schema>>(
    model: Name,
    items: readonly Attributes<Schema, Name>[],
  ): Promise<Stored<Name>[]>
  async function put(model: string, given: Item | readonly Item[]): Promise<unknown> {
    const items: readonly Item[] = Array.isArray(given) ? given : [given]
    const all = await putItems(world, model, items)
    return Array.isArray(given) ? all : all[0]
  }
  return {
    put,
    stored: async (model, id) => (await itemsAt(world, model, id)) as Stored<typeof model>[],
  }
}

function createAs<Schema extends AnySchema>(
  links: Links,
  { assertions, located }: { readonly assertions: Assertions; readonly located: boolean },
): As<Schema> {
  const actor = (link: ActorLink): Actor<Schema> => {
    const made = createActor<Schema>(link, assertions)
    return located ? { ...withLines(made), can: made.can, cannot: made.cannot } : made
  }
  const as = (who: string | Claims, options?: SignInOptions): Actor<Schema> =>
    actor(links.as(who, options))
  return Object.assign(as, {
    apiKey: () => actor(links.apiKey()),
    guest: () => actor(links.guest()),
    authenticated: () => actor(links.authenticated()),
    admin: () => actor(links.admin()),
    token: (jwt: string) => actor(links.token(jwt)),
    nobody: () => actor(links.nobody()),
  })
}

function expectsOf(world: World, links: Links, { begin }: Assertions): Sandbox['expects'] {
  const others = ['apiKey', 'guest', 'authenticated', 'admin', 'nobody'] as const
  return function expects(model, items, expectations) {
    const personas = world.personas().map(({ name }) => name)
    const callers = [
      ...personas.map((name) => ({ name, link: () => links.as(name), isOptional: false })),
      ...others
        .filter((name) => !personas.includes(name))
        .map((name) => ({ name, link: links[name], isOptional: true })),
    ]
    return begin(() => expectTable({ model, items, expectations, callers }), expects)
  }
}

async function openWorld(
  options: SandboxOptions,
  recording: WorldOptions['recording'],
): Promise<World> {
  const { definition, modes } = options
  const isValue = typeof definition === 'object'
  const given = {
    ...(typeof definition === 'string' ? { definition } : {}),
    ...(modes === undefined ? {} : { modes }),
  }
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
    personas: personas ?? personasAsWritten(loaded),
    seed,
    dataSources: options.dataSources,
    onHandlerLog: options.onHandlerLog,
    recording,
    surroundings: {
      ...bareSurroundings,
      hostEnvironment: functionHostEnvironment(),
      ...(options.onFunctionOutput === undefined ? {} : { onOutput: options.onFunctionOutput }),
    },
  })
}
