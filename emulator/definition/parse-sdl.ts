import { Kind, parse } from 'graphql'
import type {
  DefinitionNode,
  DocumentNode,
  EnumTypeDefinitionNode,
  ObjectTypeDefinitionNode,
} from 'graphql'

import { EmulatorError } from '../errors.ts'
import type { CustomType, Definition, EnumType } from '../model/definition.ts'
import { noPlaces } from './builder-places.ts'
import type { SchemaPlaces } from './builder-places.ts'
import { directiveArguments } from './directive.ts'
import { parseField } from './parse-field.ts'
import type { TypeNames } from './parse-field.ts'
import { parseModel } from './parse-model.ts'

/** What the SDL says of a definition. */
export type ParsedSdl = Pick<
  Definition,
  'models' | 'enums' | 'customTypes' | 'inputTypes' | 'operations'
>

const rootTypes = new Set(['Query', 'Mutation', 'Subscription'])

/** Reads SDL with `@model` and `@auth`: what `transform()` prints, or what a user wrote. */
export function parseSdl(sdl: string, places: SchemaPlaces = noPlaces): ParsedSdl {
  const { definitions } = parse(sdl) satisfies DocumentNode
  const objects = definitions.filter(
    (node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION,
  )
  refuseOtherKinds(definitions)
  refuseCustomOperations(objects)

  const modelNodes = objects.filter((node) => directiveArguments(node, 'model') !== undefined)
  const customNodes = objects.filter(
    (node) => !modelNodes.includes(node) && !rootTypes.has(node.name.value),
  )
  const enums = definitions
    .filter((node): node is EnumTypeDefinitionNode => node.kind === Kind.ENUM_TYPE_DEFINITION)
    .map(parseEnum)
  const types: TypeNames = {
    enums: new Set(enums.map(({ name }) => name)),
    customTypes: new Set(customNodes.map((node) => node.name.value)),
  }
  return {
    models: modelNodes.map((node) => parseModel(node, types, places)),
    enums,
    customTypes: customNodes.map((node) => parseCustomType(node, types)),
    inputTypes: [],
    operations: [],
  }
}

function parseEnum(node: EnumTypeDefinitionNode): EnumType {
  return { name: node.name.value, values: (node.values ?? []).map((value) => value.name.value) }
}

function parseCustomType(node: ObjectTypeDefinitionNode, types: TypeNames): CustomType {
  const name = node.name.value
  return {
    name,
    fields: (node.fields ?? []).map((field) => parseField(field, name, { types, places: [] })),
  }
}

function refuseCustomOperations(objects: readonly ObjectTypeDefinitionNode[]): void {
  for (const node of objects) {
    const [operation] = rootTypes.has(node.name.value) ? (node.fields ?? []) : []
    if (operation === undefined) continue
    throw new EmulatorError(
      'NOT_EMULATED',
      `custom operation "${operation.name.value}": custom queries, mutations and subscriptions are not emulated yet; take it out to run the models`,
    )
  }
}

function refuseOtherKinds(definitions: readonly DefinitionNode[]): void {
  const known: readonly string[] = [
    Kind.OBJECT_TYPE_DEFINITION,
    Kind.ENUM_TYPE_DEFINITION,
    Kind.INPUT_OBJECT_TYPE_DEFINITION,
  ]
  const other = definitions.find((node) => !known.includes(node.kind))
  if (other !== undefined)
    throw new EmulatorError('NOT_EMULATED', `the SDL holds a ${other.kind}, which is not emulated`)
}
