import { basename, dirname, join } from 'node:path'

/** The folder that holds `amplify/`, when the definition is in one. */
export function projectFolder(definition: string): string | undefined {
  let folder = dirname(definition)
  while (folder !== dirname(folder)) {
    if (basename(folder) === 'amplify') return dirname(folder)
    folder = dirname(folder)
  }
  return undefined
}

/** Where the values of `secret()` stand: `.env` in the project's folder, else beside the definition. */
export function secretsFile(definition: string): string {
  return join(projectFolder(definition) ?? dirname(definition), '.env')
}
