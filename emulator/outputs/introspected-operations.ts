import type { FieldDefinitionNode, InputValueDefinitionNode } from 'graphql'

import { EmulatorError } from '../errors.ts'
import { hasDirective } from './directive-arguments.ts'
import { introspectValue } from './introspected-type.ts'
import type { IntrospectedList, IntrospectedValue, ResolveType } from './introspected-type.ts'

/** An argument of a custom operation, or a field of an input type. */
type IntrospectedArgument = IntrospectedValue & IntrospectedList

/** Arguments by name. */
export type IntrospectedArguments = Readonly<Record<string, IntrospectedArgument>>

/** A custom query, mutation or subscription. */
export type IntrospectedOperation = IntrospectedArgument & {
  /** Only there when the operation takes any. */
  readonly arguments?: IntrospectedArguments
}

/** A root field with the user's own handler. */
export function introspectOperation(
  field: FieldDefinitionNode,
  resolveType: ResolveType,
): IntrospectedOperation {
  refuseGenerated(field)
  const { value, list } = introspectValue(field, resolveType)
  const parameters = field.arguments ?? []
  if (parameters.length === 0) return { ...value, ...list }
  return { ...value, ...list, arguments: introspectArguments(parameters, resolveType) }
}

/** The arguments of an operation, or the fields of an input type. */
export function introspectArguments(
  nodes: readonly InputValueDefinitionNode[],
  resolveType: ResolveType,
): IntrospectedArguments {
  const entries = nodes.map((node) => {
    const { value, list } = introspectValue(node, resolveType)
    return [value.name, { ...value, ...list }] as const
  })
  return Object.fromEntries(entries)
}

/** `a.conversation()` and `a.generation()` have chapters of their own in the client's format. */
function refuseGenerated(field: FieldDefinitionNode): void {
  for (const directive of ['conversation', 'generation']) {
    if (!hasDirective(field, directive)) continue
    throw new EmulatorError(
      'NOT_EMULATED',
      `operation "${field.name.value}": a.${directive}() is not emulated; take it out of the schema to run the rest`,
    )
  }
}
