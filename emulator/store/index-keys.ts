import { attributeTypeOf } from '../model/attribute-type.ts'
import { StoreError } from './store.ts'
import type { Item } from '../model/item.ts'
import type { KeyAttribute, Table, TableIndex } from './store.ts'

/** Rejects, in DynamoDB's words, an item to create with a value that cannot be a key of an index (`data-api §5.4`). */
export function assertIndexKeys(table: Table, item: Item): void {
  for (const { name, type, index } of indexKeysOf(table)) {
    const actual = attributeTypeOf(item[name])
    if (actual !== undefined && actual !== type) {
      throw invalid(
        `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${index.name}`,
      )
    }
    if (item[name] === '') {
      throw invalid(
        `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${index.name}, IndexKey: ${name}`,
      )
    }
  }
}

/** The same of attributes that an update sets; DynamoDB words it differently there. */
export function assertIndexKeysSet(table: Table, set: Item): void {
  for (const { name, type } of indexKeysOf(table)) {
    const actual = attributeTypeOf(set[name])
    if (actual !== undefined && actual !== type) {
      throw invalid(
        'The update expression attempted to update the secondary index key to unsupported type',
      )
    }
    if (set[name] === '') {
      throw invalid(
        'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.',
      )
    }
  }
}

/** Why DynamoDB would not store an item, for whoever writes items by hand: what is wrong with a key of an index, and the way out. */
export function indexKeyFault(table: Table, item: Item): string | undefined {
  for (const { name, type, index } of indexKeysOf(table)) {
    const actual = attributeTypeOf(item[name])
    if (actual === undefined || (actual === type && item[name] !== '')) continue
    const given = actual === 'NULL' || item[name] === '' ? JSON.stringify(item[name]) : actual
    const wanted = type === 'N' ? 'a number' : 'a text that is not empty'
    return `"${name}" is a key of the index "${index.name}" and has to be ${wanted}, not ${given}; give it one, or leave it out`
  }
  return undefined
}

function indexKeysOf({
  indexes = [],
}: Table): readonly (KeyAttribute & { readonly index: TableIndex })[] {
  return indexes.flatMap((index) =>
    [index.partitionKey, ...(index.sortKey === undefined ? [] : [index.sortKey])].map((key) => ({
      ...key,
      index,
    })),
  )
}

function invalid(message: string): StoreError {
  return new StoreError('Validation', message)
}
