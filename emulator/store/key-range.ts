import { compareText } from '../model/compare-text.ts'
import type { SortCondition } from './store.ts'

/** The value of a sort key; undefined where there is none. */
export type SortValue = string | number | undefined

/** Where something stands in a sorted list: from `start` up to, not including, `end`. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** Orders sort keys: numbers by size, texts by their UTF-8 bytes; negative, zero or positive. */
export function compareSortValues(left: unknown, right: unknown): number {
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right)
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return typeOrder(left) - typeOrder(right)
}

function typeOrder(value: unknown): number {
  if (value === undefined) return 0
  return typeof value === 'number' ? 1 : 2
}

/** The part of a sorted list whose sort keys meet a condition, found in O(log n). */
export function rangeOf(
  sorted: readonly { readonly sort: SortValue }[],
  { operator, operand }: SortCondition,
): Range {
  const first = (holds: (sort: SortValue) => boolean): number =>
    firstWhere(sorted, ({ sort }) => holds(sort))
  const from = (bound: unknown): number => first((sort) => compareSortValues(sort, bound) >= 0)
  const after = (bound: unknown): number => first((sort) => compareSortValues(sort, bound) > 0)
  const end = sorted.length

  switch (operator) {
    case 'eq':
      return { start: from(operand), end: after(operand) }
    case 'lt':
      return { start: 0, end: from(operand) }
    case 'le':
      return { start: 0, end: after(operand) }
    case 'gt':
      return { start: after(operand), end }
    case 'ge':
      return { start: from(operand), end }
    case 'between': {
      const [lower, upper]: readonly unknown[] = Array.isArray(operand) ? operand : []
      return { start: from(lower), end: after(upper) }
    }
    case 'beginsWith':
      return {
        start: from(operand),
        end: first((sort) => compareSortValues(sort, operand) >= 0 && !startsWith(sort, operand)),
      }
  }
}

/** The first place of a sorted list at which `holds` is true; it must stay true from there on. */
export function firstWhere<T>(sorted: readonly T[], holds: (element: T) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const element = sorted[middle]
    if (element !== undefined && !holds(element)) low = middle + 1
    else high = middle
  }
  return low
}

function startsWith(sort: SortValue, prefix: unknown): boolean {
  return typeof sort === 'string' && typeof prefix === 'string' && sort.startsWith(prefix)
}
