import { parentPort } from 'node:worker_threads'

import { accountId, region } from '../model/aws-names.ts'
import type { FunctionSetup } from './function-messages.ts'

type Callback = (error?: unknown, result?: unknown) => void

/** What `handler` is called with, as `@types/aws-lambda` has it. */
export type LambdaHandler = (event: unknown, context: object, callback: Callback) => unknown

interface Call {
  readonly requestId: string
  readonly setup: FunctionSetup
}

/** Calls a handler of either kind: one that returns a promise, or one that calls back. */
export function runHandler(
  handler: LambdaHandler,
  event: unknown,
  { requestId, setup }: Call,
): Promise<unknown> {
  let stopWaiting = (): void => undefined
  return new Promise((resolve, reject) => {
    // What a handler returns that is no promise is lost; without a callback the answer is null.
    let called: unknown = null
    const context = { ...lambdaContext(requestId, setup), callbackWaitsForEmptyEventLoop: true }
    const finish: Callback = (error, result) => {
      if (error !== undefined && error !== null) return reject(error)
      called = result
      if (!context.callbackWaitsForEmptyEventLoop) resolve(result)
    }
    Object.assign(context, {
      done: finish,
      succeed: (result: unknown) => finish(null, result),
      fail: (error: unknown) => finish(error ?? new Error('undefined')),
    })
    const returned = handler(event, context, finish)
    if (isThenable(returned)) returned.then(resolve, reject)
    else stopWaiting = whenIdle(() => resolve(called))
  }).finally(() => stopWaiting())
}

/** Calls back when nothing is left to happen, for which the sandbox's own line does not count; returns how to stop. */
function whenIdle(callback: () => void): () => void {
  const stop = (): void => {
    process.off('beforeExit', idle)
    parentPort?.ref()
  }
  const idle = (): void => {
    stop()
    callback()
  }
  process.on('beforeExit', idle)
  parentPort?.unref()
  return stop
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value
}

function lambdaContext(requestId: string, { title, memoryMB, timeoutMs }: FunctionSetup): object {
  const endsAt = performance.now() + timeoutMs
  return {
    awsRequestId: requestId,
    functionName: title,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${region}:${accountId}:function:${title}`,
    memoryLimitInMB: String(memoryMB),
    logGroupName: `/aws/lambda/${title}`,
    logStreamName: 'amplite',
    getRemainingTimeInMillis: () => Math.max(0, Math.round(endsAt - performance.now())),
  }
}
