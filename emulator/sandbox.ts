import { join } from 'node:path'

import { createClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { createSigningKeys, loadSigningKeys } from './issuer/signing-keys.ts'
import type { SigningKeys } from './issuer/signing-keys.ts'
import { loadPolicy } from './load-policy.ts'
import { openCertificate } from './open-certificate.ts'
import { readPersonas, readSeed } from './read-inputs.ts'
import { watchDefinition } from './reload.ts'
import type { ReloadEvent } from './reload.ts'
import { sandboxUrls } from './sandbox-urls.ts'
import type { SandboxUrls } from './sandbox-urls.ts'
import { serveWorld } from './serve-world.ts'
import type { Certificate } from './server/certificate.ts'
import { listen } from './server/server.ts'
import type { ListeningServer } from './server/server.ts'
import { isPublic } from './settings.ts'
import type { Settings } from './settings.ts'
import { openDurableStore } from './store/durable-store.ts'
import { createMemoryStore } from './store/memory-store.ts'
import type { Store } from './store/store.ts'
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

/** Where TLS is spoken, and by whom it is trusted. */
export interface TlsAddress {
  /** e.g. `https://localhost:20002`. */
  readonly url: string
  /** PEM file of the authority that clients have to trust. */
  readonly certificate: string
}

/** What undoes a start, the last step first. */
type CleanUp = (() => Promise<void> | void)[]

/** Starts everything on one port; rejects with an `EmulatorError` that says what to mend, and leaves nothing behind. */
export async function startSandbox(
  settings: Settings,
  notify: (event: ReloadEvent) => void = () => undefined,
): Promise<Sandbox> {
  const cleanUp: CleanUp = []
  const close = async (): Promise<void> => {
    for (const step of cleanUp.splice(0).toReversed()) await step()
  }
  try {
    return { ...(await open(settings, notify, cleanUp)), settings, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function open(
  settings: Settings,
  notify: (event: ReloadEvent) => void,
  cleanUp: CleanUp,
): Promise<Pick<Sandbox, 'urls' | 'tls' | 'world' | 'warnings'>> {
  const loaded = await loadPolicy(settings.definition, settings)
  const [personas, seed] = await Promise.all([readPersonas(settings), readSeed(settings)])
  const store = await openStore(settings)
  cleanUp.push(() => store.close())
  const clock = createClock()
  const { server, tls } = await openServer(settings, clock, cleanUp)
  const urls = sandboxUrls(server)
  const keys = await openKeys(settings)
  const world = await createWorld({
    ...loaded,
    store,
    clock,
    keys,
    issuer: urls.issuer,
    personas,
    seed,
  })
  const writeOutputs = (): Promise<void> =>
    writeClientOutputs(world, settings, { urls, port: server.port })
  await writeOutputs()
  const reloader = settings.watch
    ? watchDefinition(world, settings, { writeOutputs, notify })
    : undefined
  if (reloader !== undefined) cleanUp.push(() => reloader.close())
  const loadError = (): object | null => reloader?.error() ?? null
  cleanUp.push(await serveWorld(world, { server, settings, urls, loadError }))
  return { urls, tls, world, warnings: warningsOf(world, settings, { port: server.port }) }
}

async function openServer(
  settings: Settings,
  clock: Clock,
  cleanUp: CleanUp,
): Promise<{ readonly server: ListeningServer; readonly tls: TlsAddress | undefined }> {
  const opened = await openCertificate(settings, clock)
  if (opened !== undefined) cleanUp.push(() => opened.cleanUp())
  const certificate = opened?.certificate
  const { host, port, portGiven } = settings
  const server = await listen({ host, port, orNext: !portGiven, certificate })
  cleanUp.push(() => server.close())
  return { server, tls: certificate && tlsAddress(server.port, certificate) }
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

function tlsAddress(port: number, { authorityFile }: Certificate): TlsAddress {
  return { url: new URL(`https://localhost:${port}`).origin, certificate: authorityFile }
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
