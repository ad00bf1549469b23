import { join } from 'node:path'

import { createClock } from './clock.ts'
import type { HandlerLog } from './handlers/handler-log.ts'
import { createSigningKeys, loadSigningKeys } from './issuer/signing-keys.ts'
import type { SigningKeys } from './issuer/signing-keys.ts'
import { amplifyOutputs } from './outputs/amplify-outputs.ts'
import { writeOutputs } from './outputs/write-outputs.ts'
import { loadPolicy } from './load-policy.ts'
import { readPersonas, readSeed } from './read-inputs.ts'
import { watchDefinition } from './reload.ts'
import { sandboxUrls } from './sandbox-urls.ts'
import type { SandboxUrls } from './sandbox-urls.ts'
import { serveWorld } from './serve-world.ts'
import { listen } from './server/server.ts'
import { isPublic } from './settings.ts'
import type { Settings } from './settings.ts'
import { openDurableStore } from './store/durable-store.ts'
import { createMemoryStore } from './store/memory-store.ts'
import type { Store } from './store/store.ts'
import { watchInputs } from './watch-inputs.ts'
import type { EditEvent } from './watch-inputs.ts'
import { createWorld } from './world.ts'
import type { World } from './world.ts'

/** A running sandbox. */
export interface Sandbox {
  readonly urls: SandboxUrls
  readonly world: World
  readonly settings: Settings
  /** What the user should know but need not stop for, a sentence each. */
  readonly warnings: readonly string[]
  close(): Promise<void>
}

/** Who is told of what happens while a sandbox runs. */
interface Listeners {
  readonly notify: (event: EditEvent) => void
  /** Told of what the user's resolvers print, and of what is worth knowing about them. */
  readonly onHandlerLog: (entry: HandlerLog) => void
}

/** Starts everything on one port; rejects with an `EmulatorError` that says what to mend, and leaves nothing behind. */
export async function startSandbox(
  settings: Settings,
  notify: Listeners['notify'] = () => undefined,
  onHandlerLog: Listeners['onHandlerLog'] = () => undefined,
): Promise<Sandbox> {
  const cleanUp: (() => Promise<void> | void)[] = []
  const close = async (): Promise<void> => {
    for (const step of cleanUp.splice(0).toReversed()) await step()
  }
  try {
    return { ...(await open(settings, { notify, onHandlerLog }, cleanUp)), settings, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function open(
  settings: Settings,
  { notify, onHandlerLog }: Listeners,
  cleanUp: (() => Promise<void> | void)[],
): Promise<Pick<Sandbox, 'urls' | 'world' | 'warnings'>> {
  const loaded = await loadPolicy(settings.definition, settings)
  const [personas, seed] = await Promise.all([readPersonas(settings), readSeed(settings)])
  const store = await openStore(settings)
  cleanUp.push(() => store.close())
  const server = await listen({
    host: settings.host,
    port: settings.port,
    orNext: !settings.portGiven,
  })
  cleanUp.push(() => server.close())

  const urls = sandboxUrls(server)
  const keys = await openKeys(settings)
  const told = tellAfterStart(onHandlerLog)
  const world = await createWorld({
    ...loaded,
    store,
    clock: createClock(),
    keys,
    issuer: urls.issuer,
    personas,
    seed,
    dataSources: settings.dataSources,
    onHandlerLog: (entry) => told.tell(entry),
  })
  await writeOutputsFile(world, settings, { urls, port: server.port })
  const reloader = settings.watch ? watchDefinition(world, settings, notify) : undefined
  if (reloader !== undefined) cleanUp.push(() => reloader.close())
  const inputs = watchInputs(world, settings, notify)
  cleanUp.push(() => inputs.close())
  const loadError = (): object | null => reloader?.error() ?? null
  cleanUp.push(await serveWorld(world, { server, settings, urls, loadError, inputs }))
  const warnings = [...warningsOf(world, settings, { port: server.port }), ...told.started()]
  return { urls, world, warnings }
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

function writeOutputsFile(
  world: World,
  { outputsFile }: Settings,
  { urls, port }: { readonly urls: SandboxUrls; readonly port: number },
): Promise<void> {
  const { sdl, modes } = world.definition()
  const outputs = amplifyOutputs({
    sdl,
    modes,
    platform: 'js',
    url: `http://localhost:${port}/graphql`,
    custom: { url: urls.url, issuer: urls.issuer },
    ...(world.apiKey === undefined ? {} : { apiKey: world.apiKey }),
  })
  return writeOutputs(outputsFile, outputs)
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
