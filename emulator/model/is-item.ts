import type { Item } from './item.ts'

/** Whether a value of unknown origin is a JSON object, and so may be an item, a key or a filter. */
export function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
