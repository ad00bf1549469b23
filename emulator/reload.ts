import { loadDefinition } from './definition/load-definition.ts'
import { watchFiles } from './definition/watch-definition.ts'
import { EmulatorError, messageOf } from './errors.ts'
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
  let loading = false
  let changed = false
  let watched = world.definition().sources
  let stop = watchFiles(watched, onChange)

  /** One load at a time; what is saved meanwhile is loaded after it. */
  function onChange(): void {
    changed = true
    if (!loading) void loadChanges()
  }

  async function loadChanges(): Promise<void> {
    loading = true
    while (changed && !closed) {
      changed = false
      await load()
    }
    loading = false
  }

  async function load(): Promise<void> {
    try {
      const definition = await loadDefinition(settings.definition, settings)
      if (closed) return
      world.replaceDefinition(definition)
      error = null
      watchSources(definition)
      notify({ event: 'reloaded', loadedAt: world.loadedAt() })
    } catch (cause) {
      if (closed) return
      const code = cause instanceof EmulatorError ? cause.code : 'UNEXPECTED'
      error = { code, message: messageOf(cause) }
      notify({ event: 'reload-failed', ...error })
    }
  }

  /** A new version may import other files; those may have changed before anybody watched them. */
  function watchSources({ sources }: Definition): void {
    if (sources.join('\n') === watched.join('\n')) return
    watched = sources
    stop()
    stop = watchFiles(watched, onChange)
    changed = true
  }

  return {
    error: () => error,
    close: () => {
      closed = true
      stop()
    },
  }
}
