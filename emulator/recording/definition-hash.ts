import { createHash } from 'node:crypto'

import type { Definition } from '../model/definition.ts'

/**
 * Names what a definition says: the same for two files, or for a file and a value, that say the same. What a comment or a
 * formatter changes does not count, because no answer changes with it.
 */
export function definitionHash({ sdl, modes }: Pick<Definition, 'sdl' | 'modes'>): string {
  return createHash('sha256')
    .update(JSON.stringify([sdl, modes]))
    .digest('hex')
    .slice(0, 16)
}
