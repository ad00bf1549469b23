import { valueFromASTUntyped } from 'graphql'
import type { ConstDirectiveNode } from 'graphql'

interface Directed {
  readonly directives?: readonly ConstDirectiveNode[] | undefined
}

/** The arguments of every directive of this name, in the order written. */
export function directiveArguments(
  node: Directed,
  name: string,
): readonly Record<string, unknown>[] {
  return (node.directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map(argumentsOf)
}

/** Whether the node carries a directive of this name. */
export function hasDirective(node: Directed, name: string): boolean {
  return directiveArguments(node, name).length > 0
}

/** A list of texts as SDL may write it: `["a", "b"]`, or `"a"` alone; anything else is an empty list. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}

function argumentsOf(directive: ConstDirectiveNode): Record<string, unknown> {
  const entries = (directive.arguments ?? []).map(
    (argument) => [argument.name.value, valueFromASTUntyped(argument.value)] as const,
  )
  return Object.fromEntries(entries)
}
