import { Kind, parse } from 'graphql'
import type {
  DefinitionNode,
  EnumTypeDefinitionNode,
  FieldDefinitionNode,
  InputObjectTypeDefinitionNode,
  ObjectTypeDefinitionNode,
} from 'graphql'

import { hasDirective } from './directive-arguments.ts'
import { modelAttributes, pluralName, primaryKeyInfo } from './introspected-attributes.ts'
import type { IntrospectedAttribute, PrimaryKeyInfo } from './introspected-attributes.ts'
import { customTypeFields, modelFields } from './introspected-fields.ts'
import type { IntrospectedFields } from './introspected-fields.ts'
import { introspectArguments, introspectOperation } from './introspected-operations.ts'
import type { IntrospectedArguments, IntrospectedOperation } from './introspected-operations.ts'
import { createTypeResolver } from './introspected-type.ts'
import type { ResolveType } from './introspected-type.ts'

type ByName<T> = Readonly<Record<string, T>>

/** One `a.model()` as aws-amplify reads it. */
interface IntrospectedModel {
  readonly name: string
  readonly fields: IntrospectedFields
  readonly syncable: true
  readonly pluralName: string
  readonly attributes: readonly IntrospectedAttribute[]
  readonly primaryKeyInfo: PrimaryKeyInfo
}

/** `data.model_introspection` of amplify_outputs.json: the only source of `client.models` in aws-amplify. */
export interface ModelIntrospection {
  readonly version: 1
  readonly models: ByName<IntrospectedModel>
  readonly enums: ByName<{ readonly name: string; readonly values: readonly string[] }>
  readonly nonModels: ByName<{ readonly name: string; readonly fields: IntrospectedFields }>
  readonly queries?: ByName<IntrospectedOperation>
  readonly mutations?: ByName<IntrospectedOperation>
  readonly subscriptions?: ByName<IntrospectedOperation>
  readonly inputs?: ByName<{
    readonly name: string
    readonly attributes: IntrospectedArguments
  }>
}

interface SchemaParts {
  readonly models: readonly ObjectTypeDefinitionNode[]
  readonly nonModels: readonly ObjectTypeDefinitionNode[]
  readonly enums: readonly EnumTypeDefinitionNode[]
  readonly inputs: readonly InputObjectTypeDefinitionNode[]
  /** The fields of one root type; of all its parts when `a.combine()` left several. */
  readonly operations: (rootType: string) => readonly FieldDefinitionNode[]
}

const rootTypes: readonly string[] = ['Query', 'Mutation', 'Subscription']

/** The object that `ampx` writes for this SDL, key order included (`clients §1.3`). */
export function modelIntrospection(sdl: string): ModelIntrospection {
  const parts = divide(parse(sdl).definitions)
  const resolveType = createTypeResolver({
    models: namesOf(parts.models),
    nonModels: namesOf(parts.nonModels),
    enums: namesOf(parts.enums),
    inputs: namesOf(parts.inputs),
  })
  return {
    version: 1,
    models: byName(parts.models, (node) => introspectModel(node, resolveType)),
    enums: byName(parts.enums, introspectEnum),
    nonModels: byName(parts.nonModels, (node) => ({
      name: node.name.value,
      fields: customTypeFields(node, resolveType),
    })),
    ...operationsOf('queries', parts.operations('Query'), resolveType),
    ...operationsOf('mutations', parts.operations('Mutation'), resolveType),
    ...operationsOf('subscriptions', parts.operations('Subscription'), resolveType),
    ...inputsOf(parts.inputs, resolveType),
  }
}

function divide(definitions: readonly DefinitionNode[]): SchemaParts {
  const objects = definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
  const ordinary = objects.filter((node) => !rootTypes.includes(node.name.value))
  return {
    models: ordinary.filter((node) => hasDirective(node, 'model')),
    nonModels: ordinary.filter((node) => !hasDirective(node, 'model')),
    enums: definitions.filter((node) => node.kind === Kind.ENUM_TYPE_DEFINITION),
    inputs: definitions.filter((node) => node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION),
    operations: (rootType) =>
      objects
        .filter((node) => node.name.value === rootType)
        .flatMap((node) => [...(node.fields ?? [])]),
  }
}

function introspectModel(
  node: ObjectTypeDefinitionNode,
  resolveType: ResolveType,
): IntrospectedModel {
  return {
    name: node.name.value,
    fields: modelFields(node, resolveType),
    syncable: true,
    pluralName: pluralName(node.name.value),
    attributes: modelAttributes(node),
    primaryKeyInfo: primaryKeyInfo(node),
  }
}

function introspectEnum(node: EnumTypeDefinitionNode): { name: string; values: string[] } {
  return { name: node.name.value, values: (node.values ?? []).map((value) => value.name.value) }
}

function operationsOf(
  key: 'queries' | 'mutations' | 'subscriptions',
  fields: readonly FieldDefinitionNode[],
  resolveType: ResolveType,
): Pick<ModelIntrospection, 'queries' | 'mutations' | 'subscriptions'> {
  if (fields.length === 0) return {}
  return { [key]: byName(fields, (field) => introspectOperation(field, resolveType)) }
}

function inputsOf(
  inputs: readonly InputObjectTypeDefinitionNode[],
  resolveType: ResolveType,
): Pick<ModelIntrospection, 'inputs'> {
  if (inputs.length === 0) return {}
  return {
    inputs: byName(inputs, (node) => ({
      name: node.name.value,
      attributes: introspectArguments(node.fields ?? [], resolveType),
    })),
  }
}

interface Named {
  readonly name: { readonly value: string }
}

function namesOf(nodes: readonly Named[]): ReadonlySet<string> {
  return new Set(nodes.map((node) => node.name.value))
}

function byName<N extends Named, T>(nodes: readonly N[], introspect: (node: N) => T): ByName<T> {
  return Object.fromEntries(nodes.map((node) => [node.name.value, introspect(node)]))
}
