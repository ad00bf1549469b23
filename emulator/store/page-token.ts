import { hash } from 'node:crypto'

import { isObject } from '../model/is-object.ts'
import { attributeOf } from './key-schema.ts'
import { StoreError } from './store.ts'
import type { Item, Key } from '../model/item.ts'
import type { Query, Table } from './store.ts'

/** What a token is good for. */
export interface TokenScope {
  /** Names the model, and of a query its conditions. */
  readonly mark: string
  /** The attributes that say where an item stands. */
  readonly attributes: readonly string[]
}

/** Good for reading on in a scan of this model only. */
export function scanScope({ name, identifier }: Table): TokenScope {
  return { mark: name, attributes: identifier }
}

/** Good for reading on in the very same query only, in either direction. */
export function queryScope(
  { name, identifier }: Table,
  { index, partition, sort }: Query,
  keys: readonly string[],
): TokenScope {
  const mark = JSON.stringify([name, index?.name, partition, sort])
  return { mark, attributes: [...new Set([...identifier, ...keys])] }
}

/** The `nextToken` of a page that ended with `last`: opaque, and good for its scope only. */
export function pageToken({ mark, attributes }: TokenScope, last: Item): string {
  const key = Object.fromEntries(attributes.map((name) => [name, attributeOf(last, name)]))
  return encode({ v: 1, k: key, m: hash('sha1', mark) })
}

/** The key of the last item that was read; rejects a token that `pageToken` did not write for this scope. */
export function keyOfToken({ mark, attributes }: TokenScope, token: string): Key {
  const content = decode(token)
  if (!isObject(content) || content['v'] !== 1 || content['m'] !== hash('sha1', mark)) {
    throw invalidToken()
  }
  const key = content['k']
  if (!isObject(key) || !attributes.every((name) => isTokenValue(key[name]))) throw invalidToken()
  return key
}

function isTokenValue(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
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
