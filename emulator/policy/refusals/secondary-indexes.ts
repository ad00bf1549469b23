import type { Definition, Model, SecondaryIndex } from '../../model/definition.ts'
import { booleanKey, fieldOf, isKeyLike, noSortKeyCondition } from './key-fields.ts'
import type { Refusal } from './refusal.ts'

/** Names and keys of `.secondaryIndexes()`; of each index the first breach. */
export function secondaryIndexes({ models }: Definition): readonly Refusal[] {
  return models.flatMap((model) =>
    model.indexes.flatMap((index) => {
      const message =
        nameFault(index) ??
        partitionKeyFault(model, index) ??
        sortKeyFault(model, index) ??
        booleanFault(model, index)
      return message === undefined ? [] : [refuseIndex(model, index, message)]
    }),
  )
}

function refuseIndex({ name, place }: Model, index: SecondaryIndex, message: string): Refusal {
  const subject = `${name}.${index.partitionKey}`
  return place === undefined ? { message, subject } : { message, subject, place }
}

function nameFault({ name }: SecondaryIndex): string | undefined {
  if (/^[A-Za-z0-9_\-.]{3,255}$/.test(name)) return undefined
  return 'The indexName is invalid. It should be between 3 and 255 characters. Only A–Z, a–z, 0–9, underscore characters, hyphens, and periods allowed.'
}

function partitionKeyFault(model: Model, index: SecondaryIndex): string | undefined {
  const { name, partitionKey, sortKeys } = index
  const { identifier, declaresIdentifier } = model
  if (sortKeys.includes(partitionKey))
    return `@index field '${partitionKey}' cannot reference itself.`
  if (declaresIdentifier && identifier.length === 1 && identifier[0] === partitionKey)
    return `Invalid @index '${name}'. You may not create an index where the partition key is the same as that of the primary key unless the primary key has a sort field. You cannot have a local secondary index without a sort key in the primary key.`
  if (model.indexes.find((other) => other.name === name) !== index)
    return repeatedName(model, index)
  const field = fieldOf(model, partitionKey)
  if (field === undefined) return missing(model, index, partitionKey)
  if (!isKeyLike(field))
    return `Index '${name}' on type '${model.name}.${partitionKey}' cannot be a non-scalar.`
  return undefined
}

/** AWS compares the names that were written; two default ones meet later, in the table. */
function repeatedName(model: Model, index: SecondaryIndex): string {
  const { name, partitionKey, sortKeys } = index
  const keys = [partitionKey, ...sortKeys]
  const isDefault = name.endsWith(`By${keys.map(capitalised).join('And')}`)
  if (isDefault) return `a duplicate index name, ${name}, is not allowed`
  return `You may only supply one @index with the name '${name}' on type '${model.name}'.`
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function sortKeyFault(model: Model, index: SecondaryIndex): string | undefined {
  for (const name of index.sortKeys) {
    const field = fieldOf(model, name)
    if (field === undefined) return missing(model, index, name)
    if (!isKeyLike(field))
      return `The sort key of index '${index.name}' on type '${model.name}.${name}' cannot be a non-scalar.`
  }
  return undefined
}

function missing(model: Model, { name }: SecondaryIndex, field: string): string {
  return `Can't find field '${field}' in ${model.name}, but it was specified in index '${name}'.`
}

/** AWS asks for the types of several sort keys only when it writes the query. */
function booleanFault(model: Model, index: SecondaryIndex): string | undefined {
  const isBoolean = (name: string): boolean => fieldOf(model, name)?.type === 'Boolean'
  const booleans = index.sortKeys.filter(isBoolean)
  if (booleans.length > 0 && index.sortKeys.length === 1)
    return noSortKeyCondition(booleans[0] ?? '')
  if (isBoolean(index.partitionKey)) return booleanKey
  return booleans.length > 0 && index.queryField !== null ? booleanKey : undefined
}
