import { Kind } from 'graphql'
import type { TypeNode } from 'graphql'

import { EmulatorError } from '../errors.ts'
import type { Field, FieldKind } from '../model/definition.ts'
import { scalarNames } from '../model/scalars.ts'

/** The names that a type may have, beside the scalars. */
export interface TypeNames {
  readonly models: ReadonlySet<string>
  readonly enums: ReadonlySet<string>
  readonly customTypes: ReadonlySet<string>
  readonly inputTypes: ReadonlySet<string>
  readonly interfaces: ReadonlySet<string>
}

/** Reads a type such as `[Int!]!`; `bearer` names what has it, e.g. `field "Todo.tags"`. */
export function parseType(
  node: TypeNode,
  types: TypeNames,
  bearer: string,
): Pick<Field, 'type' | 'kind' | 'list' | 'required'> {
  const { type, list, required } = shapeOf(node, bearer)
  return { type, kind: kindOf(type, types, bearer), list, required }
}

function shapeOf(node: TypeNode, bearer: string): Pick<Field, 'type' | 'list' | 'required'> {
  if (node.kind === Kind.NON_NULL_TYPE) return { ...shapeOf(node.type, bearer), required: true }
  if (node.kind === Kind.NAMED_TYPE) return { type: node.name.value, list: null, required: false }
  const element = shapeOf(node.type, bearer)
  if (element.list !== null)
    throw new EmulatorError('NOT_EMULATED', `${bearer}: a list of lists is not emulated`)
  return { type: element.type, list: { elementRequired: element.required }, required: false }
}

function kindOf(type: string, types: TypeNames, bearer: string): FieldKind {
  if (scalarNames.has(type)) return 'scalar'
  if (types.enums.has(type)) return 'enum'
  if (types.customTypes.has(type)) return 'customType'
  if (types.models.has(type)) return 'model'
  if (types.inputTypes.has(type)) return 'input'
  if (types.interfaces.has(type)) return 'interface'
  throw new EmulatorError('DEFINITION_INVALID', `${bearer}: its type "${type}" is not defined`)
}
