import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

import type { FunctionDefinition } from '../model/definition.ts'
import type { Variables } from './function-environment.ts'
import type { FunctionFailure, FunctionMessage, FunctionSetup } from './function-messages.ts'
import type { OutputStream } from './function-messages.ts'
import { HandlerError } from './handler-error.ts'

/** What an instance is made of. */
export interface InstanceParts {
  readonly fn: FunctionDefinition
  /** The bundled module. */
  readonly file: string
  readonly environment: Variables
  /** The part of it that is new with each call. */
  readonly nextEnvironment: () => Variables
  readonly modelIntrospection: unknown
  /** Told of all that the function prints, as it prints it. */
  readonly onOutput: (stream: OutputStream, text: string) => void
}

/** Lambda's limit for loading a module, in milliseconds, and for an answer, in bytes. */
const initMs = 10_000
const answerLimitBytes = 6_291_556

/** One warm copy of a function: what its module holds stays from call to call. */
export class FunctionInstance {
  readonly #worker: Worker
  readonly #parts: InstanceParts
  #isAlive = true
  #requestId: string = randomUUID()
  #settle: ((outcome: Outcome) => void) | undefined

  private constructor(parts: InstanceParts) {
    this.#parts = parts
    this.#worker = startWorker(parts)
    for (const stream of ['stdout', 'stderr'] as const)
      this.#worker[stream].on('data', (chunk: Buffer) => parts.onOutput(stream, chunk.toString()))
    this.#worker.on('message', (message: FunctionMessage) => this.#hear(message))
    this.#worker.on('error', (error) => this.#die(failureOf(error, parts.fn, this.#requestId)))
    this.#worker.on('exit', (code) => this.#die(exited(code, this.#requestId)))
  }

  /** Starts a worker and loads the function; rejects with a `HandlerError` when the module cannot be loaded. */
  static async start(parts: InstanceParts): Promise<FunctionInstance> {
    const instance = new FunctionInstance(parts)
    await instance.#wait(initMs, () => undefined)
    return instance
  }

  /** Whether it can take another call. */
  isAlive(): boolean {
    return this.#isAlive
  }

  /** Runs one call, one at a time; resolves with what JSON holds of the result, rejects with a `HandlerError`. */
  invoke(event: unknown): Promise<unknown> {
    this.#requestId = randomUUID()
    const environment = this.#parts.nextEnvironment()
    const invocation = { requestId: this.#requestId, event: JSON.stringify(event), environment }
    return this.#wait(this.#parts.fn.timeoutSeconds * 1000, () =>
      this.#worker.postMessage(invocation, []),
    )
  }

  /** Ends it, and the call that runs with an error. */
  async close(): Promise<void> {
    this.#isAlive = false
    this.#end({ error: unhandled('The sandbox stopped the function') })
    await this.#worker.terminate()
  }

  async #wait(limitMs: number, begin: () => void): Promise<unknown> {
    const timer = setTimeout(() => this.#die(timedOut(limitMs, this.#requestId)), limitMs)
    // Only while somebody waits for it does a worker keep the process.
    this.#worker.ref()
    try {
      const outcome = await new Promise<Outcome>((resolve) => {
        this.#settle = resolve
        begin()
      })
      if ('error' in outcome) throw outcome.error
      return outcome.result
    } finally {
      clearTimeout(timer)
      this.#worker.unref()
    }
  }

  #hear(message: FunctionMessage): void {
    const { onOutput } = this.#parts
    if (message.kind === 'output') return onOutput(message.stream, message.text)
    if (message.kind === 'failure' && message.fatal) return this.#die(message)
    if (message.kind === 'failure') onOutput('stderr', `${ownPart(message.trace)}\n`)
    this.#end(outcomeOf(message))
  }

  #die({ errorMessage, trace }: Failure): void {
    if (!this.#isAlive) return
    this.#parts.onOutput('stderr', `${ownPart(trace)}\n`)
    this.#end({ error: unhandled(errorMessage) })
    void this.close()
  }

  #end(outcome: Outcome): void {
    this.#settle?.(outcome)
    this.#settle = undefined
  }
}

const runtimeFolder = dirname(fileURLToPath(import.meta.url))

/** A stack as far as it is the user's: then our runtime begins. */
function ownPart(trace: string): string {
  const lines = trace.split('\n')
  const runtime = lines.findIndex((line) => line.includes(runtimeFolder))
  return lines.slice(0, runtime === -1 ? lines.length : runtime).join('\n')
}

type Failure = Omit<FunctionFailure, 'fatal'>
type Outcome = { readonly result: unknown } | { readonly error: HandlerError }

function startWorker({ fn, file, environment, modelIntrospection }: InstanceParts): Worker {
  const { title, memoryMB } = fn
  const timeoutMs = fn.timeoutSeconds * 1000
  return new Worker(pathToFileURL(file), {
    env: { ...environment },
    // Nothing of how the sandbox itself was started; errors stand at the user's own lines.
    execArgv: ['--enable-source-maps'],
    stdout: true,
    stderr: true,
    workerData: { title, memoryMB, timeoutMs, modelIntrospection } satisfies FunctionSetup,
    resourceLimits: { maxOldGenerationSizeMb: memoryMB },
  })
}

function outcomeOf(message: Exclude<FunctionMessage, { kind: 'output' }>): Outcome {
  switch (message.kind) {
    case 'ready':
      return { result: undefined }
    case 'failure':
      return { error: unhandled(message.errorMessage) }
    case 'answer':
      return Buffer.byteLength(message.payload) > answerLimitBytes
        ? { error: unhandled(tooLarge) }
        : { result: JSON.parse(message.payload) as unknown }
  }
}

const tooLarge = `Response payload size exceeded maximum allowed payload size (${answerLimitBytes} bytes).`

/** AppSync gives every failure of a function the same type (appsync-community #209). */
function unhandled(message: string): HandlerError {
  return new HandlerError(message, 'Lambda:Unhandled')
}

function timedOut(limitMs: number, requestId: string): Failure {
  const text = `Task timed out after ${(limitMs / 1000).toFixed(2)} seconds`
  const errorMessage = `RequestId: ${requestId} Error: ${text}`
  return { errorType: 'Sandbox.Timedout', errorMessage, trace: text }
}

function exited(code: number, requestId: string): Failure {
  const how = code === 0 ? 'without providing a reason' : `with error: exit status ${code}`
  const text = `Runtime exited ${how}`
  const errorMessage = `RequestId: ${requestId} Error: ${text}`
  return { errorType: 'Runtime.ExitError', errorMessage, trace: `${text} (process.exit)` }
}

/** What Node says when a worker breaks down; of memory Lambda says only that it was killed. */
function failureOf(error: unknown, fn: FunctionDefinition, requestId: string): Failure {
  const isMemory =
    error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  const text = error instanceof Error ? error.message : String(error)
  if (!isMemory) return { errorType: 'Error', errorMessage: text, trace: text }
  return {
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
    trace: `out of memory: it may use ${fn.memoryMB} MB; "memoryMB" of defineFunction gives it more`,
  }
}
