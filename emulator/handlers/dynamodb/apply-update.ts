import { isObject } from '../../model/is-object.ts'
import type { Item } from '../../model/item.ts'
import { sameValue } from '../../model/same-value.ts'
import { StoreError } from '../../store/store.ts'
import { valueAt } from './document-path.ts'
import type { DocumentPath } from './document-path.ts'
import type { UpdateAction, UpdateOperand } from './update.ts'

/** The item after an update; every operand is read from the item as it was. Throws a `StoreError` `Validation`. */
export function applyUpdate(item: Item, actions: readonly UpdateAction[]): Item {
  const planned = actions.map((action) => ({ path: action.path, value: valueFor(item, action) }))
  let updated = item
  for (const { path, value } of planned.filter(({ value: set }) => set !== undefined))
    updated = objectOf(withValue(updated, path, value))
  // Removals come last, and from the end of lists, so that no position moves before it was used.
  const removed = planned.filter(({ value }) => value === undefined).map(({ path }) => path)
  for (const path of removed.toSorted(byLastStepDown)) updated = objectOf(without(updated, path))
  return updated
}

function byLastStepDown(one: DocumentPath, other: DocumentPath): number {
  const [left, right] = [one.at(-1), other.at(-1)]
  return typeof left === 'number' && typeof right === 'number' ? right - left : 0
}

/** What the place of an action holds afterwards; undefined: nothing. */
function valueFor(item: Item, action: UpdateAction): unknown {
  const stored = valueAt(item, action.path)
  switch (action.kind) {
    case 'set':
      return evaluate(item, action.to)
    case 'remove':
      return undefined
    case 'add':
      return added(stored, action.typed.value)
    case 'delete':
      return deleted(stored, action.typed.value)
  }
}

function evaluate(item: Item, operand: UpdateOperand): unknown {
  switch (operand.kind) {
    case 'value':
      return operand.typed.value
    case 'path':
      return present(valueAt(item, operand.path))
    case 'if_not_exists':
      return valueAt(item, operand.path) ?? evaluateMissing(item, operand)
    case 'list_append':
      return [...listOf(evaluate(item, operand.left)), ...listOf(evaluate(item, operand.right))]
    case '+':
      return numberOf(evaluate(item, operand.left)) + numberOf(evaluate(item, operand.right))
    case '-':
      return numberOf(evaluate(item, operand.left)) - numberOf(evaluate(item, operand.right))
  }
}

/** A null attribute exists. */
function evaluateMissing(
  item: Item,
  { path, otherwise }: Extract<UpdateOperand, { kind: 'if_not_exists' }>,
): unknown {
  return valueAt(item, path) === null ? null : evaluate(item, otherwise)
}

/** A number is added to a number, a set joins a set; both to nothing, too. */
function added(stored: unknown, value: unknown): unknown {
  if (Array.isArray(value)) return union(stored === undefined ? [] : listOf(stored), value)
  return numberOf(stored ?? 0) + numberOf(value)
}

function union(stored: readonly unknown[], more: readonly unknown[]): readonly unknown[] {
  return [...stored, ...more.filter((one) => !includes(stored, one))]
}

/** A set without these elements; an empty one goes. */
function deleted(stored: unknown, value: unknown): unknown {
  if (stored === undefined) return undefined
  const rest = listOf(stored).filter((one) => !includes(listOf(value), one))
  return rest.length === 0 ? undefined : rest
}

function includes(list: readonly unknown[], value: unknown): boolean {
  return list.some((one) => sameValue(one, value))
}

function withValue(holder: unknown, path: DocumentPath, value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (typeof step === 'number') {
    if (!Array.isArray(holder)) throw invalidPath()
    const list: readonly unknown[] = holder
    // A position behind the end is the end.
    const at = Math.min(step, list.length)
    const element = withValue(list[at], rest, value)
    return at === list.length ? [...list, element] : list.with(at, element)
  }
  if (!isObject(holder)) throw invalidPath()
  const inner = Object.hasOwn(holder, step) ? holder[step] : undefined
  return { ...holder, [step]: withValue(inner, rest, value) }
}

function without(holder: unknown, path: DocumentPath): unknown {
  const [step, ...rest] = path
  if (step === undefined) return holder
  if (typeof step === 'number') {
    if (!Array.isArray(holder)) throw invalidPath()
    const list: readonly unknown[] = holder
    if (step >= list.length) return list
    return rest.length === 0 ? list.toSpliced(step, 1) : list.with(step, without(list[step], rest))
  }
  if (!isObject(holder)) throw invalidPath()
  if (rest.length > 0) return { ...holder, [step]: without(holder[step], rest) }
  return Object.fromEntries(Object.entries(holder).filter(([name]) => name !== step))
}

function objectOf(value: unknown): Item {
  return isObject(value) ? value : {}
}

function present(value: unknown): unknown {
  if (value !== undefined) return value
  throw validation('The provided expression refers to an attribute that does not exist in the item')
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw wrongType()
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  throw wrongType()
}

function wrongType(): StoreError {
  return validation('An operand in the update expression has an incorrect data type')
}

function invalidPath(): StoreError {
  return validation('The document path provided in the update expression is invalid for update')
}

function validation(message: string): StoreError {
  return new StoreError('Validation', message)
}
