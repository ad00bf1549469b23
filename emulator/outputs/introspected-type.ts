import { Kind } from 'graphql'
import type { NamedTypeNode, TypeNode } from 'graphql'

import { EmulatorError } from '../errors.ts'
import { scalarNames } from '../model/scalars.ts'

/** What a value is: the name of a scalar, or the kind and name of a type of the schema. */
type TypeReference =
  | string
  | { readonly enum: string }
  | { readonly nonModel: string }
  | { readonly model: string }
  | { readonly input: string }

/** A field, argument or operation as aws-amplify reads it. */
export interface IntrospectedValue {
  readonly name: string
  readonly isArray: boolean
  readonly type: TypeReference
  /** Whether the value (for a list: each element) is non-null. */
  readonly isRequired: boolean
}

/** On lists only: whether the list itself may be null. */
export interface IntrospectedList {
  readonly isArrayNullable?: boolean
}

/** Finds the kind of a named type; says undefined of a name that the schema does not hold. */
export type ResolveType = (name: string) => TypeReference | undefined

/** What the schema declares, by kind. */
export interface DeclaredTypes {
  readonly enums: ReadonlySet<string>
  readonly nonModels: ReadonlySet<string>
  readonly models: ReadonlySet<string>
  readonly inputs: ReadonlySet<string>
}

/** Looks names up among the scalars of AppSync and the types of the schema. */
export function createTypeResolver(declared: DeclaredTypes): ResolveType {
  return (name) => {
    if (scalarNames.has(name)) return name
    if (declared.enums.has(name)) return { enum: name }
    if (declared.nonModels.has(name)) return { nonModel: name }
    if (declared.models.has(name)) return { model: name }
    if (declared.inputs.has(name)) return { input: name }
    return undefined
  }
}

/** A declared value; the nullability of its list, if it is one, comes apart because its place among the keys differs. */
export function introspectValue(
  node: { readonly name: { readonly value: string }; readonly type: TypeNode },
  resolveType: ResolveType,
): { readonly value: IntrospectedValue; readonly list: IntrospectedList } {
  const name = node.name.value
  const { inner: outermost, required } = unwrapNonNull(node.type)
  if (outermost.kind !== Kind.LIST_TYPE) {
    const type = resolve(name, outermost, resolveType)
    return { value: { name, isArray: false, type, isRequired: required }, list: {} }
  }

  const element = unwrapNonNull(outermost.type)
  if (element.inner.kind === Kind.LIST_TYPE) {
    throw new EmulatorError('NOT_EMULATED', `field "${name}": a list of lists is not emulated`)
  }
  const type = resolve(name, element.inner, resolveType)
  return {
    value: { name, isArray: true, type, isRequired: element.required },
    list: { isArrayNullable: !required },
  }
}

function resolve(name: string, node: NamedTypeNode, resolveType: ResolveType): TypeReference {
  const type = resolveType(node.name.value)
  if (type === undefined) {
    throw new EmulatorError(
      'DEFINITION_INVALID',
      `field "${name}": type "${node.name.value}" is not declared in the schema`,
    )
  }
  return type
}

function unwrapNonNull(type: TypeNode): {
  readonly inner: Exclude<TypeNode, { readonly kind: Kind.NON_NULL_TYPE }>
  readonly required: boolean
} {
  return type.kind === Kind.NON_NULL_TYPE
    ? { inner: type.type, required: true }
    : { inner: type, required: false }
}
