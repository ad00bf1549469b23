import { watch } from 'node:fs'
import type { FSWatcher } from 'node:fs'
import { basename, dirname, extname } from 'node:path'

/** Editors write a file in several steps; this many milliseconds of quiet make them one change. */
const quietMs = 40

/** How soon a folder that went away, as on a change of branches, is looked for again, in milliseconds. */
const lostFolderMs = 200

/** Calls back after any of the files changed, was replaced, came into being or came back; returns how to stop. */
export function watchFiles(files: readonly string[], onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const settle = (): void => {
    clearTimeout(timer)
    timer = setTimeout(onChange, quietMs)
  }
  // Folders are watched, not files: editors that save by renaming leave a watched file behind.
  const stops = [...stemsByFolder(files)].map(([folder, stems]) =>
    watchFolder(folder, (name) => (name === null || stems.has(stemOf(name))) && settle()),
  )
  return () => {
    clearTimeout(timer)
    for (const stop of stops) stop()
  }
}

/** Without extensions: `./schema` and `./schema.js` may both mean `schema.ts`. */
function stemsByFolder(files: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const stems = new Map<string, Set<string>>()
  for (const file of files) {
    const folder = dirname(file)
    stems.set(folder, (stems.get(folder) ?? new Set()).add(stemOf(basename(file))))
  }
  return stems
}

function stemOf(name: string): string {
  return basename(name, extname(name))
}

/** Watches a folder for as long as there is one, and looks for it while there is none; `null` says that it came back. */
function watchFolder(folder: string, onChange: (name: string | null) => void): () => void {
  let watcher = tryWatch(folder, onChange, lost)
  let timer: NodeJS.Timeout | undefined
  if (watcher === undefined) lost()

  function lost(): void {
    watcher?.close()
    timer = setTimeout(() => {
      watcher = tryWatch(folder, onChange, lost)
      if (watcher === undefined) lost()
      else onChange(null)
    }, lostFolderMs)
  }

  return () => {
    clearTimeout(timer)
    watcher?.close()
  }
}

function tryWatch(
  folder: string,
  onChange: (name: string | null) => void,
  onLost: () => void,
): FSWatcher | undefined {
  try {
    const watcher = watch(folder, (event, name) => {
      // A watched folder that is removed or renamed tells its own name.
      if (event === 'rename' && name === basename(folder)) onLost()
      onChange(name)
    })
    return watcher.on('error', onLost)
  } catch {
    return undefined
  }
}
