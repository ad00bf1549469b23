import { currentStack, noteRulePlaces } from './rule-places.ts'
import { standIn } from './stand-in.ts'

/** What `defineData` was given. */
export interface DataProps {
  readonly schema: unknown
  readonly authorizationModes?: unknown
  /** Functions by the names that `a.handler.function('name')` uses. */
  readonly functions?: unknown
}

const dataProps = Symbol('amplite: props of defineData')

/** The props, when the value came from the stand-in's `defineData`; their schema may be missing. */
export function dataPropsOf(value: unknown): DataProps | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const props: unknown = Reflect.get(value, dataProps)
  return typeof props === 'object' && props !== null ? { schema: undefined, ...props } : undefined
}

const functionCall = Symbol('amplite: call of defineFunction')

/** What `defineFunction` was given, and from where. */
export interface FunctionCall {
  /** Properties; or a function that makes one with the CDK. */
  readonly props: unknown
  readonly stack: string
}

/** The call, when the value came from the stand-in's `defineFunction`. */
export function functionCallOf(value: unknown): FunctionCall | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Reflect.get(value, functionCall) as FunctionCall | undefined
}

/** The name of a `secret()`. */
export function secretNameOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const name: unknown = Reflect.get(value, secretName)
  return typeof name === 'string' ? name : undefined
}

const secretName = Symbol('amplite: name of a secret')

function functionOf(props: unknown = {}): object {
  return {
    [functionCall]: { props, stack: currentStack() } satisfies FunctionCall,
    getInstance: () => standIn('function'),
  }
}

/** The stand-in for `@aws-amplify/backend` and its like: their run-time exports, recording instead of deploying. */
export interface BackendStub {
  readonly a: unknown
  readonly defineData: (props: DataProps) => object
  readonly defineAuth: (props: unknown) => object
  readonly defineFunction: (props?: unknown) => object
  readonly defineConversationHandlerFunction: (props: unknown) => object
  readonly defineStorage: (props: unknown) => object
  readonly defineBackend: (parts: object) => unknown
  readonly referenceAuth: (props: unknown) => object
  readonly secret: (name: string) => object
  /** What `defineBackend` was given, call by call. */
  readonly backends: readonly object[]
}

/**
 * Builds the stand-in around one copy of `@aws-amplify/data-schema`. The real package loads a CDK: 3 to 5 s
 * (`clients.md` §7); only what it was told matters here.
 */
export function backendStub(dataSchema: {
  readonly a: Parameters<typeof noteRulePlaces>[0]
}): BackendStub {
  noteRulePlaces(dataSchema.a)
  const backends: object[] = []
  return {
    a: dataSchema.a,
    defineData: (props) => ({ [dataProps]: props }),
    defineAuth: recorded('auth'),
    defineFunction: functionOf,
    defineConversationHandlerFunction: (props) => ({
      ...functionOf(props),
      eventVersion: '1.0',
    }),
    defineStorage: recorded('storage'),
    defineBackend: (parts) => {
      backends.push(parts)
      return standIn('backend')
    },
    referenceAuth: recorded('auth'),
    secret: (name) => ({ [secretName]: name }),
    backends,
  }
}

/** Resources have `getInstance`, by which data-schema knows a function. */
function recorded(kind: string): (props: unknown) => object {
  return (props) => ({ kind, props, getInstance: () => standIn(kind) })
}

/** Whether one of these resources came from `defineAuth` or `referenceAuth`. */
export function hasAuthResource(parts: object): boolean {
  return Object.values(parts).some(
    (part: unknown) =>
      typeof part === 'object' && part !== null && Reflect.get(part, 'kind') === 'auth',
  )
}

/** The stand-in's export names, for the modules that it replaces. */
export const backendExports: readonly (keyof BackendStub)[] = [
  'a',
  'defineData',
  'defineAuth',
  'defineFunction',
  'defineConversationHandlerFunction',
  'defineStorage',
  'defineBackend',
  'referenceAuth',
  'secret',
  'backends',
]
