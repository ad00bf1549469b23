import { createContext, Script } from 'node:vm'
import type { Context } from 'node:vm'

import { nodeGlobals, unavailableGlobals } from './unavailable-globals.ts'

/** A JavaScript of its own, with only what APPSYNC_JS has. */
export interface Realm {
  readonly global: Context
  /** Its own JSON: what it parses are its own objects and lists. */
  readonly json: Pick<typeof JSON, 'parse' | 'stringify'>
  /** Runs something in it; throws `ERR_SCRIPT_EXECUTION_TIMEOUT` when that does not end in time. */
  readonly inTime: <T>(run: () => T, limitMs: number) => T
}

/** Takes away what APPSYNC_JS does not have; whoever asks for it reads what to use instead. */
const prepare = new Script(`(() => {
  const json = { parse: JSON.parse, stringify: JSON.stringify }
  const missing = ${JSON.stringify({ ...unavailableGlobals, ...nodeGlobals })}
  for (const [name, instead] of Object.entries(missing))
    Object.defineProperty(globalThis, name, {
      get() { throw new ReferenceError(name + ' is not in APPSYNC_JS: ' + instead) },
    })
  delete Math.random
  return json
})()`)

const entry = '__amplite'
const start = new Script(`${entry}()`)

export function createRealm(): Realm {
  const global = createContext({}, { codeGeneration: { strings: false, wasm: false } })
  const json = prepare.runInContext(global) as Realm['json']
  return {
    global,
    json,
    inTime: <T>(run: () => T, limitMs: number) => {
      // Only what a script of the realm calls can be stopped.
      Object.defineProperty(global, entry, { value: run, configurable: true })
      return start.runInContext(global, { timeout: limitMs }) as T
    },
  }
}
