import type { Definition } from '../model/definition.ts'
import type { Functions } from './functions.ts'
import type { HandlerCall, RunHandlers } from './handler-call.ts'
import { notEmulated } from './handler-error.ts'
import { runFunctions } from './run-functions.ts'

/** What handlers are made of. */
export interface HandlerParts {
  readonly definition: Definition
  /** What runs the functions of the definition. */
  readonly functions: Functions
}

/** Makes what runs the handlers of every custom operation of a definition. */
export function createHandlers(parts: HandlerParts): RunHandlers {
  return async (call) => {
    if (call.operation.functions.length > 0) return runFunctions(call, parts)
    throw refusal(call)
  }
}

function refusal({ operation: { name } }: HandlerCall): Error {
  return notEmulated(`custom operation "${name}": its handler`)
}
