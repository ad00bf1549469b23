import { EmulatorError } from '../errors.ts'
import { isObject } from '../model/is-object.ts'
import { placeText } from './place-text.ts'

/** What the builder makes of one `a.schema()`. */
export interface TransformedSchema {
  readonly sdl: string
  /** What it says of JS handlers, operation by operation. */
  readonly jsFunctions: readonly unknown[]
  /** What `a.handler.function(fn)` was given, by the name in `@function`. */
  readonly lambdaFunctions: Readonly<Record<string, unknown>>
  /** What `allow.resource(fn).to(actions)` was given. */
  readonly grants: readonly { readonly to: unknown; readonly actions: readonly unknown[] }[]
}

/** Runs `schema.transform()`; a schema may also be SDL text. */
export function transformSchema(schema: unknown, file: string): TransformedSchema {
  if (typeof schema === 'string')
    return { sdl: schema, jsFunctions: [], lambdaFunctions: {}, grants: [] }
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

function read(transformed: Record<string, unknown>): TransformedSchema {
  const { schema, jsFunctions, lambdaFunctions, functionSchemaAccess } = transformed
  return {
    sdl: String(schema),
    jsFunctions: listOf(jsFunctions),
    lambdaFunctions: isObject(lambdaFunctions) ? lambdaFunctions : {},
    grants: listOf(functionSchemaAccess)
      .filter(isObject)
      .map(({ resourceProvider, actions }) => ({ to: resourceProvider, actions: listOf(actions) })),
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
