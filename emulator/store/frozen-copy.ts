import { isObject } from '../model/is-object.ts'
import type { Item } from '../model/item.ts'

/** The item as JSON keeps it (attributes that are undefined go), detached from the caller's and frozen throughout. */
export function frozenCopy(item: Item): Item {
  const copy: unknown = JSON.parse(JSON.stringify(item))
  if (!isObject(copy)) throw new TypeError('an item must be a JSON object')
  return deepFreeze(copy)
}

/** The value itself, frozen throughout: what the store hands out cannot be changed behind its back. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const part of Object.values(value)) deepFreeze(part)
  return Object.freeze(value)
}
