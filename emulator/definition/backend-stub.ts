import { currentStack, noteRulePlaces } from './rule-places.ts'

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

/** data-schema takes for a function whatever has this method, which only a deployment would call. */
function getInstance(): never {
  throw new Error('a function has no instance before it is deployed')
}

/** The stand-in for `@aws-amplify/backend`: its run-time exports, recording instead of deploying. */
export interface BackendStub {
  readonly a: unknown
  readonly defineData: (props: DataProps) => object
  readonly defineAuth: (props: unknown) => object
  readonly defineFunction: (props?: unknown) => object
  readonly defineStorage: (props: unknown) => object
  readonly defineBackend: (parts: object) => object
  readonly referenceAuth: (props: unknown) => object
  readonly secret: (name: string) => object
}

/**
 * Builds the stand-in around one copy of `@aws-amplify/data-schema`. The real package loads a CDK: 3 to 5 s
 * (`clients.md` §7); only what it was told matters here.
 */
export function backendStub(dataSchema: {
  readonly a: Parameters<typeof noteRulePlaces>[0]
}): BackendStub {
  noteRulePlaces(dataSchema.a)
  const recorded = (kind: string) => (props: unknown) => ({ kind, props })
  return {
    a: dataSchema.a,
    defineData: (props) => ({ [dataProps]: props }),
    defineAuth: recorded('auth'),
    defineFunction: (props = {}) => ({
      [functionCall]: { props, stack: currentStack() } satisfies FunctionCall,
      getInstance,
    }),
    defineStorage: recorded('storage'),
    defineBackend: (parts) => parts,
    referenceAuth: recorded('auth'),
    secret: (name) => ({ [secretName]: name }),
  }
}

/** The stand-in's export names, for the module that replaces `@aws-amplify/backend`. */
export const backendExports: readonly (keyof BackendStub)[] = [
  'a',
  'defineData',
  'defineAuth',
  'defineFunction',
  'defineStorage',
  'defineBackend',
  'referenceAuth',
  'secret',
]
