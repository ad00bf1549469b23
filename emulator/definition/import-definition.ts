import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { EmulatorError, messageOf } from '../errors.ts'
import { dataPropsOf, hasAuthResource } from './backend-stub.ts'
import type { DataProps } from './backend-stub.ts'
import { isAuthBeside } from './auth-resource.ts'
import { bundleDefinition } from './bundle-definition.ts'
import type { OnSource } from './report-sources.ts'
import { createPlaceFinder } from './rule-places.ts'
import type { PlaceFinder } from './rule-places.ts'
import { placeText } from './place-text.ts'

/** What a definition module gave to `defineData`, and how to find places in it. */
export interface ImportedDefinition {
  readonly props: DataProps
  /** Whether the project has an auth resource. */
  readonly hasAuth: boolean
  readonly places: PlaceFinder
  /** Absolute paths of the user's files that were read. */
  readonly sources: readonly string[]
}

/** Runs the user's module; every call gives a fresh instance. */
export async function importDefinition(
  file: string,
  onSource?: OnSource,
): Promise<ImportedDefinition> {
  const folder = await mkdtemp(join(tmpdir(), 'amplite-'))
  try {
    const outfile = join(folder, 'definition.mjs')
    const { code, map, sources } = await bundleDefinition(file, outfile, onSource)
    await writeFile(outfile, code)
    const bundleUrl = pathToFileURL(outfile).href
    const places = createPlaceFinder(bundleUrl, map)
    const run = await runModule(bundleUrl, places, file)
    const hasAuth = run.backends.some(hasAuthResource) || isAuthBeside(file)
    return { props: findDataProps(run, file), hasAuth, places, sources }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What the bundle exports. */
interface RunModule {
  readonly exports: object
  readonly backends: readonly object[]
}

async function runModule(url: string, places: PlaceFinder, file: string): Promise<RunModule> {
  try {
    return (await import(url)) as RunModule
  } catch (error) {
    const place = places.placeInStack(error instanceof Error ? (error.stack ?? '') : '')
    throw new EmulatorError(
      'DEFINITION_INVALID',
      `${placeText(place ?? file)}: ${messageOf(error)}`,
      { cause: error },
    )
  }
}

/** Of a module its export, else (for `amplify/backend.ts`) what it gave to `defineBackend`. */
function findDataProps({ exports, backends }: RunModule, file: string): DataProps {
  const values = [exports, Reflect.get(exports, 'default'), ...backends].flatMap(valuesOf)
  for (const value of values) {
    const props = dataPropsOf(value)
    if (props !== undefined) return props
  }
  throw noData(exports, file)
}

/** A CommonJS module has all that it exports in its default export. */
function valuesOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : []
}

function noData(exports: object, file: string): EmulatorError {
  const names = Object.keys(exports).join(', ') || 'nothing'
  const backend = resolve(dirname(file), '../backend.ts')
  const wayOut = existsSync(backend)
    ? `name the file that calls defineData, or ${placeText(backend)} where that hands its result to defineBackend`
    : 'write "export const data = defineData({ schema })"'
  return new EmulatorError(
    'DEFINITION_INVALID',
    `${placeText(file)}: no export comes from defineData (it exports ${names}); ${wayOut}`,
  )
}
