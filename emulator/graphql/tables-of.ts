import type { Definition, Field, Model } from '../model/definition.ts'
import { isNumericScalar } from '../model/scalars.ts'
import type { KeyAttribute, Table, TableIndex } from '../store/store.ts'

/** What the store must know of each model, by its name. */
export function tablesOf({ models }: Pick<Definition, 'models'>): Tables {
  return new Map(models.map((model) => [model.name, tableOf(model, models)]))
}

export type Tables = ReadonlyMap<string, Table>

/** The index by which items of the related model are found: AWS's, e.g. `gsi-Blog.posts` (`data-api` §4). */
export function relationIndexName(model: string, field: string): string {
  return `gsi-${model}.${field}`
}

function tableOf(model: Model, models: readonly Model[]): Table {
  const { name, identifier } = model
  return {
    name,
    identifier,
    indexes: [...writtenIndexes(model), ...relationIndexes(model, models)],
  }
}

function writtenIndexes(model: Model): readonly TableIndex[] {
  return model.indexes.map(({ name, partitionKey, sortKeys, projection }) => ({
    ...indexOn(model, name, [partitionKey, ...sortKeys]),
    ...(projection === undefined ? {} : { projection }),
  }))
}

/** One for each relation of a parent to this model. */
function relationIndexes(model: Model, models: readonly Model[]): readonly TableIndex[] {
  return models.flatMap((parent) =>
    parent.fields.flatMap(({ name, type, relation }) =>
      type !== model.name || relation === undefined || relation.kind === 'belongsTo'
        ? []
        : [indexOn(model, relationIndexName(parent.name, name), relation.references)],
    ),
  )
}

function indexOn(model: Model, name: string, keys: readonly string[]): TableIndex {
  const [partitionKey = 'id', ...sortKeys] = keys
  return {
    name,
    partitionKey: keyAttribute(model, [partitionKey]),
    ...(sortKeys.length === 0 ? {} : { sortKey: keyAttribute(model, sortKeys) }),
  }
}

/** Several fields are joined to one text. */
function keyAttribute({ fields }: Model, names: readonly string[]): KeyAttribute {
  const name = names.join('#')
  const field: Field | undefined = fields.find((candidate) => candidate.name === name)
  return { name, type: field !== undefined && isNumericScalar(field.type) ? 'N' : 'S' }
}
