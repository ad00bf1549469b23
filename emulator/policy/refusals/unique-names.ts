import type { Definition, Place } from '../../model/definition.ts'
import { refuseAt } from './refusal.ts'
import type { Refusal } from './refusal.ts'

/** GraphQL's own demand, and AWS's: every type and every field of a type has a name of its own. */
export function uniqueNames(definition: Definition): readonly Refusal[] {
  const { models, enums, customTypes, inputTypes } = definition
  const types: readonly Named[] = [...models, ...enums, ...customTypes, ...inputTypes]
  return [
    ...repeated(types).map((type) =>
      refuseAt(type.place, `${invalid} There can be only one type named "${type.name}".`),
    ),
    ...repeatedFields(definition).map((field) =>
      refuseAt(field.place, `${invalid} Field "${field.name}" can only be defined once.`),
    ),
  ]
}

const invalid = 'Schema validation failed.'

interface Named {
  readonly name: string
  readonly place?: Place
}

function repeatedFields(definition: Definition): readonly Named[] {
  const { models, customTypes, inputTypes, operations } = definition
  const fieldsOfTypes = [...models, ...customTypes, ...inputTypes].flatMap((type) =>
    repeated(type.fields).map((field) => ({ ...type, name: `${type.name}.${field.name}` })),
  )
  const fieldsOfRoots = repeated(
    operations.map((operation) => ({ ...operation, name: `${operation.root}.${operation.name}` })),
  )
  return [...fieldsOfTypes, ...fieldsOfRoots]
}

/** The entries whose name an earlier one has. */
function repeated<T extends Named>(entries: readonly T[]): readonly T[] {
  const names = entries.map(({ name }) => name)
  return entries.filter(({ name }, index) => names.indexOf(name) < index)
}
