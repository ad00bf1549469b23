import type { SourceMapPayload } from 'node:module'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { build } from 'esbuild'
import type { BuildFailure, Message } from 'esbuild'

import { EmulatorError } from '../errors.ts'
import { placeText } from './place-text.ts'
import { replacePackages } from './replace-packages.ts'
import { reportSources } from './report-sources.ts'
import type { OnSource } from './report-sources.ts'
import { stubNamespace } from './rule-places.ts'

/** One module made of the user's files; packages are imported from where the user has them. */
export interface DefinitionBundle {
  readonly code: string
  readonly map: SourceMapPayload
  /** Absolute paths of the user's files in it. */
  readonly sources: readonly string[]
}

/**
 * Bundles a TypeScript or JavaScript definition for a module that will stand at `outfile`. The bundle exports what the file
 * does, as `exports`, and what it gave to `defineBackend`, as `backends`.
 */
export async function bundleDefinition(
  file: string,
  outfile: string,
  onSource: OnSource = () => undefined,
): Promise<DefinitionBundle> {
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: ['amplite:entry'],
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
      // What a CommonJS file requires is required from where it stands.
      banner: { js: requireOf(file) },
      plugins: [reportSources(onSource), replacePackages(file)],
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

function requireOf(file: string): string {
  const from = JSON.stringify(pathToFileURL(file).href)
  return `import { createRequire as ampliteRequire } from 'node:module'; const require = ampliteRequire(${from});`
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
