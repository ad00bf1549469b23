import { showDecision } from '../control/decision-log.ts'
import type { ShownDecision } from '../control/decision-log.ts'
import type { SigningAlgorithm } from '../issuer/signing-key.ts'
import type { Claims } from '../model/claims.ts'
import type { Item } from '../model/item.ts'
import type { AmplifyOutputs } from '../outputs/amplify-outputs.ts'
import type { World } from '../world.ts'
import { createActor } from './actor.ts'
import type { Actor } from './actor.ts'
import { createLinks } from './as.ts'
import type { Links, SignInOptions } from './as.ts'
import { createAssertions } from './assertion.ts'
import type { Assertion, Assertions } from './assertion.ts'
import type { ActorLink } from './dry-run.ts'
import { createForge } from './forge.ts'
import type { Forge } from './forge.ts'
import type { LambdaAnswer } from './lambda-identity.ts'
import { createMatrix } from './matrix.ts'
import type { Matrix, MatrixOptions } from './matrix.ts'
import { openWorld } from './open-world.ts'
import { itemsAt, putItems } from './put.ts'
import type { SandboxOptions } from './sandbox-options.ts'
import type { AnySchema, Attributes, ModelName, StoredOf } from './schema-types.ts'
import { expectTable } from './table.ts'
import type { Expectations } from './table.ts'
import { createTestClock } from './test-clock.ts'
import type { SandboxClock } from './test-clock.ts'
import { createTestFaults } from './test-faults.ts'
import type { SandboxFaults } from './test-faults.ts'

/**
 * An isolated world in this process: items, clock, issuer. Nothing is kept, and nothing listens unless `listen` asks for it. The
 * definition is compiled once per process and content, so that a world costs a few milliseconds. With `await using` it closes by
 * itself.
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
  /** What is to go wrong, exactly as often as it says. */
  readonly faults: SandboxFaults
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
  /** Who may do what by the rules, whatever is stored: as text, as Markdown, and held against `authz.lock`. */
  matrix(options?: MatrixOptions<ModelName<Schema>>): Matrix
  /** Where it listens, e.g. `http://127.0.0.1:41234`: API, sockets, issuer and console; absent unless it does. */
  readonly url?: string
  /** What `Amplify.configure()` takes, pointing here; absent unless it listens. */
  readonly outputs?: AmplifyOutputs
  /** Everything back to how `openSandbox` left it, in less than a millisecond. */
  reset(): Promise<void>
  /** Stops everything; rejects when a check was never awaited, with its line. */
  close(): Promise<void>
}

/** A sandbox that listens, as `openSandbox({ listen: true })` opens it. */
export interface ListeningSandbox<Schema extends AnySchema = AnySchema> extends Sandbox<Schema> {
  readonly url: string
  readonly outputs: AmplifyOutputs
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
  /**
   * A caller whose token the Lambda authorizer let in with this answer; the authorizer itself is not asked (`token('…')` asks it). Throws
   * TypeError where the API has no such mode, or a denied field is none of its fields.
   */
  lambda(answer?: LambdaAnswer): Actor<Schema>
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
  options: SandboxOptions & { readonly listen: true },
): Promise<ListeningSandbox<Schema>>
export async function openSandbox<Schema extends AnySchema = AnySchema>(
  options?: SandboxOptions,
): Promise<Sandbox<Schema>>
export async function openSandbox<Schema extends AnySchema = AnySchema>(
  options: SandboxOptions = {},
): Promise<Sandbox<Schema>> {
  const { world, served, close: closeWorld } = await openWorld(options)
  const links = createLinks(world)
  const assertions = createAssertions()
  const close = async (): Promise<void> => {
    await closeWorld()
    await assertions.close()
  }
  return {
    as: createAs<Schema>(links, assertions),
    ...timeAndTrust(world, served !== undefined),
    get decisions() {
      return world.log.since(0).map(showDecision)
    },
    ...storageOf<Schema>(world),
    expects: expectsOf(world, links, assertions),
    matrix: (chosen) => createMatrix(world, chosen),
    ...served,
    reset: async () => {
      await world.reset()
      world.stamper.keys.startOver()
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** The clock, and what has to do with tokens. */
function timeAndTrust(
  world: World,
  listens: boolean,
): Pick<Sandbox, 'clock' | 'forge' | 'rotateKeys' | 'faults'> {
  return {
    clock: createTestClock(world.clock),
    forge: createForge(world),
    rotateKeys: ({ algorithm, overlap = true } = {}) =>
      world.stamper.keys.rotate({ algorithm, older: overlap ? 'published' : 'removed' }),
    faults: createTestFaults(world, listens),
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

function createAs<Schema extends AnySchema>(links: Links, assertions: Assertions): As<Schema> {
  const actor = (link: ActorLink): Actor<Schema> => createActor<Schema>(link, assertions)
  const as = (who: string | Claims, options?: SignInOptions): Actor<Schema> =>
    actor(links.as(who, options))
  return Object.assign(as, {
    apiKey: () => actor(links.apiKey()),
    guest: () => actor(links.guest()),
    authenticated: () => actor(links.authenticated()),
    admin: () => actor(links.admin()),
    lambda: (answer?: LambdaAnswer) => actor(links.lambda(answer)),
    token: (jwt: string) => actor(links.token(jwt)),
    nobody: () => actor(links.nobody()),
  })
}

function expectsOf(world: World, links: Links, { begin }: Assertions): Sandbox['expects'] {
  const others = ['apiKey', 'guest', 'authenticated', 'admin', 'lambda', 'nobody'] as const
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
