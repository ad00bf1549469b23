import { watchFiles } from './definition/watch-definition.ts'
import { EmulatorError, messageOf } from './errors.ts'
import { loadPolicy } from './load-policy.ts'
import type { Definition } from './model/definition.ts'
import type { Settings } from './settings.ts'
import type { World } from './world.ts'

/** What came of an edit. */
export type ReloadEvent =
  | { readonly event: 'reloaded'; readonly loadedAt: string }
  | { readonly event: 'reload-failed'; readonly code: string; readonly message: string }

/** Keeps a world up to date with its definition's files; a broken edit keeps the last good rules. */
export interface Reloader {
  /** Why the last edit was not taken over, or null. */
  error(): { readonly code: string; readonly message: string } | null
  close(): void
}

export function watchDefinition(
  world: World,
  settings: Settings,
  notify: (event: ReloadEvent) => void,
): Reloader {
  let error: ReturnType<Reloader['error']> = null
  let closed = false
  let watched = world.definition().sources
  const reload = oneAtATime(load)
  let stop = watchFiles(watched, reload)

  async function load(): Promise<void> {
    error = await faultOf(async () =>
      world.replaceDefinition(await loadPolicy(settings.definition, settings)),
    )
    if (closed) return
    watchSources(world.definition())
    if (error === null) notify({ event: 'reloaded', loadedAt: world.loadedAt() })
    else notify({ event: 'reload-failed', ...error })
  }

  /** A new version may import other files; those may have changed before anybody watched them. */
  function watchSources({ sources }: Definition): void {
    if (sources.join('\n') === watched.join('\n')) return
    watched = sources
    stop()
    stop = watchFiles(watched, reload)
    reload()
  }

  return {
    error: () => error,
    close: () => {
      closed = true
      stop()
    },
  }
}

async function faultOf(work: () => Promise<void>): Promise<ReturnType<Reloader['error']>> {
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
