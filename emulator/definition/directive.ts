import { valueFromASTUntyped } from 'graphql'
import type { ConstDirectiveNode } from 'graphql'

import { EmulatorError } from '../errors.ts'

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

/** Throws for a directive that is none of `known`; `bearer` names what bears it, e.g. `type "Todo"`. */
export function refuseOtherDirectives(
  node: Directed,
  known: readonly string[],
  bearer: string,
): void {
  const other = node.directives?.find(({ name }) => !known.includes(name.value))
  if (other === undefined) return
  throw new EmulatorError(
    'NOT_EMULATED',
    `${bearer}: the directive "@${other.name.value}" is not emulated; take it out to run the rest`,
  )
}
