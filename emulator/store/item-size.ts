import { Buffer } from 'node:buffer'

import { isObject } from '../model/is-object.ts'
import { StoreError } from './store.ts'
import type { Item } from '../model/item.ts'

/** DynamoDB's limit for one item with the names of its attributes, in bytes. */
export const itemLimitBytes: number = 400 * 1024

/** How much one page of a query or scan reads at most, in bytes. */
const pageLimitBytes = 1024 * 1024

/** Rejects, in DynamoDB's words, an item that is too large. */
export function assertItemSize(item: Item, doing: 'create' | 'update'): void {
  if (itemSize(item) <= itemLimitBytes) return
  const subject = doing === 'create' ? 'Item size' : 'Item size to update'
  throw new StoreError('Validation', `${subject} has exceeded the maximum allowed size`)
}

/** The first items that one page can hold; always one. */
export function withinPage(items: readonly Item[]): readonly Item[] {
  let size = 0
  const end = items.findIndex((item) => (size += itemSize(item)) > pageLimitBytes)
  return end === -1 ? items : items.slice(0, Math.max(end, 1))
}

/** Bytes as the DynamoDB developer guide counts them ("DynamoDB item sizes and formats"). */
export function itemSize(item: Item): number {
  let size = 0
  for (const [name, value] of Object.entries(item)) size += Buffer.byteLength(name) + sizeOf(value)
  return size
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'number') return numberSize(value)
  if (Array.isArray(value)) {
    return value.reduce((size: number, element) => size + 1 + sizeOf(element), 3)
  }
  if (isObject(value)) return 3 + Object.keys(value).length + itemSize(value)
  return 1
}

/** About one byte for two significant digits, and one more. */
function numberSize(value: number): number {
  const digits = String(Math.abs(value))
    .replace(/e.*$/, '')
    .replace('.', '')
    .replace(/^0+|0+$/g, '')
  return 1 + Math.ceil(digits.length / 2)
}
