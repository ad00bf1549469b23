import { sampleOf } from '../graphql/sample-input.ts'
import type { CustomOperation, Definition } from '../model/definition.ts'
import type { Item } from '../model/item.ts'

/** A value for every argument that a custom operation must be given. */
export function sampleArguments(operation: CustomOperation, definition: Definition): Item {
  return Object.fromEntries(
    operation.arguments
      .filter(({ required }) => required)
      .map((argument) => [argument.name, sampleOf(argument, definition)]),
  )
}
