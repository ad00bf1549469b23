import { dirname } from 'node:path'

import { build } from 'esbuild'
import type { Plugin } from 'esbuild'

import type { FunctionDefinition } from '../model/definition.ts'

/** The user's own files that functions are made of, absolute, to be watched; packages are not among them. */
export async function functionSources(
  functions: readonly FunctionDefinition[],
): Promise<readonly string[]> {
  const entries = functions.flatMap(({ entry }) => (entry === undefined ? [] : [entry]))
  const files = new Set(entries)
  await Promise.all([...files].map((entry) => collectSources(entry, files)))
  return [...files]
}

async function collectSources(entry: string, files: Set<string>): Promise<void> {
  try {
    await build({
      entryPoints: [entry],
      absWorkingDir: dirname(entry),
      bundle: true,
      write: false,
      outdir: dirname(entry),
      format: 'esm',
      platform: 'node',
      packages: 'external',
      external: ['$amplify/*', '*.node'],
      logLevel: 'silent',
      plugins: [collectingPaths(files)],
    })
  } catch {
    // What is wrong is said when the function is called. What was read until then is known, so that mending it is noticed.
  }
}

function collectingPaths(files: Set<string>): Plugin {
  return {
    name: 'amplite',
    setup: (plugin) => {
      plugin.onLoad({ filter: /.*/, namespace: 'file' }, ({ path }) => {
        files.add(path)
        return undefined
      })
    },
  }
}
