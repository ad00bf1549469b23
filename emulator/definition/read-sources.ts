import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'

import type { Place } from '../model/definition.ts'
import { readModule } from './written-module.ts'
import { readSdl } from './written-sdl.ts'
import type { WrittenSource } from './written-source.ts'

const readers: Readonly<Record<string, (file: string, text: string) => WrittenSource>> = {
  '.graphql': readSdl,
  '.gql': readSdl,
  // A file of modes: its keys can be found, as those of a module.
  '.json': readModule,
  ...Object.fromEntries(
    ['.js', '.cjs', '.mjs', '.jsx', '.ts', '.cts', '.mts', '.tsx'].map((name) => [
      name,
      readModule,
    ]),
  ),
}

/** Reads those of the files that can hold rules or settings; one that is gone or broken has nothing to say. */
export async function readSources(files: readonly string[]): Promise<readonly WrittenSource[]> {
  const read = await Promise.all(
    files.map(async (file) => {
      const reader = readers[extname(file)]
      const text = await readFile(file, 'utf8').catch(() => undefined)
      return reader === undefined || text === undefined ? undefined : reader(file, text)
    }),
  )
  return read.filter((source) => source !== undefined)
}

/** Where keys are written, in whichever file has the most of them. */
export function placeOfKeys(
  sources: readonly WrittenSource[],
  keys: readonly string[],
): Place | undefined {
  const found = sources.flatMap((source) => source.placeOf(keys) ?? [])
  return found.toSorted((one, other) => other.depth - one.depth)[0]?.place
}
