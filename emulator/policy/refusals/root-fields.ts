import { generatedOperations } from '../../model/definition.ts'
import type {
  CustomOperation,
  Definition,
  GeneratedOperation,
  Model,
  Place,
} from '../../model/definition.ts'
import { refuseAt } from './refusal.ts'
import type { Refusal } from './refusal.ts'

/** The name of a generated root field, e.g. `listTodos`. */
export type RootFieldName = (operation: GeneratedOperation, model: string) => string

/** Root fields of custom operations, models and index queries never share a name, and one of them is a query. */
export function rootFields(
  { models, operations }: Definition,
  nameOf: RootFieldName,
): readonly Refusal[] {
  const written = operations.map(({ root, name }) => ({ root, name }))
  const added = [
    ...models.flatMap((model) => generatedFields(model, nameOf)),
    ...models.flatMap(indexQueries),
  ]
  const keys = [...written, ...added].map(keyOf)
  const repeated = added
    .filter((field, index) => keys.indexOf(keyOf(field)) < written.length + index)
    .map(({ root, name, place }) =>
      refuseAt(place, `Object type extension '${root}' cannot redeclare field ${name}`),
    )
  return keys.some((key) => key.startsWith('Query.'))
    ? repeated
    : [...repeated, { message: noQuery }]
}

/** AWS's transformer takes such a schema, but GraphQL does not, and so AppSync does not. */
const noQuery =
  'the schema has no query, and AppSync takes none without one; leave a query of a model enabled or add one with a.query()'

interface RootField {
  readonly root: CustomOperation['root']
  readonly name: string
  readonly place: Place | undefined
}

function keyOf({ root, name }: Pick<RootField, 'root' | 'name'>): string {
  return `${root}.${name}`
}

function generatedFields(model: Model, nameOf: RootFieldName): readonly RootField[] {
  return generatedOperations
    .filter((operation) => !model.disabled.includes(operation))
    .map((operation) => ({
      root: rootOf(operation),
      name: nameOf(operation, model.name),
      place: model.place,
    }))
}

function rootOf(operation: GeneratedOperation): RootField['root'] {
  if (operation === 'get' || operation === 'list') return 'Query'
  return operation.startsWith('on') ? 'Subscription' : 'Mutation'
}

function indexQueries(model: Model): readonly RootField[] {
  return model.indexes.flatMap(({ queryField }) =>
    queryField === null ? [] : [{ root: 'Query', name: queryField, place: model.place }],
  )
}
