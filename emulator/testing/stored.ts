import type { Item } from '../model/item.ts'

const modelOf = Symbol('amplite: model of a stored item')

/** A stored item that remembers its model, invisibly: runners compare it as plain data. */
export type Stored = Item

/** The item, remembering its model. */
export function stored(model: string, item: Item): Stored {
  return Object.defineProperty({ ...item }, modelOf, { value: model })
}

/** The model that the item came from; throws TypeError for an item of unknown origin. */
export function modelOfStored(item: Stored): string {
  const model: unknown = Reflect.get(item, modelOf)
  if (typeof model === 'string') return model
  throw new TypeError(
    'this item does not say which model it is of; use what sandbox.put() or sandbox.stored() returned',
  )
}
