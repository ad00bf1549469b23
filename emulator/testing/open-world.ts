import { createClock, createFrozenClock } from '../clock.ts'
import type { MovableClock } from '../clock.ts'
import { bareSurroundings } from '../handlers/functions.ts'
import type { FunctionSurroundings } from '../handlers/functions.ts'
import { dataEnvironment } from '../sandbox-urls.ts'
import { functionHostEnvironment, settle } from '../settings.ts'
import type { Settings } from '../settings.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { createWorld } from '../world.ts'
import type { World } from '../world.ts'
import { compileFile, compileValue, keysOfNextWorld } from './compile-once.ts'
import type { Port } from './open-port.ts'
import type { SandboxOptions } from './sandbox-options.ts'
import { timeOf } from './test-clock.ts'
import { personasOf, recordsOf } from './test-inputs.ts'

/** A world, and where it can be reached from outside. */
export interface OpenWorld {
  readonly world: World
  /** Absent: nothing listens. */
  readonly served?: Awaited<ReturnType<Port['serve']>>
  /** Ends the world and what listens for it. */
  close(): Promise<void>
}

/** Opens what the options say; what was opened is closed again when the rest fails. */
export async function openWorld(options: SandboxOptions): Promise<OpenWorld> {
  const settings = settingsOf(options)
  const port = options.listen === true ? await openPort(settings) : undefined
  try {
    const world = await makeWorld(options, settings, port)
    const served = await port?.serve(world)
    return { world, ...(served && { served }), close: () => closeAll(world, port) }
  } catch (error) {
    await port?.close()
    throw error
  }
}

/** Loaded for those alone who listen: the issuer and the console take longer to load than everything else. */
async function openPort(settings: Settings): Promise<Port> {
  const module = await import('./open-port.ts')
  return module.openPort(settings)
}

async function closeAll(world: World, port: Port | undefined): Promise<void> {
  await port?.close()
  await world.close()
  await world.store.close()
}

function settingsOf({ definition, modes }: SandboxOptions): Settings {
  const given = {
    ...(typeof definition === 'string' ? { definition } : {}),
    ...(modes === undefined ? {} : { modes }),
  }
  return settle({ ...given, memory: true }, { cwd: process.cwd(), isTerminal: false })
}

async function makeWorld(
  options: SandboxOptions,
  settings: Settings,
  port: Port | undefined,
): Promise<World> {
  const { definition } = options
  const isValue = typeof definition === 'object'
  const [loaded, personas, seed, keys] = await Promise.all([
    isValue ? compileValue(definition) : compileFile(settings),
    personasOf(options.personas, isValue ? { personasFile: undefined } : settings),
    recordsOf(options.seed),
    keysOfNextWorld(),
  ])
  return createWorld({
    ...loaded,
    store: createMemoryStore(),
    clock: clockOf(options),
    keys,
    issuer: port?.urls.issuer ?? 'http://127.0.0.1/oidc',
    personas,
    seed,
    dataSources: options.dataSources,
    onHandlerLog: options.onHandlerLog,
    surroundings: surroundingsOf(options, port),
  })
}

function clockOf({ now = '2030-01-01T00:00:00Z' }: SandboxOptions): MovableClock {
  return now === 'real' ? createClock() : createFrozenClock(timeOf(now))
}

function surroundingsOf(
  { onFunctionOutput }: SandboxOptions,
  port: Port | undefined,
): FunctionSurroundings {
  return {
    ...bareSurroundings,
    hostEnvironment: functionHostEnvironment(),
    ...(port === undefined ? {} : { dataEnvironment: () => dataEnvironment(port.urls) }),
    ...(onFunctionOutput === undefined ? {} : { onOutput: onFunctionOutput }),
  }
}
