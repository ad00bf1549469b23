import type { Definition, FunctionDefinition } from '../model/definition.ts'
import { modelIntrospection } from '../outputs/model-introspection.ts'
import { FunctionPool } from './function-pool.ts'
import type { PoolParts } from './function-pool.ts'
import { notEmulated } from './handler-error.ts'

/** A line that one of the user's functions printed. */
export interface FunctionOutput {
  /** The name of `defineFunction()`. */
  readonly function: string
  readonly stream: 'stdout' | 'stderr'
  /** Without its end. */
  readonly text: string
}

/** Runs the functions of one definition. */
export interface Functions {
  /** Runs one call; resolves with what JSON holds of the result, rejects with a `HandlerError` that says what happened. */
  invoke(fn: FunctionDefinition, event: unknown): Promise<unknown>
  /** Ends every worker when the calls that run are answered, at most after their time-out. */
  retire(): Promise<void>
  /** Ends every worker now; calls that run are rejected. */
  close(): Promise<void>
}

/** What the sandbox gives the functions of every definition that it loads. */
export type FunctionSurroundings = Pick<
  PoolParts,
  'hostEnvironment' | 'dataEnvironment' | 'onOutput'
>

/** Nothing of the machine, no API to ask, and output that nobody sees. */
export const bareSurroundings: FunctionSurroundings = {
  hostEnvironment: {},
  dataEnvironment: () => ({}),
  onOutput: () => undefined,
}

/** Makes what runs the functions of a definition; nothing is started before the first call. */
export function createFunctions(
  { file, sdl }: Pick<Definition, 'file' | 'sdl'>,
  surroundings: FunctionSurroundings,
): Functions {
  const parts = {
    ...surroundings,
    definitionFile: file,
    modelIntrospection: () => modelIntrospection(sdl),
  }
  const pools = new Map<string, FunctionPool>()
  const poolOf = (fn: FunctionDefinition, entry: string): FunctionPool => {
    // One function may stand behind several operations; its instances answer all of them.
    const id = `${fn.title} ${entry}`
    const pool = pools.get(id) ?? new FunctionPool(entry, { ...parts, fn })
    pools.set(id, pool)
    return pool
  }
  return {
    invoke: async (fn, event) => {
      if (fn.entry === undefined) throw notEmulated(unknownFunctionText(fn))
      return poolOf(fn, fn.entry).invoke(event)
    },
    retire: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.retire()))
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()))
    },
  }
}

function unknownFunctionText({ name }: FunctionDefinition): string {
  return `function "${name}" has no entry file (a deployed Lambda, or one made with the CDK) and`
}
