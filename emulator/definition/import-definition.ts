import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { EmulatorError, messageOf } from '../errors.ts'
import { dataPropsOf } from './backend-stub.ts'
import type { DataProps } from './backend-stub.ts'
import { bundleDefinition } from './bundle-definition.ts'
import type { OnSource } from './bundle-definition.ts'
import { createPlaceFinder } from './rule-places.ts'
import type { PlaceFinder } from './rule-places.ts'
import { placeText } from './place-text.ts'

/** What a definition module gave to `defineData`, and how to find places in it. */
export interface ImportedDefinition {
  readonly props: DataProps
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
    const exports = await runModule(bundleUrl, places, file)
    return { props: findDataProps(exports, file), places, sources }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function runModule(url: string, places: PlaceFinder, file: string): Promise<object> {
  try {
    return (await import(url)) as object
  } catch (error) {
    const place = places.placeInStack(error instanceof Error ? (error.stack ?? '') : '')
    throw new EmulatorError(
      'DEFINITION_INVALID',
      `${placeText(place ?? file)}: ${messageOf(error)}`,
      { cause: error },
    )
  }
}

function findDataProps(exports: object, file: string): DataProps {
  for (const value of Object.values(exports)) {
    const props = dataPropsOf(value)
    if (props !== undefined) return props
  }
  const names = Object.keys(exports).join(', ') || 'nothing'
  throw new EmulatorError(
    'DEFINITION_INVALID',
    `${placeText(file)}: no export comes from defineData (it exports ${names}); write "export const data = defineData({ schema })"`,
  )
}
