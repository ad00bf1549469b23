import type {
  InputObjectTypeDefinitionNode,
  InterfaceTypeDefinitionNode,
  ObjectTypeDefinitionNode,
} from 'graphql'
import { isDeepStrictEqual } from 'node:util'

import { EmulatorError } from '../errors.ts'
import type { CustomType } from '../model/definition.ts'
import { refuseOtherDirectives } from './directive.ts'
import { parsePlainField } from './parse-field.ts'
import { gateDirectives, parseGates } from './parse-gates.ts'
import type { TypeNames } from './parse-type.ts'

/** Reads a plain `type`, `input` or `interface`. */
export function parseCustomType(
  node: ObjectTypeDefinitionNode | InputObjectTypeDefinitionNode | InterfaceTypeDefinitionNode,
  types: TypeNames,
): CustomType {
  const name = node.name.value
  refuseOtherDirectives(node, gateDirectives, `type "${name}"`)
  const gates = parseGates(node)
  return {
    name,
    fields: (node.fields ?? []).map((field) => parsePlainField(field, name, types)),
    ...(gates.length === 0 ? {} : { gates }),
  }
}

/** One type a name: each schema of `a.combine([…])` prints the types that its operations share, with its own gates. */
export function mergeSameTypes(types: readonly CustomType[]): readonly CustomType[] {
  const merged = new Map<string, CustomType>()
  for (const type of types) {
    const before = merged.get(type.name)
    merged.set(type.name, before === undefined ? type : mergeTwo(before, type))
  }
  return [...merged.values()]
}

function mergeTwo(one: CustomType, other: CustomType): CustomType {
  if (!isDeepStrictEqual(one.fields, other.fields))
    throw new EmulatorError('DEFINITION_INVALID', `type "${one.name}" is defined twice`)
  const added = (other.gates ?? []).filter(
    (gate) => !one.gates?.some((same) => isDeepStrictEqual(same, gate)),
  )
  return added.length === 0 ? one : { ...one, gates: [...(one.gates ?? []), ...added] }
}
