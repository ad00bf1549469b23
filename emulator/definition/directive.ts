import { valueFromASTUntyped } from 'graphql'
import type { ConstDirectiveNode } from 'graphql'

interface Directed {
  readonly directives?: readonly ConstDirectiveNode[] | undefined
}

/** The arguments of the directive of this name, or undefined when it is not there. */
export function directiveArguments(
  node: Directed,
  name: string,
): Record<string, unknown> | undefined {
  const directive = node.directives?.find((candidate) => candidate.name.value === name)
  if (directive === undefined) return undefined
  return Object.fromEntries(
    (directive.arguments ?? []).map((argument) => [
      argument.name.value,
      valueFromASTUntyped(argument.value),
    ]),
  )
}
