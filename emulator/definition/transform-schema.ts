import { EmulatorError } from '../errors.ts'
import { isObject } from '../model/is-object.ts'
import { placeText } from './place-text.ts'

/** What the builder makes of one `a.schema()`. */
export interface TransformedSchema {
  readonly sdl: string
  /** What `a.handler.function(fn)` was given, by the name in `@function`. */
  readonly lambdaFunctions: Readonly<Record<string, unknown>>
  /** What `allow.resource(fn)` was given. */
  readonly granted: readonly unknown[]
}

/** Runs `schema.transform()`; a schema may also be SDL text. */
export function transformSchema(schema: unknown, file: string): TransformedSchema {
  if (typeof schema === 'string') return { sdl: schema, lambdaFunctions: {}, granted: [] }
  if (
    typeof schema === 'object' &&
    schema !== null &&
    'transform' in schema &&
    typeof schema.transform === 'function'
  ) {
    const transformed: unknown = schema.transform()
    if (isObject(transformed)) return read(transformed)
  }
  throw new EmulatorError(
    'DEFINITION_INVALID',
    `${placeText(file)}: a part of the schema was not made by a.schema()`,
  )
}

function read({ schema, lambdaFunctions, functionSchemaAccess }: Record<string, unknown>) {
  return {
    sdl: String(schema),
    lambdaFunctions: isObject(lambdaFunctions) ? lambdaFunctions : {},
    granted: (Array.isArray(functionSchemaAccess) ? functionSchemaAccess : []).map(
      (access: unknown) => (isObject(access) ? access['resourceProvider'] : undefined),
    ),
  }
}
