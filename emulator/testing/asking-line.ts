import { fileURLToPath } from 'node:url'

import { askFrom } from '../recording/asked-from.ts'

type Caller = (...given: never[]) => unknown

/** The suite's own lines: neither ours, nor those of Node and of runners. */
export function framesOutside(caller: Caller): readonly string[] {
  const holder: { stack?: string } = {}
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 30
  Error.captureStackTrace(holder, caller)
  Error.stackTraceLimit = stackTraceLimit
  const frames = (holder.stack ?? '').split('\n').slice(1)
  return frames.filter((frame) => !/node:internal|[\\/]node_modules[\\/]/.test(frame))
}

/** Where a frame of a stack is, e.g. `/app/test/todo.test.ts:12`; undefined for one that says nothing of it. */
export function lineOf(frame: string | undefined): string | undefined {
  const [, file, line] = /(?:\(|at (?:async )?)([^()]+):(\d+):\d+\)?$/.exec(frame ?? '') ?? []
  if (file === undefined) return undefined
  return `${file.startsWith('file:') ? fileURLToPath(file) : file}:${line}`
}

/** The same functions, also one level down, whose requests are known by the line that called them. */
export function withLines<T extends object>(functions: T): T {
  const located = Object.entries(functions).map(([name, value]: [string, unknown]) => [
    name,
    locate(value),
  ])
  return Object.fromEntries(located) as T
}

function locate(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) return withLines(value)
  if (!isFunction(value)) return value
  const called = (...given: unknown[]): unknown =>
    askFrom(lineOf(framesOutside(called)[0]), () => value(...given))
  return called
}

function isFunction(value: unknown): value is (...given: unknown[]) => unknown {
  return typeof value === 'function'
}
