import { dataActions } from '../model/definition.ts'
import type { CustomOperation, DataAction, FunctionDefinition } from '../model/definition.ts'
import { isObject } from '../model/is-object.ts'
import type { DataProps } from './backend-stub.ts'
import { parseFunction, unknownFunction } from './parse-function.ts'
import type { FunctionContext } from './parse-function.ts'
import type { PlaceFinder } from './rule-places.ts'
import type { TransformedSchema } from './transform-schema.ts'

/** Reads functions by what names them. */
export interface FunctionReader {
  /** Those that the operations name, each once. */
  functionsOf(operations: readonly CustomOperation[]): readonly FunctionDefinition[]
  /** The value of `lambdaAuthorizationMode.function`; undefined when it is no function. */
  authorizer(fn: unknown): FunctionDefinition | undefined
}

/** A reader for the functions of one `defineData`. */
export function createFunctionReader(
  { functions }: DataProps,
  schemas: readonly TransformedSchema[],
  places: PlaceFinder,
): FunctionReader {
  const named: Record<string, unknown> = Object.assign(
    {},
    isObject(functions) ? functions : {},
    ...schemas.map(({ lambdaFunctions }) => lambdaFunctions),
  )
  const grants = schemas.flatMap((schema) => schema.grants)
  const dataAccessOf = (fn: unknown): readonly DataAction[] => {
    const granted = grants.filter((grant) => grant.to === fn).flatMap(({ actions }) => actions)
    return dataActions.filter((action) => granted.includes(action))
  }
  const context: FunctionContext = { places, dataAccessOf }
  return {
    functionsOf: (operations) =>
      namesIn(operations).map((name) => parseFunction(named[name], name, context)),
    authorizer: (fn) => {
      if (!isObject(fn)) return undefined
      const parsed = parseFunction(fn, 'the Lambda authorizer', context)
      return { ...parsed, name: parsed.title }
    },
  }
}

/** The functions of SDL are names of deployed ones. */
export function deployedFunctions(
  operations: readonly CustomOperation[],
): readonly FunctionDefinition[] {
  return namesIn(operations).map(unknownFunction)
}

function namesIn(operations: readonly CustomOperation[]): readonly string[] {
  return [...new Set(operations.flatMap(({ functions }) => functions))]
}
