import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

import { GraphQLError } from 'graphql'

import { EmulatorError, messageOf } from '../errors.ts'
import type { Definition } from '../model/definition.ts'
import type { AuthorizationModes } from '../model/modes.ts'
import { schemaPlaces } from './builder-places.ts'
import { importDefinition } from './import-definition.ts'
import { inferModes, parseModes } from './parse-modes.ts'
import { parseSdl } from './parse-sdl.ts'
import { placeText } from './place-text.ts'

/**
 * Loads a definition: a TypeScript or JavaScript module whose export comes from `defineData`, or SDL (`*.graphql`), whose
 * modes stand in `modesFile` (JSON of the shape of `authorizationModes`) or are inferred from the rules.
 * Rejects with an `EmulatorError` that says what is wrong, where, in the user's words.
 */
export async function loadDefinition(
  path: string,
  options: { readonly modesFile?: string | undefined } = {},
): Promise<Definition> {
  const file = resolve(path)
  if (!(await isFile(file))) throw notFound(file)
  return isSdlFile(file) ? loadSdl(file, options.modesFile) : loadModule(file)
}

async function loadModule(file: string): Promise<Definition> {
  const { props, places, sources } = await importDefinition(file)
  const schemas = schemasOf(props.schema, file)
  const sdl = inFile(file, () => schemas.map((schema) => sdlOf(schema, file)).join('\n'))
  const modes = parseModes(props.authorizationModes, {
    file: placeText(file),
    hasAuth: hasAuth(file),
  })
  const parsed = inFile(file, () => parseSdl(sdl, schemaPlaces(schemas, places)))
  return { file, sdl, sources, modes, functions: [], ...parsed }
}

async function loadSdl(file: string, modesFile: string | undefined): Promise<Definition> {
  const sdl = await readFile(file, 'utf8')
  const parsed = inFile(file, () => parseSdl(sdl))
  const sources = modesFile === undefined ? [file] : [file, resolve(modesFile)]
  const modes = modesFile === undefined ? inferModes(parsed) : await loadModes(modesFile)
  return { file, sdl, sources, modes, functions: [], ...parsed }
}

async function loadModes(file: string): Promise<AuthorizationModes> {
  if (!(await isFile(file))) {
    const wayOut = 'name the modes of the API with --modes FILE'
    throw new EmulatorError('DEFINITION_NOT_FOUND', `${placeText(file)}: no such file; ${wayOut}`)
  }
  const written = parseJson(await readFile(file, 'utf8'), file)
  return parseModes(written, { file: placeText(file), hasAuth: false })
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const message = `${placeText(file)}: it is no JSON: ${messageOf(cause)}`
    throw new EmulatorError('DEFINITION_INVALID', message, { cause })
  }
}

/** `defineData` takes one schema, SDL text, or `a.combine([…])`. */
export function schemasOf(schema: unknown, file: string): readonly unknown[] {
  if (typeof schema === 'string') return [schema]
  if (typeof schema === 'object' && schema !== null) {
    if ('transform' in schema) return [schema]
    if ('schemas' in schema && Array.isArray(schema.schemas)) return schema.schemas
  }
  throw new EmulatorError(
    'DEFINITION_INVALID',
    `${placeText(file)}: defineData was given no schema; pass "schema: a.schema({ … })"`,
  )
}

/** What the builder prints of a schema, or SDL as it is. */
export function sdlOf(schema: unknown, file: string): string {
  if (typeof schema === 'string') return schema
  if (
    typeof schema === 'object' &&
    schema !== null &&
    'transform' in schema &&
    typeof schema.transform === 'function'
  ) {
    return (schema.transform() as { readonly schema: string }).schema
  }
  throw new EmulatorError(
    'DEFINITION_INVALID',
    `${placeText(file)}: a part of the schema was not made by a.schema()`,
  )
}

/** `defineAuth` lives in `amplify/auth/resource.ts`, beside `amplify/data`; `defineBackend` brings the two together. */
function hasAuth(file: string): boolean {
  const folder = join(dirname(file), '..', 'auth')
  return ['resource.ts', 'resource.js'].some((name) => existsSync(join(folder, name)))
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

function notFound(file: string): EmulatorError {
  return new EmulatorError(
    'DEFINITION_NOT_FOUND',
    `${placeText(file)}: no such file; name your definition, as in "amplite start amplify/data/resource.ts"`,
  )
}

/** What data-schema or the SDL parser throws names no file; say which. */
export function inFile<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof EmulatorError && error.message.startsWith(placeText(file))) throw error
    const code = error instanceof EmulatorError ? error.code : 'DEFINITION_INVALID'
    throw new EmulatorError(code, `${placeOf(file, error)}: ${messageOf(error)}`, { cause: error })
  }
}

/** Lines of SDL are lines of the file only where the file is SDL. */
function placeOf(file: string, error: unknown): string {
  const [location] = error instanceof GraphQLError ? (error.locations ?? []) : []
  if (location === undefined || !isSdlFile(file)) return placeText(file)
  return placeText({ file, line: location.line, column: location.column })
}

function isSdlFile(file: string): boolean {
  return /\.(graphql|gql)$/.test(file)
}
