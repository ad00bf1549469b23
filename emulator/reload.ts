import { loadActive } from './active-mutant.ts'
import { watchFiles } from './definition/watch-definition.ts'
import { EmulatorError, messageOf } from './errors.ts'
import type { Settings } from './settings.ts'
import type { World } from './world.ts'

/** What came of an edit. */
export type ReloadEvent =
  | {
      readonly event: 'reloaded'
      readonly loadedAt: string
      /** What the user should know of the new version but need not stop for. */
      readonly warnings?: readonly string[]
    }
  | { readonly event: 'reload-failed'; readonly code: string; readonly message: string }
  /** The new rules are in force, but the clients' outputs are still those of the old ones. */
  | { readonly event: 'outputs-failed'; readonly code: string; readonly message: string }

/** Who hears of reloads. */
export interface ReloadListener {
  /** After the rules were replaced: writes what clients know of them. */
  readonly writeOutputs: () => Promise<void>
  readonly notify: (event: ReloadEvent) => void
}

/** Keeps a world up to date with its definition's files; a broken edit keeps the last good rules. */
export interface Reloader {
  /** Why the last edit was not taken over, or null. */
  error(): Fault | null
  close(): void
}

interface Fault {
  readonly code: string
  readonly message: string
}

export function watchDefinition(
  world: World,
  settings: Settings,
  { writeOutputs, notify }: ReloadListener,
): Reloader {
  let error: Fault | null = null
  let closed = false
  const reload = oneAtATime(load)
  const sources = followSources(world.definition().sources, reload)

  async function load(): Promise<void> {
    const seen = new Set(world.definition().sources)
    const onSource = (file: string): unknown => seen.add(file)
    error = await faultOf(async () =>
      world.replaceDefinition(await loadActive(settings.definition, { ...settings, onSource })),
    )
    if (closed) return
    const isNews = sources.follow(error === null ? world.definition().sources : [...seen])
    // Files that nobody watched may have changed since they were read: they are read again, and then it is told.
    if (isNews) return reload()
    if (error === null) await tell(world.loadedAt())
    else notify({ event: 'reload-failed', ...error })
  }

  async function tell(loadedAt: string): Promise<void> {
    const fault = await faultOf(writeOutputs)
    const warnings = await warningsOf(world)
    notify({ event: 'reloaded', loadedAt, ...(warnings.length === 0 ? {} : { warnings }) })
    if (fault !== null) notify({ event: 'outputs-failed', ...fault })
  }

  return {
    error: () => error,
    close: () => {
      closed = true
      sources.stop()
    },
  }
}

/** A new version may be made of other files. */
interface FollowedSources {
  /** Watches these from now on; says whether any of them was not watched before. */
  follow(sources: readonly string[]): boolean
  stop(): void
}

function followSources(first: readonly string[], onChange: () => void): FollowedSources {
  let watched = first
  let stop = watchFiles(watched, onChange)
  return {
    follow: (sources) => {
      const added = sources.some((file) => !watched.includes(file))
      if (!added && sources.length === watched.length) return false
      watched = sources
      stop()
      stop = watchFiles(watched, onChange)
      return added
    },
    stop: () => stop(),
  }
}

/** Of a client that the API refuses, and of items that another definition kept and this one cannot read. */
async function warningsOf({ clients, tables, store }: World): Promise<readonly string[]> {
  const warnings = clients.warning === undefined ? [] : [clients.warning]
  for (const table of tables()) {
    const fault = await faultOf(async () => void (await store.scan(table, { limit: 1 })))
    if (fault !== null) warnings.push(fault.message)
  }
  return warnings
}

async function faultOf(work: () => Promise<void>): Promise<Fault | null> {
  try {
    await work()
    return null
  } catch (cause) {
    return {
      code: cause instanceof EmulatorError ? cause.code : 'UNEXPECTED',
      message: messageOf(cause),
    }
  }
}

/** Runs the work when asked; what is asked for while it runs is done once more after it. */
function oneAtATime(work: () => Promise<void>): () => void {
  const turn = { running: false, asked: false }
  const run = async (): Promise<void> => {
    turn.running = true
    while (turn.asked) {
      turn.asked = false
      await work()
    }
    turn.running = false
  }
  return () => {
    turn.asked = true
    if (!turn.running) void run()
  }
}
