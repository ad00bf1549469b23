import { resolve } from 'node:path'

import { EmulatorError } from '../errors.ts'
import type { Definition } from '../model/definition.ts'
import { isObject } from '../model/is-object.ts'
import { dataPropsOf } from './backend-stub.ts'
import type { DataProps } from './backend-stub.ts'
import { schemaPlaces } from './builder-places.ts'
import { inFile, schemasOf } from './load-definition.ts'
import { deployedFunctions } from './parse-functions.ts'
import { inferModes, parseModes } from './parse-modes.ts'
import { parseSdl } from './parse-sdl.ts'
import { placeText } from './place-text.ts'
import type { PlaceFinder } from './rule-places.ts'
import { transformSchema } from './transform-schema.ts'

/**
 * The definition that a program holds already: what `defineData` or `a.schema` returned, or `defineData`'s props. Messages
 * call it "definition", and rules have no places: the value does not say where it was written, so handlers, whose files are
 * relative to that, do not run. The modes of a bare schema
 * are inferred from its rules. Throws an `EmulatorError`.
 */
export function definitionOfValue(value: object): Definition {
  const file = resolve('definition')
  const props = propsOf(value)
  const schemas = inFile(file, () => schemasOf(props.schema, file))
  const sdl = inFile(file, () =>
    schemas.map((schema) => transformSchema(schema, file).sdl).join('\n'),
  )
  const parsed = inFile(file, () => parseSdl(sdl, schemaPlaces(schemas, nowhere)))
  const modes =
    props.authorizationModes === undefined
      ? inferModes(parsed)
      : // Which auth resource is deployed beside it nobody can see; its modes say whether one is meant.
        parseModes(props.authorizationModes, {
          file: placeText(file),
          hasAuth: meansUserPool(props.authorizationModes),
        })
  return {
    file,
    sdl,
    sources: [],
    modes,
    functions: deployedFunctions(parsed.operations),
    ...parsed,
  }
}

/** A value does not say where its rules are written. */
const nowhere: PlaceFinder = { originOfRule: () => ({}), placeInStack: () => undefined }

function propsOf(value: object): DataProps {
  const recorded = dataPropsOf(value)
  if (recorded !== undefined) return recorded
  if ('transform' in value || 'schemas' in value) return { schema: value }
  // The real defineData returns a factory that keeps its props.
  const props = 'props' in value ? value.props : value
  if (isObject(props) && 'schema' in props) return { schema: undefined, ...props }
  throw new EmulatorError(
    'DEFINITION_INVALID',
    'the definition is no value of defineData() or a.schema(); give one of these, or the path of the file',
  )
}

function meansUserPool(modes: unknown): boolean {
  return isObject(modes) && modes['defaultAuthorizationMode'] === 'userPool'
}
