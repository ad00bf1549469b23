import { hash } from 'node:crypto'

import { attributeTypeOf } from '../model/attribute-type.ts'
import { StoreError } from './store.ts'
import type { Item, Key } from '../model/item.ts'
import type { Table } from './store.ts'

/** The key attributes of an item as one text: items of a model with the same text are the same item. */
export function keyText(identifier: readonly string[], item: Key): string {
  return JSON.stringify(identifier.map((name) => item[name]))
}

/**
 * Where an item stands in a scan of its model, and among items with equal sort keys: in an order that is stable but tells
 * nothing, so that nobody comes to rely on the order of insertion. For text keys it is DynamoDB's own, of hashes
 * (`data-api §4`), as dynalite found it out.
 */
export function scanPosition(
  [partition = 'id', ...sortKeys]: readonly string[],
  item: Key,
): string {
  const sort = sortKeys.map((name) => item[name]).join('#')
  const text = `${String(item[partition])}${sort}`
  return hash('md5', `Outliers${text}`, 'binary') + keyText([partition, ...sortKeys], item)
}

/** Rejects, in DynamoDB's words, a key that lacks an attribute or has one that is empty or no text or number. */
export function assertKey({ identifier }: Table, key: Key): void {
  for (const name of identifier) {
    if (isKeyPart(identifier, name, key)) continue
    const fault =
      key[name] === '' ? `were invalid: ${emptyKey(name)}` : keyAttributeFault(name, key[name])
    throw new StoreError('Validation', `One or more parameter values ${fault}`)
  }
}

/** The same of an item to create, where an empty text is worded differently. */
export function assertItemKey(table: Table, item: Item): void {
  const empty = table.identifier.find(
    (name) => item[name] === '' && !isKeyPart(table.identifier, name, item),
  )
  if (empty === undefined) return assertKey(table, item)
  throw new StoreError(
    'Validation',
    `One or more parameter values are not valid. ${emptyKey(empty)}`,
  )
}

function emptyKey(name: string): string {
  return `The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`
}

function keyAttributeFault(name: string, value: unknown): string {
  if (value === undefined) return `were invalid: Missing the key ${name} in the item`
  // "S" because the one key attribute that a client may give as null is an `id`, which is a text.
  return `were invalid: Type mismatch for key ${name} expected: S actual: ${attributeTypeOf(value)}`
}

/** Whether an item has a value for this part of its key; of several sort keys, which AWS joins, one may be empty. */
export function isKeyPart(identifier: readonly string[], name: string, item: Key): boolean {
  const isJoined = identifier.length > 2 && name !== identifier[0]
  return isKeyValue(item[name]) || (isJoined && item[name] === '')
}

/** Whether DynamoDB takes a value as a key attribute: a number or a text that is not empty. */
export function isKeyValue(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '')
}
