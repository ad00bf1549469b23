import { noteRulePlaces } from './rule-places.ts'

/** What `defineData` was given. */
export interface DataProps {
  readonly schema: unknown
  readonly authorizationModes?: unknown
}

const dataProps = Symbol('amplite: props of defineData')

/** The props, when the value came from the stand-in's `defineData`; their schema may be missing. */
export function dataPropsOf(value: unknown): DataProps | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const props: unknown = Reflect.get(value, dataProps)
  return typeof props === 'object' && props !== null ? { schema: undefined, ...props } : undefined
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
    defineFunction: recorded('function'),
    defineStorage: recorded('storage'),
    defineBackend: (parts) => parts,
    referenceAuth: recorded('auth'),
    secret: (name) => ({ kind: 'secret', name }),
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
