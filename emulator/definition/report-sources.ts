import { resolve } from 'node:path'

import type { Plugin } from 'esbuild'

/** Is told of every file of the user's that was asked for, be it there or not. */
export type OnSource = (file: string) => void

/** A file that is missing or broken is in no `metafile`, and yet its next version may mend the definition. */
export function reportSources(onSource: OnSource): Plugin {
  return {
    name: 'amplite-sources',
    setup(pluginBuild) {
      pluginBuild.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
        onSource(resolve(resolveDir, path))
        return undefined
      })
      pluginBuild.onLoad({ filter: /.*/, namespace: 'file' }, ({ path }) => {
        onSource(path)
        return undefined
      })
    },
  }
}
