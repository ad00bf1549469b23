import type { SourceMapPayload } from 'node:module'
import { dirname, join, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { build } from 'esbuild'
import type {
  BuildFailure,
  Message,
  OnResolveArgs,
  OnResolveResult,
  Plugin,
  PluginBuild,
} from 'esbuild'

import { EmulatorError } from '../errors.ts'
import { backendExports } from './backend-stub.ts'
import { placeText } from './place-text.ts'
import { stubNamespace } from './rule-places.ts'

/** One module made of the user's files; packages are imported from where the user has them. */
export interface DefinitionBundle {
  readonly code: string
  readonly map: SourceMapPayload
  /** Absolute paths of the user's files in it. */
  readonly sources: readonly string[]
}

const dataSchemaName = '@aws-amplify/data-schema'

/** Is told of every file of the user's that was asked for, be it there or not. */
export type OnSource = (file: string) => void

/** Bundles a TypeScript or JavaScript definition for a module that will stand at `outfile`. */
export async function bundleDefinition(
  file: string,
  outfile: string,
  onSource: OnSource = () => undefined,
): Promise<DefinitionBundle> {
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: [file],
      outfile,
      absWorkingDir: dirname(file),
      bundle: true,
      write: false,
      metafile: true,
      sourcemap: 'external',
      format: 'esm',
      platform: 'node',
      target: 'node20',
      // An empty list switches off esbuild's own "module" condition, which Node does not know.
      conditions: [],
      logLevel: 'silent',
      plugins: [resolvePackages(dirname(file)), reportSources(onSource)],
    })
    return {
      code: textOf(outputFiles, outfile),
      map: JSON.parse(textOf(outputFiles, `${outfile}.map`)) as SourceMapPayload,
      sources: Object.keys(metafile.inputs)
        .filter((input) => !input.startsWith(`${stubNamespace}:`))
        .map((input) => resolve(dirname(file), input)),
    }
  } catch (error) {
    if (isBuildFailure(error)) throw definitionError(error, file)
    throw error
  }
}

function textOf(files: readonly { path: string; text: string }[], path: string): string {
  const found = files.find((file) => file.path === path)
  if (found === undefined) throw new Error(`esbuild wrote no ${path}`)
  return found.text
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors)
}

function definitionError(failure: BuildFailure, file: string): EmulatorError {
  const messages = failure.errors.map((message) => placedText(message, dirname(file)))
  return new EmulatorError('DEFINITION_INVALID', messages.join('\n'), { cause: failure })
}

function placedText({ text, location }: Message, folder: string): string {
  if (location === null) return text
  const file = resolve(folder, location.file)
  return `${placeText({ file, line: location.line, column: location.column + 1 })}: ${text}`
}

function resolvePackages(folder: string): Plugin {
  return {
    name: 'amplite',
    setup(pluginBuild) {
      pluginBuild.onResolve({ filter: /^@aws-amplify\/backend$/ }, () => ({
        path: 'backend',
        namespace: stubNamespace,
      }))
      pluginBuild.onResolve({ filter: /^[^./]/ }, (args) => resolvePackage(pluginBuild, args))
      pluginBuild.onLoad({ filter: /.*/, namespace: stubNamespace }, async () => ({
        contents: stubModule(await findDataSchema(pluginBuild, folder)),
        resolveDir: folder,
      }))
    },
  }
}

/** A file that is missing or broken is in no `metafile`, and yet its next version may mend the definition. */
function reportSources(onSource: OnSource): Plugin {
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

/** Packages stay outside the bundle; what an alias maps to the user's own files goes in. */
async function resolvePackage(
  pluginBuild: PluginBuild,
  args: OnResolveArgs,
): Promise<OnResolveResult | undefined> {
  const isOurs: unknown = args.pluginData
  if (args.kind === 'entry-point' || isOurs === true) return undefined
  if (/^(node|file):/.test(args.path)) return { path: args.path, external: true }

  const { resolveDir, kind, path, importer } = args
  const found = await pluginBuild.resolve(path, { resolveDir, kind, importer, pluginData: true })
  if (found.external) return { path: found.path, external: true }
  if (found.errors.length > 0 && path.startsWith(dataSchemaName))
    return { path: import.meta.resolve(path), external: true }
  if (found.errors.length > 0) return { errors: found.errors }
  if (!found.path.includes(`${sep}node_modules${sep}`))
    return { path: found.path, namespace: found.namespace }
  return { path: pathToFileURL(found.path).href, external: true }
}

/** The user's copy of data-schema (directly, or as their backend package has it), else our own. */
async function findDataSchema(pluginBuild: PluginBuild, folder: string): Promise<string> {
  const options = { kind: 'import-statement', pluginData: true } as const
  const backend = await pluginBuild.resolve('@aws-amplify/backend/package.json', {
    ...options,
    resolveDir: folder,
  })
  const folders = backend.errors.length > 0 ? [folder] : [folder, dirname(backend.path)]
  for (const resolveDir of folders) {
    const { errors, path } = await pluginBuild.resolve(dataSchemaName, { ...options, resolveDir })
    if (errors.length === 0) return pathToFileURL(path).href
  }
  return import.meta.resolve(dataSchemaName)
}

function stubModule(dataSchemaUrl: string): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const stub = join(dirname(fileURLToPath(import.meta.url)), `backend-stub.${extension}`)
  return [
    `import * as dataSchema from ${JSON.stringify(dataSchemaUrl)}`,
    `import { backendStub } from ${JSON.stringify(pathToFileURL(stub).href)}`,
    `export const { ${backendExports.join(', ')} } = backendStub(dataSchema)`,
  ].join('\n')
}
