import { SourceMap } from 'node:module'
import type { SourceMapPayload } from 'node:module'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Place } from '../model/definition.ts'

/** The esbuild namespace of the stand-in module; its frames are not the user's. */
export const stubNamespace = 'amplite-stub'

const stackOfRule = Symbol('amplite: stack of the call that made the rule')
const patched = Symbol('amplite: notes the stack of each rule')

type Method = (...args: unknown[]) => unknown
type Allow = Record<string | symbol, unknown>
interface SchemaBuilder {
  schema(types: object): { authorization(callback: (allow: Allow) => unknown[]): unknown }
  query(): { authorization(callback: (allow: Allow) => unknown[]): unknown }
}

/**
 * Makes data-schema's `allow` objects note where each rule is written. They are singletons of the loaded copy, handed to
 * every `.authorization()` callback; a rule keeps one data object through `.to()` and the other modifiers.
 */
export function noteRulePlaces(builder: SchemaBuilder): void {
  const patch = (allow: Allow): unknown[] => {
    patchAllow(allow)
    return []
  }
  builder.schema({}).authorization(patch)
  builder.query().authorization(patch)
}

function patchAllow(allow: Allow): void {
  if (allow[patched] === true) return
  for (const [name, method] of Object.entries(allow)) {
    if (typeof method === 'function') allow[name] = notingStack(method as Method)
  }
  Object.defineProperty(allow, patched, { value: true })
}

function notingStack(method: Method): Method {
  return (...args) => {
    const rule = method(...args)
    const data = dataOf(rule)
    if (data !== undefined) Object.defineProperty(data, stackOfRule, { value: currentStack() })
    return rule
  }
}

/** Users may have lowered the limit; a helper that makes rules must not hide the place that calls it. */
export function currentStack(): string {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 30
  const { stack = '' } = new Error('rule')
  Error.stackTraceLimit = stackTraceLimit
  return stack
}

function dataOf(rule: unknown): object | undefined {
  if (typeof rule !== 'object' || rule === null) return undefined
  const symbol = Object.getOwnPropertySymbols(rule).find(
    ({ description }) => description === 'data',
  )
  const data: unknown = symbol === undefined ? undefined : Reflect.get(rule, symbol)
  return typeof data === 'object' && data !== null ? data : undefined
}

/** Whether a builder rule is `allow.resource(…)`, which never reaches the SDL. */
export function isResourceRule(rule: unknown): boolean {
  const data = dataOf(rule)
  return data !== undefined && 'resource' in data
}

/** A builder rule in the words of `@auth`, as `transform()` would print it. */
export function directiveOfRule(rule: unknown): Readonly<Record<string, unknown>> {
  const { strategy, groupOrOwnerField, ...rest }: Record<string, unknown> = { ...dataOf(rule) }
  const field = strategy === 'groups' ? 'groupsField' : 'ownerField'
  const written = { ...rest, allow: strategy, [field]: groupOrOwnerField }
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined))
}

/** Finds places in the user's files by places in the bundle made of them. */
export interface PlaceFinder {
  /** Where the user wrote this rule, when the builder could be patched. */
  placeOfRule(rule: unknown): Place | undefined
  /** The first of the user's lines in a stack. */
  placeInStack(stack: string): Place | undefined
}

/** A finder for one bundle; `bundleUrl` is the URL it was imported by. */
export function createPlaceFinder(bundleUrl: string, map: SourceMapPayload): PlaceFinder {
  const sourceMap = new SourceMap(map)
  const folder = dirname(fileURLToPath(bundleUrl))

  function placeInStack(stack: string): Place | undefined {
    for (const line of stack.split('\n')) {
      const position = line.includes(bundleUrl) ? /:(\d+):(\d+)\)?$/.exec(line) : null
      if (position === null) continue
      const entry = sourceMap.findEntry(Number(position[1]) - 1, Number(position[2]) - 1)
      if (!('originalSource' in entry) || entry.originalSource.includes(stubNamespace)) continue
      return {
        // esbuild writes sources as parts of URLs: "[id]" is "%5Bid%5D".
        file: resolve(folder, decodeURIComponent(entry.originalSource)),
        line: entry.originalLine + 1,
        column: entry.originalColumn + 1,
      }
    }
    return undefined
  }

  return {
    placeInStack,
    placeOfRule: (rule) => {
      const stack: unknown = Reflect.get(dataOf(rule) ?? {}, stackOfRule)
      return typeof stack === 'string' ? placeInStack(stack) : undefined
    },
  }
}
