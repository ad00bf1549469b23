import { watchFiles } from './definition/watch-definition.ts'
import { EmulatorError, messageOf } from './errors.ts'
import { loadPolicy } from './load-policy.ts'
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
  let stop = start()

  function start(): () => void {
    return watchFiles(world.definition().sources, () => void reload())
  }

  async function reload(): Promise<void> {
    try {
      const replacement = await loadPolicy(settings.definition, settings)
      if (closed) return
      world.replaceDefinition(replacement)
      error = null
      notify({ event: 'reloaded', loadedAt: world.loadedAt() })
    } catch (cause) {
      if (closed) return
      error = {
        code: cause instanceof EmulatorError ? cause.code : 'UNEXPECTED',
        message: messageOf(cause),
      }
      notify({ event: 'reload-failed', ...error })
    }
    // The new version may import other files.
    stop()
    stop = start()
  }

  return {
    error: () => error,
    close: () => {
      closed = true
      stop()
    },
  }
}
