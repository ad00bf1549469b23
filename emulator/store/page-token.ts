import { hash } from 'node:crypto'

import { isItem } from '../model/is-item.ts'
import { keyOf } from '../model/item.ts'
import { isKeyValue } from './item-key.ts'
import { StoreError } from './store.ts'
import type { Item, Key } from '../model/item.ts'
import type { Table } from './store.ts'

/** The `nextToken` of a page that ended with `last`: opaque, and good for this model only. */
export function pageToken(table: Table, last: Item): string {
  return encode({ v: 1, k: keyOf(table.identifier, last), m: hash('sha1', table.name) })
}

/** The key of the last item that was read; rejects a token that `pageToken` did not write for this model. */
export function keyOfToken(table: Table, token: string): Key {
  const content = decode(token)
  if (!isItem(content) || content['v'] !== 1 || content['m'] !== hash('sha1', table.name)) {
    throw invalidToken()
  }
  const key = content['k']
  if (!isItem(key) || !isKeyOf(table, key)) throw invalidToken()
  return key
}

function isKeyOf(table: Table, key: Key): boolean {
  return table.identifier.every((name) => isKeyValue(key[name]))
}

function encode(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url')
}

function decode(token: string): unknown {
  const text = Buffer.from(token, 'base64url')
  // Node skips what is not base64url; a token with something added is not ours all the same.
  if (text.toString('base64url') !== token) throw invalidToken()
  try {
    return JSON.parse(text.toString())
  } catch (cause) {
    throw invalidToken(cause)
  }
}

/** AppSync's text (`data-api §5.5`) without its Java class. */
function invalidToken(cause?: unknown): StoreError {
  return new StoreError('InvalidToken', 'Invalid pagination token given.', { cause })
}
