/** What a worker is started with. */
export interface FunctionSetup {
  readonly title: string
  readonly memoryMB: number
  readonly timeoutMs: number
  /** For `getAmplifyDataClientConfig()`; null where the function may not ask the API. */
  readonly modelIntrospection: unknown
}

/** One call, to the worker. */
export interface Invocation {
  readonly requestId: string
  /** JSON text, as Lambda hands it over: what JSON does not hold never arrives. */
  readonly event: string
  /** Variables that are new with this call. */
  readonly environment: Readonly<Record<string, string>>
}

/** From the worker. */
export type FunctionMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly payload: string }
  | ({ readonly kind: 'failure' } & FunctionFailure)
  | { readonly kind: 'output'; readonly stream: OutputStream; readonly text: string }

/** What was thrown, in Lambda's words. */
export interface FunctionFailure {
  readonly errorType: string
  readonly errorMessage: string
  /** The stack, in the user's own lines. */
  readonly trace: string
  /** Whether the worker ends with it, as after an error that nobody caught. */
  readonly fatal: boolean
}

export type OutputStream = 'stdout' | 'stderr'
