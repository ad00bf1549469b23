import { Kind, parse } from 'graphql'
import type {
  DefinitionNode,
  EnumTypeDefinitionNode,
  InputObjectTypeDefinitionNode,
  InterfaceTypeDefinitionNode,
  ObjectTypeDefinitionNode,
} from 'graphql'

import { EmulatorError } from '../errors.ts'
import type { CustomOperation, Definition, EnumType } from '../model/definition.ts'
import { noPlaces } from './builder-places.ts'
import type { SchemaPlaces } from './builder-places.ts'
import { conversationSdl } from './conversation-sdl.ts'
import { directiveArguments, refuseOtherDirectives } from './directive.ts'
import { mergeSameTypes, parseCustomType } from './parse-custom-types.ts'
import { parseModel } from './parse-model.ts'
import { parseOperation } from './parse-operation.ts'
import type { TypeNames } from './parse-type.ts'

/** What the SDL says of a definition. */
export type ParsedSdl = Pick<
  Definition,
  'models' | 'enums' | 'customTypes' | 'inputTypes' | 'interfaces' | 'operations'
>

interface SdlNodes {
  readonly models: readonly ObjectTypeDefinitionNode[]
  readonly customTypes: readonly ObjectTypeDefinitionNode[]
  readonly inputTypes: readonly InputObjectTypeDefinitionNode[]
  readonly interfaces: readonly InterfaceTypeDefinitionNode[]
  readonly enums: readonly EnumTypeDefinitionNode[]
  /** `a.combine([…])` leaves several of one name. */
  readonly roots: readonly ObjectTypeDefinitionNode[]
}

/** Reads SDL with `@model` and `@auth`: what `transform()` prints, or what a user wrote. */
export function parseSdl(sdl: string, places: SchemaPlaces = noPlaces): ParsedSdl {
  const written = divide(parse(sdl).definitions)
  const added = conversationsOf(written).map((conversation) => ({
    conversation,
    nodes: divide(parse(conversationSdl(conversation)).definitions),
  }))
  const types = typeNames([written, ...added.map(({ nodes }) => nodes)])
  const definition = readNodes(written, types, places)
  const conversations = added.map(({ conversation, nodes }) =>
    ofConversation(readNodes(nodes, types, noPlaces), conversation),
  )
  return conversations.reduce(joined, definition)
}

function readNodes(nodes: SdlNodes, types: TypeNames, places: SchemaPlaces): ParsedSdl {
  const { interfaces } = nodes
  return {
    models: nodes.models.map((node) => parseModel(node, types, places)),
    enums: nodes.enums.map(parseEnum),
    customTypes: mergeSameTypes(nodes.customTypes.map((node) => parseCustomType(node, types))),
    inputTypes: mergeSameTypes(nodes.inputTypes.map((node) => parseCustomType(node, types))),
    ...(interfaces.length === 0
      ? {}
      : {
          interfaces: mergeSameTypes(interfaces.map((node) => parseCustomType(node, types))),
        }),
    operations: nodes.roots.flatMap((node) => parseOperations(node, types, places)),
  }
}

function conversationsOf({ roots }: SdlNodes): readonly string[] {
  return roots
    .flatMap(({ fields = [] }) => fields)
    .filter((field) => directiveArguments(field, 'conversation') !== undefined)
    .map(({ name }) => name.value)
}

function ofConversation(added: ParsedSdl, conversation: string): ParsedSdl {
  return {
    ...added,
    models: added.models.map((model) => ({ ...model, conversation })),
    operations: added.operations.map((operation) => ({
      ...operation,
      answeredBy: 'conversation',
      conversation,
    })),
  }
}

function joined(one: ParsedSdl, other: ParsedSdl): ParsedSdl {
  return {
    ...one,
    models: [...one.models, ...other.models],
    inputTypes: [...one.inputTypes, ...other.inputTypes],
    operations: [...one.operations, ...other.operations],
  }
}

/** AWS brings this one into every schema. */
const turnError = 'AmplifyAIConversationTurnErrorInput'

function typeNames(parts: readonly SdlNodes[]): TypeNames {
  const all = (kind: keyof SdlNodes): Set<string> =>
    namesOf(parts.flatMap((nodes): readonly NamedNode[] => nodes[kind]))
  return {
    models: all('models'),
    enums: all('enums'),
    customTypes: all('customTypes'),
    interfaces: all('interfaces'),
    inputTypes: all('inputTypes').add(turnError),
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
  refuseOtherKinds(definitions)
  const isModel = (node: ObjectTypeDefinitionNode): boolean =>
    directiveArguments(node, 'model') !== undefined
  return {
    models: objects.filter(isModel),
    customTypes: objects.filter((node) => !isModel(node) && rootOf(node) === undefined),
    inputTypes: definitions.filter((node) => node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION),
    interfaces: definitions.filter((node) => node.kind === Kind.INTERFACE_TYPE_DEFINITION),
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

interface NamedNode {
  readonly name: { readonly value: string }
}

function namesOf(nodes: readonly NamedNode[]): Set<string> {
  return new Set(nodes.map(({ name }) => name.value))
}

function parseEnum(node: EnumTypeDefinitionNode): EnumType {
  return { name: node.name.value, values: (node.values ?? []).map((value) => value.name.value) }
}

const knownKinds: readonly string[] = [
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
]

function refuseOtherKinds(definitions: readonly DefinitionNode[]): void {
  const other = definitions.find((node) => !knownKinds.includes(node.kind))
  if (other !== undefined)
    throw new EmulatorError('NOT_EMULATED', `the SDL holds a ${other.kind}, which is not emulated`)
}
