import { Kind, parse } from 'graphql'
import type {
  DefinitionNode,
  EnumTypeDefinitionNode,
  InputObjectTypeDefinitionNode,
  ObjectTypeDefinitionNode,
} from 'graphql'

import { EmulatorError } from '../errors.ts'
import type { CustomOperation, Definition, EnumType } from '../model/definition.ts'
import { noPlaces } from './builder-places.ts'
import type { SchemaPlaces } from './builder-places.ts'
import { directiveArguments, refuseOtherDirectives } from './directive.ts'
import { mergeSameTypes, parseCustomType } from './parse-custom-types.ts'
import { parseModel } from './parse-model.ts'
import { parseOperation, refuseOtherHandlers } from './parse-operation.ts'
import type { TypeNames } from './parse-type.ts'

/** What the SDL says of a definition. */
export type ParsedSdl = Pick<
  Definition,
  'models' | 'enums' | 'customTypes' | 'inputTypes' | 'operations'
>

interface SdlNodes {
  readonly models: readonly ObjectTypeDefinitionNode[]
  readonly customTypes: readonly ObjectTypeDefinitionNode[]
  readonly inputTypes: readonly InputObjectTypeDefinitionNode[]
  readonly enums: readonly EnumTypeDefinitionNode[]
  /** `a.combine([…])` leaves several of one name. */
  readonly roots: readonly ObjectTypeDefinitionNode[]
}

/** Reads SDL with `@model` and `@auth`: what `transform()` prints, or what a user wrote. */
export function parseSdl(sdl: string, places: SchemaPlaces = noPlaces): ParsedSdl {
  const nodes = divide(parse(sdl).definitions)
  const types: TypeNames = {
    models: namesOf(nodes.models),
    enums: namesOf(nodes.enums),
    customTypes: namesOf(nodes.customTypes),
    inputTypes: namesOf(nodes.inputTypes),
  }
  return {
    models: nodes.models.map((node) => parseModel(node, types, places)),
    enums: nodes.enums.map(parseEnum),
    customTypes: mergeSameTypes(nodes.customTypes.map((node) => parseCustomType(node, types))),
    inputTypes: mergeSameTypes(nodes.inputTypes.map((node) => parseCustomType(node, types))),
    operations: nodes.roots.flatMap((node) => parseOperations(node, types, places)),
  }
}

const rootTypes = [
  'Query',
  'Mutation',
  'Subscription',
] as const satisfies readonly CustomOperation['root'][]

function rootOf({ name }: ObjectTypeDefinitionNode): CustomOperation['root'] | undefined {
  return rootTypes.find((root) => root === name.value)
}

function divide(definitions: readonly DefinitionNode[]): SdlNodes {
  const objects = definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
  const roots = objects.filter((node) => rootOf(node) !== undefined)
  for (const root of roots) for (const field of root.fields ?? []) refuseOtherHandlers(field)
  refuseOtherKinds(definitions)
  const isModel = (node: ObjectTypeDefinitionNode): boolean =>
    directiveArguments(node, 'model') !== undefined
  return {
    models: objects.filter(isModel),
    customTypes: objects.filter((node) => !isModel(node) && rootOf(node) === undefined),
    inputTypes: definitions.filter((node) => node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION),
    enums: definitions.filter((node) => node.kind === Kind.ENUM_TYPE_DEFINITION),
    roots,
  }
}

function parseOperations(
  node: ObjectTypeDefinitionNode,
  types: TypeNames,
  places: SchemaPlaces,
): readonly CustomOperation[] {
  const root = rootOf(node)
  if (root === undefined) return []
  refuseOtherDirectives(node, [], `type "${root}"`)
  return (node.fields ?? []).map((field) =>
    parseOperation(field, { root, types, places: places.rulesOf(field.name.value) }),
  )
}

function namesOf(nodes: readonly { readonly name: { readonly value: string } }[]): Set<string> {
  return new Set(nodes.map(({ name }) => name.value))
}

function parseEnum(node: EnumTypeDefinitionNode): EnumType {
  return { name: node.name.value, values: (node.values ?? []).map((value) => value.name.value) }
}

const knownKinds: readonly string[] = [
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
]

function refuseOtherKinds(definitions: readonly DefinitionNode[]): void {
  const other = definitions.find((node) => !knownKinds.includes(node.kind))
  if (other !== undefined)
    throw new EmulatorError('NOT_EMULATED', `the SDL holds a ${other.kind}, which is not emulated`)
}
