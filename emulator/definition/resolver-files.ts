import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import { build } from 'esbuild'

import { EmulatorError } from '../errors.ts'
import { isObject } from '../model/is-object.ts'
import type { CustomOperation, ResolverFile } from '../model/definition.ts'
import { placeText } from './place-text.ts'
import type { PlaceFinder } from './rule-places.ts'

/** What `transform()` says of the JS handlers of one operation. */
interface JsFunctions {
  readonly fieldName: string
  readonly handlers: readonly JsHandler[]
}

interface JsHandler {
  readonly dataSource: string
  /** A path, or one relative to the file in which a stack line stands. */
  readonly entry: unknown
}

/** Gives operations the files of their `a.handler.custom()`s; throws `DEFINITION_INVALID` for one that is not there. */
export function withResolvers(
  operations: readonly CustomOperation[],
  jsFunctions: readonly unknown[],
  places: PlaceFinder,
): readonly CustomOperation[] {
  const handled = jsFunctions.filter(isJsFunctions)
  return operations.map((operation) => {
    const found = handled.find(({ fieldName }) => fieldName === operation.name)
    if (found === undefined) return operation
    const resolvers = found.handlers.map((handler) => resolverFile(handler, operation.name, places))
    return { ...operation, resolvers }
  })
}

/** Every resolver file of the operations and what it imports of the user's, once each. */
export async function resolverSources(
  operations: readonly CustomOperation[],
): Promise<readonly string[]> {
  const named = operations.flatMap(({ resolvers = [] }) => resolvers.map(({ file }) => file))
  const files = [...new Set(named)]
  const imported = await Promise.all(files.map(importedBy))
  return [...new Set([...files, ...imported.flat()])]
}

async function importedBy(file: string): Promise<readonly string[]> {
  const folder = dirname(file)
  try {
    const { metafile } = await build({
      entryPoints: [file],
      absWorkingDir: folder,
      bundle: true,
      write: false,
      metafile: true,
      packages: 'external',
      logLevel: 'silent',
    })
    return Object.keys(metafile.inputs).map((input) => resolve(folder, input))
  } catch {
    // What is wrong with it is said, with its place, by whoever runs it.
    return []
  }
}

function resolverFile(
  { dataSource, entry }: JsHandler,
  operation: string,
  places: PlaceFinder,
): ResolverFile {
  const { path, importLine } = entryOf(entry)
  const place = places.placeInStack(importLine)
  const file = place === undefined ? resolve(path) : resolve(dirname(place.file), path)
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return { file, dataSource }

  const where = place === undefined ? '' : `${placeText(place)}: `
  throw new EmulatorError(
    'DEFINITION_INVALID',
    `${where}custom operation "${operation}": the entry "${path}" of its handler is not there (${placeText(file)}: no such file)`,
  )
}

function entryOf(entry: unknown): { readonly path: string; readonly importLine: string } {
  if (!isObject(entry)) return { path: String(entry), importLine: '' }
  return { path: String(entry['relativePath']), importLine: String(entry['importLine']) }
}

function isJsFunctions(value: unknown): value is JsFunctions {
  return (
    isObject(value) && typeof value['fieldName'] === 'string' && Array.isArray(value['handlers'])
  )
}
