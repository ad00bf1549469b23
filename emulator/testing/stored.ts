import type { Item } from '../model/item.ts'

const modelOf = Symbol('amplite: model of a stored item')

/** A stored item that remembers its model, invisibly: runners compare it as plain data. */
export type Stored = Item

/** The item, remembering its model. */
export function stored<T extends object>(model: string, item: T): T {
  return Object.defineProperty({ ...item }, modelOf, { value: model })
}

/** The model that the item came from; throws TypeError for an item of unknown origin. */
export function modelOfStored(item: object): string {
  const model: unknown = Reflect.get(item, modelOf)
  if (typeof model === 'string') return model
  throw new TypeError(
    'this item does not say which model it is of; use what sandbox.put(), sandbox.stored() or models returned',
  )
}
