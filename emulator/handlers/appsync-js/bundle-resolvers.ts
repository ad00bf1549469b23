import type { SourceMapPayload } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { buildSync } from 'esbuild'
import type { BuildFailure, BuildResult, Message } from 'esbuild'

import { placeText } from '../../definition/place-text.ts'
import { EmulatorError } from '../../errors.ts'

/** A resolver file with everything that it imports, as one CommonJS module. */
export interface ResolverBundle {
  /** Absolute path of the user's file. */
  readonly file: string
  readonly code: string
  /** What places in the code are called in stacks, and the way back from there. */
  readonly url: string
  readonly map: SourceMapPayload
  /** Absolute paths of the user's files in it, the file itself first. */
  readonly inputs: readonly string[]
}

/** The modules of AppSync's own runtime, which stay outside. */
const runtimeModules = ['@aws-appsync/utils', '@aws-appsync/utils/*']

/** Bundles resolver files, TypeScript and local imports included; throws `DEFINITION_INVALID` with the place. */
export function bundleResolvers(files: readonly string[]): readonly ResolverBundle[] {
  return files.map(bundleResolver)
}

function bundleResolver(file: string): ResolverBundle {
  const folder = dirname(file)
  const outfile = join(tmpdir(), 'amplite-resolver.js')
  try {
    const result = buildSync({
      entryPoints: [file],
      outfile,
      absWorkingDir: folder,
      bundle: true,
      write: false,
      metafile: true,
      sourcemap: 'external',
      format: 'cjs',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      target: 'esnext',
      external: runtimeModules,
      logLevel: 'silent',
    })
    return bundleOf(result, file, outfile)
  } catch (error) {
    if (isBuildFailure(error)) throw buildError(error, folder)
    throw error
  }
}

function bundleOf(
  { outputFiles = [], metafile }: BuildResult,
  file: string,
  outfile: string,
): ResolverBundle {
  const text = (path: string): string =>
    outputFiles.find((output) => output.path === path)?.text ?? ''
  const inputs = Object.keys(metafile?.inputs ?? {}).map((input) => resolve(dirname(file), input))
  return {
    file,
    code: text(outfile),
    url: pathToFileURL(outfile).href,
    map: JSON.parse(text(`${outfile}.map`)) as ResolverBundle['map'],
    inputs: [file, ...inputs.filter((input) => input !== file)],
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors)
}

function buildError(failure: BuildFailure, folder: string): EmulatorError {
  const lines = failure.errors.map((message) => placedText(message, folder))
  return new EmulatorError('DEFINITION_INVALID', lines.join('\n'), { cause: failure })
}

function placedText({ text, location }: Message, folder: string): string {
  if (location === null) return text
  const file = resolve(folder, location.file)
  return `${placeText({ file, line: location.line, column: location.column + 1 })}: ${text}`
}
