import type { Item } from '../model/item.ts'

const isResult = Symbol('amplite: result of a mutation')

/** The item as a mutation returns it: what subscribers receive, so protected fields are null in it. */
export function asMutationResult(item: Item): Item {
  return { ...item, [isResult]: true }
}

/** Whether the item is (part of) what a mutation returned. */
export function isMutationResult(item: Item): boolean {
  return Reflect.get(item, isResult) === true
}
