import type { HandlerCall, RunHandlers } from './handler-call.ts'
import { notEmulated } from './handler-error.ts'

/** Makes what runs the handlers of every custom operation of a definition. */
export function createHandlers(): RunHandlers {
  return (call) => Promise.reject(refusal(call))
}

function refusal({ operation: { name } }: HandlerCall): Error {
  return notEmulated(`custom operation "${name}": its handler`)
}
