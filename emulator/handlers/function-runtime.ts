import { env } from 'node:process'
import { parentPort, workerData } from 'node:worker_threads'

import { describeFailure, unhandledRejection } from './function-failure.ts'
import { runHandler } from './function-invocation.ts'
import type { LambdaHandler } from './function-invocation.ts'
import type {
  FunctionFailure,
  FunctionMessage,
  FunctionSetup,
  Invocation,
  OutputStream,
} from './function-messages.ts'

/**
 * Lambda's Node runtime in a worker thread: loads the user's module once, then answers one call after the other. It is bundled
 * together with that module, so it may import nothing but Node and its neighbours.
 */
export async function serveFunction(load: () => Promise<unknown>): Promise<void> {
  forward('stdout')
  forward('stderr')
  process.on('unhandledRejection', (reason) => die(unhandledRejection(reason)))
  process.on('uncaughtException', (error) => die(describeFailure(error)))
  try {
    const handler = handlerOf(await load())
    parentPort?.on('message', (invocation: Invocation) => void answer(handler, invocation))
    post({ kind: 'ready' })
  } catch (error) {
    die(describeFailure(error))
  }
}

async function answer(handler: LambdaHandler, invocation: Invocation): Promise<void> {
  const { requestId, event, environment } = invocation
  Object.assign(env, environment)
  try {
    const setup: FunctionSetup = workerData
    const result = await runHandler(handler, JSON.parse(event), { requestId, setup })
    post({ kind: 'answer', payload: toJson(result) })
  } catch (error) {
    post({ kind: 'failure', ...describeFailure(error), fatal: false })
  }
}

/** What Lambda says of a result that JSON cannot hold; `undefined` is null. */
function toJson(result: unknown): string {
  try {
    return JSON.stringify(result ?? null) ?? 'null'
  } catch (cause) {
    throw new Error('Unable to stringify response body', { cause })
  }
}

function handlerOf(loaded: unknown): LambdaHandler {
  const handler: unknown = Reflect.get(Object(loaded), 'handler')
  if (handler === undefined || handler === null)
    throw new Error('index.handler is undefined or not exported')
  if (typeof handler !== 'function') throw new Error('index.handler is not a function')
  return handler as LambdaHandler
}

/** Everything that is printed goes to the sandbox at once: a worker that never yields would keep it otherwise. */
function forward(stream: OutputStream): void {
  process[stream].write = (chunk: unknown, ...rest: unknown[]): boolean => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString()
    post({ kind: 'output', stream, text })
    const done = rest.at(-1)
    if (typeof done === 'function') done()
    return true
  }
}

function die(failure: Omit<FunctionFailure, 'fatal'>): void {
  post({ kind: 'failure', ...failure, fatal: true })
}

function post(message: FunctionMessage): void {
  parentPort?.postMessage(message, [])
}
