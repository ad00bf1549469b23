import type { FunctionDefinition } from '../model/definition.ts'
import { bundleFunction } from './bundle-function.ts'
import type { FunctionBundle } from './bundle-function.ts'
import { dataVariables, functionEnvironment } from './function-environment.ts'
import type { EnvironmentParts } from './function-environment.ts'
import { FunctionInstance } from './function-instance.ts'
import type { FunctionOutput } from './functions.ts'
import { HandlerError } from './handler-error.ts'
import { createLineSplitter } from './line-splitter.ts'

/** What a pool is made of. */
export interface PoolParts extends EnvironmentParts {
  readonly fn: FunctionDefinition
  /** For functions that may ask the API. */
  readonly modelIntrospection: () => unknown
  readonly onOutput: (output: FunctionOutput) => void
}

/** As many calls of a function run at once; more wait. Lambda's own limit is 1000. */
const instanceLimit = 10

/** The warm instances of one function: each call that comes while others run gets its own, as on Lambda. */
export class FunctionPool {
  readonly #entry: string
  readonly #parts: PoolParts
  readonly #instances = new Set<FunctionInstance>()
  readonly #idle: FunctionInstance[] = []
  readonly #running = new Set<Promise<unknown>>()
  readonly #waiting: (() => void)[] = []
  #bundle: Promise<FunctionBundle> | undefined

  constructor(entry: string, parts: PoolParts) {
    this.#entry = entry
    this.#parts = parts
  }

  async invoke(event: unknown): Promise<unknown> {
    while (this.#running.size >= instanceLimit)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    const call = this.#run(event)
    this.#running.add(call)
    try {
      return await call
    } catch (error) {
      throw report(error, this.#parts)
    } finally {
      this.#running.delete(call)
      this.#waiting.shift()?.()
    }
  }

  /** Ends everything when the calls that run are answered. */
  async retire(): Promise<void> {
    await Promise.allSettled(this.#running)
    await this.close()
  }

  /** Ends everything now. */
  async close(): Promise<void> {
    await Promise.all([...this.#instances].map((instance) => instance.close()))
    const bundle = await this.#bundle?.catch(() => undefined)
    await bundle?.remove()
  }

  async #run(event: unknown): Promise<unknown> {
    const instance = await this.#take()
    try {
      return await instance.invoke(event)
    } finally {
      if (instance.isAlive()) this.#idle.push(instance)
      else this.#instances.delete(instance)
    }
  }

  async #take(): Promise<FunctionInstance> {
    const { file } = await this.#bundled()
    for (let warm = this.#idle.pop(); warm !== undefined; warm = this.#idle.pop()) {
      if (warm.isAlive()) return warm
      // One that died while nobody called it is forgotten.
      this.#instances.delete(warm)
    }
    const instance = await start(file, this.#parts)
    this.#instances.add(instance)
    return instance
  }

  /** What could not be bundled may be mended before the next call. */
  #bundled(): Promise<FunctionBundle> {
    this.#bundle ??= bundleFunction(this.#entry).catch((error: unknown) => {
      this.#bundle = undefined
      throw error
    })
    return this.#bundle
  }
}

async function start(file: string, parts: PoolParts): Promise<FunctionInstance> {
  const { fn, modelIntrospection, onOutput } = parts
  const print = createLineSplitter((stream, text) => onOutput({ function: fn.title, stream, text }))
  const environment = await functionEnvironment(fn, parts)
  return FunctionInstance.start({
    fn,
    file,
    environment,
    nextEnvironment: () => dataVariables(fn, parts),
    modelIntrospection: fn.dataAccess.length === 0 ? null : modelIntrospection(),
    onOutput: print,
  })
}

function report(error: unknown, { fn, onOutput }: PoolParts): unknown {
  if (!(error instanceof HandlerError)) return error
  onOutput({ function: fn.title, stream: 'stderr', text: `failed: ${error.message}` })
  return error
}
