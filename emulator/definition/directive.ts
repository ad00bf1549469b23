import { valueFromASTUntyped } from 'graphql'
import type { ConstDirectiveNode } from 'graphql'

import { EmulatorError } from '../errors.ts'

/** A node of the SDL that may bear directives. */
export interface Directed {
  readonly directives?: readonly ConstDirectiveNode[] | undefined
}

/** What is written between the brackets of a directive. */
export type DirectiveArguments = Readonly<Record<string, unknown>>

/** The arguments of the directive of this name, or undefined when it is not there. */
export function directiveArguments(node: Directed, name: string): DirectiveArguments | undefined {
  return repeatedDirective(node, name)[0]
}

/** The arguments of every directive of this name, in the order written. */
export function repeatedDirective(node: Directed, name: string): readonly DirectiveArguments[] {
  const found = node.directives?.filter((directive) => directive.name.value === name) ?? []
  return found.map((directive) =>
    Object.fromEntries(
      (directive.arguments ?? []).map((argument) => [
        argument.name.value,
        valueFromASTUntyped(argument.value),
      ]),
    ),
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

/** Throws for an argument that is none of `known`; `directive` names its bearer too, e.g. `type "Todo": @model`. */
export function refuseOtherArguments(
  written: DirectiveArguments,
  known: readonly string[],
  directive: string,
): void {
  const other = Object.keys(written).find((name) => !known.includes(name))
  if (other === undefined) return
  throw new EmulatorError(
    'NOT_EMULATED',
    `${directive}: its argument "${other}" is not emulated; take it out to run the rest`,
  )
}

/** A list of names as SDL may write it: `["a", "b"]`, or `"a"` alone; anything else names nothing. */
export function namesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map(String) : []
}
