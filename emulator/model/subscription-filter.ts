import { isObject } from './is-object.ts'
import type { Filter } from './filter.ts'
import type { Item } from './item.ts'
import { sameValue } from './same-value.ts'

/** One comparison of an enhanced subscription filter. */
interface FilterTerm {
  readonly fieldName: string
  readonly operator: string
  readonly value: unknown
}

/** An enhanced subscription filter in AppSync's form: any group, of which every term holds. */
export type FilterGroups = readonly { readonly filters: readonly FilterTerm[] }[]

/** `$util.transform.toSubscriptionFilter`: a filter as alternatives of conjunctions. */
export function toFilterGroups(filter: Filter): FilterGroups {
  return alternatives(filter).map((filters) => ({ filters }))
}

type Conjunction = readonly FilterTerm[]

function alternatives(filter: Filter): readonly Conjunction[] {
  let found: readonly Conjunction[] = [[]]
  for (const [name, value] of Object.entries(filter)) {
    for (const factor of factorsOf(name, value)) {
      found = found.flatMap((one) => factor.map((other) => [...one, ...other]))
    }
  }
  return found
}

/** What one entry of a filter demands: each factor is a choice of conjunctions. */
function factorsOf(name: string, value: unknown): readonly (readonly Conjunction[])[] {
  if (name === 'and') return filtersOf(value).map(alternatives)
  if (name === 'or') {
    const choices = filtersOf(value).flatMap(alternatives)
    return choices.length === 0 ? [] : [choices]
  }
  if (!isObject(value)) return []
  return Object.entries(value).map(([operator, operand]) => [
    [{ fieldName: name, operator, value: operand }],
  ])
}

function filtersOf(value: unknown): readonly Filter[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.filter(isObject)
}

/** Whether what a mutation answered passes; fields that it did not select are not there. */
export function matchesFilterGroups(payload: Item, groups: FilterGroups): boolean {
  return groups.some(({ filters }) =>
    filters.every((term) => matchesTerm(payload[term.fieldName], term)),
  )
}

type Comparison = (value: unknown, operand: unknown) => boolean

const comparisons: Readonly<Record<string, Comparison>> = {
  eq: (value, operand) => sameValue(value ?? null, operand ?? null),
  ne: (value, operand) => !sameValue(value ?? null, operand ?? null),
  lt: (value, operand) => order(value, operand, (difference) => difference < 0),
  le: (value, operand) => order(value, operand, (difference) => difference <= 0),
  gt: (value, operand) => order(value, operand, (difference) => difference > 0),
  ge: (value, operand) => order(value, operand, (difference) => difference >= 0),
  between: (value, operand) =>
    Array.isArray(operand) &&
    order(value, operand[0], (difference) => difference >= 0) &&
    order(value, operand[1], (difference) => difference <= 0),
  contains: holds,
  notContains: (value, operand) => !holds(value, operand),
  beginsWith: (value, operand) =>
    typeof value === 'string' && typeof operand === 'string' && value.startsWith(operand),
  in: (value, operand) =>
    Array.isArray(operand) && operand.some((one) => sameValue(value ?? null, one)),
  notIn: (value, operand) =>
    Array.isArray(operand) && !operand.some((one) => sameValue(value ?? null, one)),
  containsAny: (value, operand) =>
    Array.isArray(operand) && operand.some((one) => holds(value, one)),
}

function matchesTerm(value: unknown, { operator, value: operand }: FilterTerm): boolean {
  return comparisons[operator]?.(value, operand) ?? false
}

function holds(value: unknown, operand: unknown): boolean {
  if (Array.isArray(value)) return value.some((element) => sameValue(element, operand))
  return typeof value === 'string' && typeof operand === 'string' && value.includes(operand)
}

function order(value: unknown, operand: unknown, test: (difference: number) => boolean): boolean {
  if (typeof value === 'number' && typeof operand === 'number') return test(value - operand)
  if (typeof value !== 'string' || typeof operand !== 'string') return false
  if (value === operand) return test(0)
  return test(value < operand ? -1 : 1)
}
