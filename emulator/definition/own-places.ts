import { readFile } from 'node:fs/promises'
import { dirname, extname } from 'node:path'
import { pathToFileURL } from 'node:url'

import { transform } from 'esbuild'
import type { Loader, OnLoadResult } from 'esbuild'

const mention = /import\.meta|__dirname|__filename/

const loaders: Readonly<Record<string, Loader>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.jsx': 'jsx',
}

/** The text of a file that asks where it stands, with the answer written into it: in a bundle it would be told another place. */
export async function writeOwnPlaces(file: string): Promise<OnLoadResult | undefined> {
  const source = await readFile(file, 'utf8')
  if (!mention.test(source)) return undefined
  const places = {
    'import.meta.url': pathToFileURL(file).href,
    'import.meta.filename': file,
    'import.meta.dirname': dirname(file),
    __filename: file,
    __dirname: dirname(file),
  }
  const { code } = await transform(source, {
    loader: loaders[extname(file)] ?? 'js',
    sourcefile: file,
    sourcemap: 'inline',
    define: Object.fromEntries(
      Object.entries(places).map(([name, place]) => [name, JSON.stringify(place)]),
    ),
  })
  return { contents: code, loader: 'js' }
}
