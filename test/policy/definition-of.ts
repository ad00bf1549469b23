import { parseSdl } from '../../emulator/definition/parse-sdl.ts'
import type {
  CustomOperation,
  Definition,
  Field,
  Model,
  Relation,
} from '../../emulator/model/definition.ts'
import type { Rule } from '../../emulator/model/rule.ts'

/** Somewhere in the user's file. */
export const place = { file: '/project/amplify/data/resource.ts', line: 12, column: 5 }

/** `allow.authenticated('oidc')`. */
export const signedIn: Rule = { strategy: 'private', provider: 'oidc' }

/** A definition of an OIDC backend without models. */
export const empty: Definition = {
  file: '/project/amplify/data/resource.ts',
  sdl: '',
  models: [],
  enums: [],
  customTypes: [],
  inputTypes: [],
  operations: [],
  functions: [],
  modes: { defaultMode: 'oidc', additionalModes: [] },
  sources: [],
}

/** The definition that this SDL is, in an OIDC backend. */
export function fromSdl(sdl: string): Definition {
  return { ...empty, sdl, ...parseSdl(sdl) }
}

/** The definition of these models, in an OIDC backend. */
export function fromModels(...models: readonly Model[]): Definition {
  return { ...empty, models }
}

/** A model that every signed-in caller may use. */
export function modelOf(name: string, rest: Partial<Model>): Model {
  return {
    name,
    fields: [],
    identifier: ['id'],
    declaresIdentifier: false,
    indexes: [],
    rules: [signedIn],
    disabled: [],
    feedsSubscriptions: true,
    ...rest,
  }
}

/** A field that holds one nullable value, unless told otherwise. */
export function fieldOf(name: string, type: string, rest: Partial<Field> = {}): Field {
  return { name, type, kind: 'scalar', list: null, required: false, rules: [], ...rest }
}

/** What makes a list of a field. */
export const many = { list: { elementRequired: false } } as const

/** A relation field: its kind, its name and the related model, its references. */
export function relationOf(
  kind: Relation['kind'],
  [name, type]: readonly [string, string],
  references: readonly string[],
): Field {
  const list = kind === 'hasMany' ? many.list : null
  return fieldOf(name, type, { kind: 'model', list, relation: { kind, references } })
}

/** An identifier of two fields. */
export const compositeKey = { identifier: ['a', 'b'], declaresIdentifier: true } as const
/** The fields of `compositeKey`. */
export const compositeFields: readonly Field[] = [
  fieldOf('a', 'String', { required: true }),
  fieldOf('b', 'String', { required: true }),
]

/** A query that a function answers. */
export function operationOf(rest: Partial<CustomOperation>): CustomOperation {
  return {
    root: 'Query',
    name: 'echo',
    arguments: [],
    result: fieldOf('echo', 'String'),
    rules: [signedIn],
    gates: [],
    functions: ['echo'],
    triggers: [],
    ...rest,
  }
}
