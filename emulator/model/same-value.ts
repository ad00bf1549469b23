import { isObject } from './is-object.ts'

/** Whether two stored values are equal in DynamoDB's eyes: same type, same content, maps in any order. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) return sameList(left, right)
  if (isObject(left) && isObject(right)) return sameMap(left, right)
  return left === right
}

function sameList(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((value, at) => sameValue(value, right[at]))
}

function sameMap(
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
): boolean {
  const names = Object.keys(left)
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && sameValue(left[name], right[name]))
  )
}
