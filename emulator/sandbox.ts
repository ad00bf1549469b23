import { join } from 'node:path'

import { createClock } from './clock.ts'
import type { HandlerLog } from './handlers/handler-log.ts'
import { createExternalIssuers } from './identity/external-issuers.ts'
import { createSigningKeys, loadSigningKeys } from './issuer/signing-keys.ts'
import type { SigningKeys } from './issuer/signing-keys.ts'
import { loadPolicy } from './load-policy.ts'
import { openServer } from './open-server.ts'
import type { CleanUp, TlsAddress } from './open-server.ts'
import { readPersonas, readSeed } from './read-inputs.ts'
import { watchDefinition } from './reload.ts'
import type { ReloadListener } from './reload.ts'
import type { FunctionOutput, FunctionSurroundings } from './handlers/functions.ts'
import { dataEnvironment, sandboxUrls } from './sandbox-urls.ts'
import type { SandboxUrls } from './sandbox-urls.ts'
import { serveWorld } from './serve-world.ts'
import type { ServedOn } from './serve-world.ts'
import { functionHostEnvironment, isPublic } from './settings.ts'
import type { Settings } from './settings.ts'
import { openDurableStore } from './store/durable-store.ts'
import { createMemoryStore } from './store/memory-store.ts'
import type { Store } from './store/store.ts'
import { watchInputs } from './watch-inputs.ts'
import type { EditEvent } from './watch-inputs.ts'
import { createWorld } from './world.ts'
import type { World } from './world.ts'
import { writeClientOutputs } from './write-client-outputs.ts'

/** A running sandbox. */
export interface Sandbox {
  readonly urls: SandboxUrls
  /** Where it speaks TLS, when it was told to. */
  readonly tls: TlsAddress | undefined
  readonly world: World
  readonly settings: Settings
  /** What the user should know but need not stop for, a sentence each. */
  readonly warnings: readonly string[]
  close(): Promise<void>
}

/** Who is told of what happens while a sandbox runs. */
interface Listeners {
  readonly notify: (event: EditEvent) => void
  /** Told of every line that one of the user's functions prints. */
  readonly onFunctionOutput: (output: FunctionOutput) => void
  /** Told of what the user's resolvers print, and of what is worth knowing about them. */
  readonly onHandlerLog: (entry: HandlerLog) => void
}

/** Starts everything on one port; rejects with an `EmulatorError` that says what to mend, and leaves nothing behind. */
export async function startSandbox(
  settings: Settings,
  notify: Listeners['notify'] = () => undefined,
  handlers: Partial<Omit<Listeners, 'notify'>> = {},
): Promise<Sandbox> {
  const cleanUp: CleanUp = []
  const close = async (): Promise<void> => {
    for (const step of cleanUp.splice(0).toReversed()) await step()
  }
  try {
    const nobody = { onHandlerLog: () => undefined, onFunctionOutput: () => undefined }
    const listeners = { notify, ...nobody, ...handlers }
    return { ...(await open(settings, listeners, cleanUp)), settings, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function open(
  settings: Settings,
  { notify, onHandlerLog, onFunctionOutput }: Listeners,
  cleanUp: CleanUp,
): Promise<Pick<Sandbox, 'urls' | 'tls' | 'world' | 'warnings'>> {
  // Other machines keep their own time, whatever the sandbox's clock is told.
  const externalIssuers = createExternalIssuers(settings.issuers, createClock())
  // Asked while the rest starts: who is far away must not hold it up.
  const reached = externalIssuers.check()
  const loaded = await loadPolicy(settings.definition, settings)
  const [personas, seed] = await Promise.all([readPersonas(settings), readSeed(settings)])
  const store = await openStore(settings)
  cleanUp.push(() => store.close())
  const clock = createClock()
  const { server, tls } = await openServer(settings, clock, cleanUp)
  const urls = sandboxUrls(server)
  const keys = await openKeys(settings)
  const told = tellAfterStart(onHandlerLog)
  const world = await createWorld({
    ...loaded,
    store,
    clock,
    keys,
    issuer: urls.issuer,
    externalIssuers,
    personas,
    seed,
    dataSources: settings.dataSources,
    onHandlerLog: (entry) => told.tell(entry),
    surroundings: surroundingsOf(urls, onFunctionOutput),
  })
  cleanUp.push(() => world.close())
  const writeOutputs = (): Promise<void> =>
    writeClientOutputs(world, settings, { urls, port: server.port })
  await writeOutputs()
  const edits = followEdits(world, settings, { writeOutputs, notify })
  cleanUp.push(() => edits.close())
  cleanUp.push(await serveWorld(world, { server, settings, urls, ...edits }))
  const warnings = [...warningsOf(world, settings, server), ...(await reached), ...told.started()]
  return { urls, tls, world, warnings }
}

/** Takes over what is edited while the sandbox runs. */
function followEdits(
  world: World,
  settings: Settings,
  listener: ReloadListener & Pick<Listeners, 'notify'>,
): Pick<ServedOn, 'loadError' | 'inputs'> & { close(): void } {
  const reloader = settings.watch ? watchDefinition(world, settings, listener) : undefined
  const inputs = watchInputs(world, settings, listener.notify)
  return {
    loadError: () => reloader?.error() ?? null,
    inputs,
    close: () => {
      inputs.close()
      reloader?.close()
    },
  }
}

interface StartLog {
  tell(entry: HandlerLog): void
  /** What was told so far, as warnings; what comes later goes on. */
  started(): readonly string[]
}

/** Scripts read the ready line first, so what resolvers have to say before it waits. */
function tellAfterStart(tell: Listeners['onHandlerLog']): StartLog {
  const early: string[] = []
  let isStarted = false
  return {
    tell: (entry) => {
      if (isStarted) tell(entry)
      else early.push(`${entry.operation}: ${entry.message}`)
    },
    started: () => {
      isStarted = true
      return early
    },
  }
}

/** What the user's functions see of the sandbox. */
function surroundingsOf(
  urls: SandboxUrls,
  onOutput: Listeners['onFunctionOutput'],
): FunctionSurroundings {
  return {
    hostEnvironment: functionHostEnvironment(),
    dataEnvironment: () => dataEnvironment(urls),
    onOutput,
  }
}

function openStore({ dataFolder }: Settings): Promise<Store> {
  return dataFolder === undefined
    ? Promise.resolve(createMemoryStore())
    : openDurableStore(dataFolder)
}

/** Kept beside the items, so that tokens outlive a restart. */
function openKeys({ dataFolder }: Settings): Promise<SigningKeys> {
  return dataFolder === undefined
    ? createSigningKeys()
    : loadSigningKeys(join(dataFolder, 'signing-key.json'))
}

function warningsOf(
  world: World,
  settings: Settings,
  { port }: { readonly port: number },
): readonly string[] {
  const { warning } = world.clients
  return [
    ...(port === settings.port || settings.port === 0
      ? []
      : [`port ${settings.port} is taken, so ${port} is used`]),
    ...(isPublic(settings)
      ? [
          `--host "${settings.host}" lets other machines in; whoever reaches the port can sign in as anybody`,
        ]
      : []),
    ...(warning === undefined ? [] : [warning]),
  ]
}
