import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { build } from 'esbuild'
import type { BuildOptions, Message, Plugin } from 'esbuild'

import { placeText } from '../definition/place-text.ts'
import { HandlerError } from './handler-error.ts'

/** A function made ready for a worker. */
export interface FunctionBundle {
  /** Absolute path of the module. */
  readonly file: string
  /** Takes it off the disk. */
  remove(): Promise<void>
}

/**
 * Bundles a function as Amplify does, packages and all, together with the runtime that serves it. Rejects with a `HandlerError`
 * that says what is wrong in which of the user's lines.
 */
export async function bundleFunction(entry: string): Promise<FunctionBundle> {
  const folder = await mkdtemp(join(tmpdir(), 'amplite-function-'))
  const file = join(folder, 'index.mjs')
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 })
  try {
    for (const { path, contents } of await bundle(entry, file)) await writeFile(path, contents)
    return { file, remove }
  } catch (error) {
    await remove()
    throw toHandlerError(error, dirname(entry))
  }
}

async function bundle(entry: string, outfile: string) {
  const options: BuildOptions & { write: false } = {
    stdin: { contents: entryModule(entry), resolveDir: dirname(entry), sourcefile: 'index.mjs' },
    outfile,
    absWorkingDir: dirname(entry),
    bundle: true,
    write: false,
    sourcemap: 'inline',
    sourcesContent: false,
    format: 'esm',
    platform: 'node',
    target: `node${process.versions.node}`,
    keepNames: true,
    banner: { js: commonJsBanner(entry) },
    logLevel: 'silent',
    plugins: [amplifyModules],
  }
  return (await build(options)).outputFiles
}

/** The runtime and, loaded by it, the user's module: what that throws while it loads is an answer, too. */
function entryModule(entry: string): string {
  return [
    `import { serveFunction } from ${JSON.stringify(neighbour('function-runtime'))}`,
    `await serveFunction(() => import(${JSON.stringify(`./${basename(entry)}`)}))`,
  ].join('\n')
}

/** What CommonJS packages take for granted; Amplify gives its bundles the same. */
function commonJsBanner(entry: string): string {
  const from = JSON.stringify(pathToFileURL(entry).href)
  return [
    `import { createRequire as __ampliteRequire } from 'node:module'`,
    `globalThis.require = __ampliteRequire(${from})`,
    `globalThis.__filename = ${JSON.stringify(entry)}`,
    `globalThis.__dirname = ${JSON.stringify(dirname(entry))}`,
  ].join(';')
}

const environmentNamespace = 'amplite-env'

/** The modules that exist only in a deployed function. */
const amplifyModules: Plugin = {
  name: 'amplite',
  setup(plugin) {
    plugin.onResolve({ filter: /^\$amplify\/env\// }, ({ path }) => ({
      path,
      namespace: environmentNamespace,
    }))
    plugin.onLoad({ filter: /.*/, namespace: environmentNamespace }, () => ({
      contents: `export { env } from 'node:process'`,
    }))
    plugin.onResolve({ filter: /^@aws-amplify\/backend\/function\/runtime$/ }, () => ({
      path: neighbour('backend-runtime'),
    }))
    // A compiled addon cannot be bundled; it is loaded from where it is.
    plugin.onResolve({ filter: /\.node$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path),
      external: true,
    }))
  },
}

/** A file of ours beside this one, in the sources or in the package. */
function neighbour(name: string): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return join(dirname(fileURLToPath(import.meta.url)), `${name}.${extension}`)
}

function toHandlerError(error: unknown, folder: string): unknown {
  if (!(error instanceof Error && 'errors' in error && Array.isArray(error.errors))) return error
  const messages = error.errors.map((message: Message) => placed(message, folder))
  return new HandlerError(messages.join('\n'), 'Lambda:Unhandled')
}

function placed({ text, location }: Message, folder: string): string {
  if (location === null) return text
  const file = resolve(folder, location.file)
  return `${placeText({ file, line: location.line, column: location.column + 1 })}: ${text}`
}
