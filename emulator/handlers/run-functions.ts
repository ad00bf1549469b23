import type { Definition, FunctionDefinition } from '../model/definition.ts'
import { functionEvent } from './function-event.ts'
import type { Functions } from './functions.ts'
import type { HandlerCall } from './handler-call.ts'
import { notEmulated } from './handler-error.ts'

interface FunctionHandlerParts {
  readonly definition: Pick<Definition, 'functions'>
  readonly functions: Functions
}

/** Invokes the functions behind an operation one after the other; each sees what the one before it answered. */
export async function runFunctions(
  call: HandlerCall,
  { definition, functions }: FunctionHandlerParts,
): Promise<unknown> {
  const { operation } = call
  // What AWS's own step before the first function, the one that authorizes, leaves behind (`data-api` §7.4).
  let result: unknown = {}
  for (const [position, name] of operation.functions.entries()) {
    const fn = definition.functions.find((candidate) => candidate.name === name)
    if (fn === undefined) throw notEmulated(`function "${name}"`)
    const event = functionEvent(call, result)
    const isAsync = operation.asyncFunctions?.includes(position) === true
    result = isAsync ? startFunction(fn, event, functions) : await functions.invoke(fn, event)
  }
  return result
}

/** `.async()`: the answer comes at once, and what becomes of the function is only shown where its output is. */
function startFunction(fn: FunctionDefinition, event: object, functions: Functions): object {
  if (fn.entry === undefined) throw notEmulated(`function "${fn.name}" has no entry file and`)
  functions.invoke(fn, event).catch(() => undefined)
  return { success: true }
}
