import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Names files as pages of a code host do: relative to the root of the repository that the definition is in, else to where people are. */
export function repositoryUris(definition: string): (file: string) => string {
  const root = repositoryRoot(dirname(definition)) ?? process.cwd()
  return (file) => {
    const path = relative(root, file)
    if (path.startsWith('..')) return pathToFileURL(file).href
    return path.split(sep).map(encodeURIComponent).join('/')
  }
}

/** In a worktree or submodule `.git` is a file. */
function repositoryRoot(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder
  const parent = dirname(folder)
  return parent === folder ? undefined : repositoryRoot(parent)
}
