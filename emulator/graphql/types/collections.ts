import type { Definition, Model } from '../../model/definition.ts'

/** The ways in which clients get several items of a model at once. */
export interface Collections {
  readonly isListed: boolean
  /** Whether a secondary index has a query. */
  readonly isIndexed: boolean
  /** Whether a model has a `hasMany` to it. */
  readonly isRelated: boolean
}

export function collectionsOf(model: Model, models: Definition['models']): Collections {
  return {
    isListed: !model.disabled.includes('list'),
    isIndexed: model.indexes.some(({ queryField }) => queryField !== null),
    isRelated: models.some(({ fields }) =>
      fields.some(({ type, relation }) => type === model.name && relation?.kind === 'hasMany'),
    ),
  }
}
