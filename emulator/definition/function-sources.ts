import { dirname, resolve } from 'node:path'

import { build } from 'esbuild'

import type { FunctionDefinition } from '../model/definition.ts'

/** The user's own files that functions are made of, absolute, to be watched; of one that cannot be read just its entry. */
export async function functionSources(
  functions: readonly FunctionDefinition[],
): Promise<readonly string[]> {
  const entries = functions.flatMap(({ entry }) => (entry === undefined ? [] : [entry]))
  const found = await Promise.all([...new Set(entries)].map(sourcesOf))
  return [...new Set(found.flat())]
}

async function sourcesOf(entry: string): Promise<readonly string[]> {
  try {
    const { metafile } = await build({
      entryPoints: [entry],
      absWorkingDir: dirname(entry),
      bundle: true,
      write: false,
      outdir: dirname(entry),
      metafile: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      external: ['$amplify/*'],
      logLevel: 'silent',
    })
    return Object.keys(metafile.inputs).map((input) => resolve(dirname(entry), input))
  } catch {
    // What is wrong with it is said when it is called; mending it has to be noticed.
    return [entry]
  }
}
