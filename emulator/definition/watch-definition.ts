import { watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Editors write a file in several steps; this many milliseconds of quiet make them one change. */
const quietMs = 40

/** Calls back after any of the files changed, was replaced or came back; returns how to stop. */
export function watchFiles(files: readonly string[], onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const names = new Map<string, Set<string>>()
  for (const file of files) {
    const folder = dirname(file)
    names.set(folder, (names.get(folder) ?? new Set()).add(basename(file)))
  }
  // Folders are watched, not files: editors that save by renaming leave a watched file behind.
  const watchers = [...names].map(([folder, wanted]) =>
    watch(folder, (_event, name) => {
      if (name !== null && !wanted.has(name)) return
      clearTimeout(timer)
      timer = setTimeout(onChange, quietMs)
    }),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
