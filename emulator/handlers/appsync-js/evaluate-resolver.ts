import { placeText } from '../../definition/place-text.ts'
import { isObject } from '../../model/is-object.ts'
import type { Item } from '../../model/item.ts'
import type { AppSyncModules } from '../appsync-utils/appsync-modules.ts'
import { EarlyReturn } from '../appsync-utils/early-return.ts'
import { HandlerError } from '../handler-error.ts'
import type { LoadedResolver } from './load-resolvers.ts'
import type { Realm } from './realm.ts'

/** One call of `request()` or `response()`. */
export interface Evaluation {
  readonly resolver: LoadedResolver
  readonly handler: 'request' | 'response'
  /** `ctx`; what the code does to it does not come out, but for the stash. */
  readonly ctx: Item & { readonly stash: Item }
  readonly modules: AppSyncModules
  /** Told of `console.log()`. */
  readonly print: (values: readonly unknown[]) => void
}

/** What it came to; all of it JSON. */
export interface Evaluated {
  /** What was returned, early or not; null for undefined. */
  readonly value: unknown
  readonly stash: Item
  /** Absent: the code returned; otherwise `runtime.earlyReturn()`, and whether it ends the pipeline. */
  readonly early?: { readonly endsPipeline: boolean }
}

/** Milliseconds after which code is stopped that does not return. */
const timeLimitMs = 2000

/** Runs one function of a resolver file, whose variables begin anew each time; throws a `HandlerError`. */
export function evaluateResolver(evaluation: Evaluation): Evaluated {
  const { json, inTime } = evaluation.resolver.realm
  const ctx = json.parse(JSON.stringify(evaluation.ctx)) as { stash?: unknown }
  try {
    const returned = inTime(() => functionOf(evaluation)(ctx), timeLimitMs)
    return { value: jsonOf(returned, json), stash: stashOf(ctx, json) }
  } catch (error) {
    if (!(error instanceof EarlyReturn)) throw failure(error, evaluation)
    const { endsPipeline, value } = error
    return { value: jsonOf(value, json), stash: stashOf(ctx, json), early: { endsPipeline } }
  }
}

type UserFunction = (ctx: unknown) => unknown

function functionOf({ resolver, handler, modules, print }: Evaluation): UserFunction {
  const module: { exports: unknown } = { exports: {} }
  const show = (...values: readonly unknown[]): void => print(values)
  resolver.runFile({
    module,
    require: (name) => moduleNamed(name, modules),
    console: { log: show, error: show, info: show, warn: show, debug: show },
    ...modules['@aws-appsync/utils'],
  })
  const found: unknown = isObject(module.exports) ? module.exports[handler] : undefined
  if (typeof found === 'function') return found as UserFunction
  throw new HandlerError(
    `${placeText(resolver.file)}: there is no function "${handler}"; export function ${handler}(ctx) { … }`,
    'Code',
  )
}

function moduleNamed(name: string, modules: AppSyncModules): object {
  const found = Object.hasOwn(modules, name) ? modules[name] : undefined
  if (found !== undefined) return found
  throw new HandlerError(
    `"${name}" is not in APPSYNC_JS; its modules are ${Object.keys(modules).join(', ')}`,
    'Code',
  )
}

function jsonOf(value: unknown, json: Realm['json']): unknown {
  const text = json.stringify(value) as string | undefined
  return text === undefined ? null : (JSON.parse(text) as unknown)
}

function stashOf(ctx: { readonly stash?: unknown }, json: Realm['json']): Item {
  const stash = jsonOf(ctx.stash, json)
  return isObject(stash) ? stash : {}
}

/** The runtime's own refusals pass; a fault of the code is told as AppSync tells it, with the user's own place. */
function failure(error: unknown, { resolver, handler }: Evaluation): HandlerError {
  if (error instanceof HandlerError) return error
  if (isTimeout(error))
    return new HandlerError(
      `${placeText(resolver.file)}: ${handler}() did not return within ${timeLimitMs} ms`,
      'Code',
    )
  const { name, message, stack } = partsOf(error)
  const place = resolver.places.placeInStack(stack) ?? resolver.file
  return new HandlerError(`${placeText(place)}: ${name}: ${message}`, 'Code')
}

/** Errors of the user's code come from another JavaScript: they are no instances of our Error. */
function partsOf(error: unknown): Readonly<Record<'name' | 'message' | 'stack', string>> {
  const part = (name: string): string =>
    typeof error === 'object' && error !== null ? String(Reflect.get(error, name) ?? '') : ''
  return { name: part('name') || 'Error', message: part('message'), stack: part('stack') }
}

function isTimeout(error: unknown): boolean {
  return Reflect.get(Object(error), 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}
