import { readFile } from 'node:fs/promises'

import { isSystemError } from './is-system-error.ts'

/** The text of a file, or undefined when there is none. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if (isSystemError(cause, 'ENOENT')) return undefined
    throw cause
  }
}
