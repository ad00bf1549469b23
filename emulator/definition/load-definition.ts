import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'

import { GraphQLError } from 'graphql'

import { EmulatorError, messageOf } from '../errors.ts'
import type { Definition, FunctionDefinition } from '../model/definition.ts'
import type { AuthorizationModes } from '../model/modes.ts'
import { namesIn, schemaPlaces } from './builder-places.ts'
import { functionSources } from './function-sources.ts'
import { importDefinition } from './import-definition.ts'
import { mentionedPlace } from './mentioned-place.ts'
import { createFunctionReader, deployedFunctions } from './parse-functions.ts'
import { inferModes, parseModes } from './parse-modes.ts'
import { parseSdl } from './parse-sdl.ts'
import { placeText } from './place-text.ts'
import { secretsFile } from './project-folder.ts'
import type { OnSource } from './report-sources.ts'
import { resolverSources, withResolvers } from './resolver-files.ts'
import { sdlPlaces } from './sdl-places.ts'
import { transformSchema } from './transform-schema.ts'
import type { TransformedSchema } from './transform-schema.ts'

/** What loading goes by beside the file. */
interface LoadOptions {
  readonly modesFile?: string | undefined
  /** Is told of each file of the user's that a module is made of, also of those that are missing or broken. */
  readonly onSource?: OnSource | undefined
}

/**
 * Loads a definition: a TypeScript or JavaScript module whose export comes from `defineData`, or SDL (`*.graphql`), whose
 * modes stand in `modesFile` (JSON of the shape of `authorizationModes`) or are inferred from the rules.
 * Rejects with an `EmulatorError` that says what is wrong, where, in the user's words.
 */
export async function loadDefinition(path: string, options: LoadOptions = {}): Promise<Definition> {
  const file = resolve(path)
  if (!(await isFile(file))) throw notFound(file)
  return isSdlFile(file) ? loadSdl(file, options.modesFile) : loadModule(file, options.onSource)
}

async function loadModule(file: string, onSource: OnSource | undefined): Promise<Definition> {
  const { props, hasAuth, places, sources } = await importDefinition(file, onSource)
  const schemas = schemasOf(props.schema, file)
  const transformed = transformAll(schemas, { file, sources })
  const sdl = transformed.map((schema) => schema.sdl).join('\n')
  const reader = createFunctionReader(props, transformed, places)
  const jsFunctions = transformed.flatMap((schema) => schema.jsFunctions)
  const modes = parseModes(props.authorizationModes, {
    file: placeText(file),
    hasAuth,
    authorizer: (fn) => reader.authorizer(fn),
  })
  const parsed = inFile(file, () => parseSdl(sdl, schemaPlaces(schemas, places)))
  const operations = withResolvers(parsed.operations, jsFunctions, places)
  const functions = reader.functionsOf(parsed.operations)
  const called = [...functions, ...(modes.lambda === undefined ? [] : [modes.lambda.function])]
  const watched = new Set([
    ...sources,
    ...(await resolverSources(operations)),
    ...(await filesOf(called, file)),
  ])
  return { file, sdl, sources: [...watched], modes, functions, ...parsed, operations }
}

/** What functions are made of, and where their secrets stand. */
async function filesOf(
  functions: readonly FunctionDefinition[],
  file: string,
): Promise<readonly string[]> {
  const sources = await functionSources(functions)
  return sources.length === 0 ? [] : [...sources, secretsFile(file)]
}

async function loadSdl(file: string, modesFile: string | undefined): Promise<Definition> {
  const sdl = await readFile(file, 'utf8')
  const parsed = inFile(file, () => parseSdl(sdl, sdlPlaces(sdl, file)))
  const sources = modesFile === undefined ? [file] : [file, resolve(modesFile)]
  const modes = modesFile === undefined ? inferModes(parsed) : await loadModes(modesFile)
  const functions = deployedFunctions(parsed.operations)
  return { file, sdl, sources, modes, functions, ...parsed }
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

/** What `transform()` throws names a type or an operation, but no place. */
function transformAll(
  schemas: readonly unknown[],
  { file, sources }: Pick<Definition, 'file' | 'sources'>,
): readonly TransformedSchema[] {
  try {
    return schemas.map((schema) => transformSchema(schema, file))
  } catch (error) {
    if (error instanceof EmulatorError) throw error
    const message = messageOf(error)
    const place = mentionedPlace(message, namesIn(schemas), sources)
    const text = `${placeText(place ?? file)}: ${message}`
    throw new EmulatorError('DEFINITION_INVALID', text, { cause: error })
  }
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
