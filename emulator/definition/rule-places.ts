import { SourceMap } from 'node:module'
import type { SourceMapPayload } from 'node:module'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Place } from '../model/definition.ts'
import type { Rule } from '../model/rule.ts'

/** The esbuild namespace of the stand-in module; its frames are not the user's. */
export const stubNamespace = 'amplite-stub'

const stackOfRule = Symbol('amplite: stack of the call that made the rule')
const methodOfRule = Symbol('amplite: the method that made the rule')
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
    if (typeof method === 'function') allow[name] = notingCall(name, method as Method)
  }
  Object.defineProperty(allow, patched, { value: true })
}

function notingCall(name: string, method: Method): Method {
  return (...args) => {
    const rule = method(...args)
    const data = dataOf(rule)
    if (data !== undefined) {
      Object.defineProperty(data, stackOfRule, { value: currentStack() })
      Object.defineProperty(data, methodOfRule, { value: name })
    }
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

/** To the SDL they are the same as their singular. */
const listMethods: ReadonlySet<unknown> = new Set(['ownersDefinedIn', 'groupsDefinedIn'])

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

/** What the builder knows of a rule and the SDL does not. */
export interface RuleOrigin extends Pick<Rule, 'meansList'> {
  /** Where the user wrote it, when the builder could be patched. */
  readonly place?: Place | undefined
}

/** Finds places in the user's files by places in the bundle made of them. */
export interface PlaceFinder {
  originOfRule(rule: unknown): RuleOrigin
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
    originOfRule: (rule) => {
      const data = dataOf(rule) ?? {}
      const stack: unknown = Reflect.get(data, stackOfRule)
      return {
        place: typeof stack === 'string' ? placeInStack(stack) : undefined,
        ...(listMethods.has(Reflect.get(data, methodOfRule)) ? { meansList: true } : {}),
      }
    },
  }
}
