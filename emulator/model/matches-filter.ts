import { filterOperators } from './filter-operators.ts'
import { FilterError } from './filter-error.ts'
import { isObject } from './is-object.ts'
import type { Filter } from './filter.ts'
import type { Item } from './item.ts'

/**
 * Whether an item passes a filter, by DynamoDB's truth table (`data-api §5.6`); no item at all counts as one whose every
 * attribute is absent. Throws a `FilterError` for a filter that DynamoDB would not take, whatever the item.
 */
export function matchesFilter(item: Item | undefined, filter: Filter): boolean {
  return verdictOf(item ?? {}, filter) ?? true
}

/** Throws a `FilterError` for a filter that DynamoDB would not take: it refuses one before it reads any item. */
export function checkFilter(filter: Filter): void {
  verdictOf({}, filter)
}

/** What a part of a filter says of an item; undefined when it says nothing, as `{}` and `{ or: [] }` do. */
type Verdict = boolean | undefined

function verdictOf(item: Item, filter: Filter): Verdict {
  return all(Object.entries(filter).map(([name, part]) => partVerdict(item, name, part)))
}

function partVerdict(item: Item, name: string, part: unknown): Verdict {
  if (name === 'and') return all(groupsOf(part).map((group) => verdictOf(item, group)))
  if (name === 'or') return any(groupsOf(part).map((group) => verdictOf(item, group)))
  if (name === 'not') return negated(all(groupsOf(part).map((group) => verdictOf(item, group))))
  return fieldVerdict(name, Object.hasOwn(item, name) ? item[name] : undefined, part)
}

function fieldVerdict(field: string, value: unknown, operators: unknown): Verdict {
  if (operators === undefined || operators === null) return undefined
  if (!isObject(operators)) throw new FilterError(`field "${field}" needs operators such as eq`)

  return all(
    Object.entries(operators).map(([name, operand]) => {
      const operator = filterOperators.get(name)
      if (operator === undefined) throw new FilterError(`unknown operator "${name}" on "${field}"`)
      return operand === undefined ? undefined : operator(value, operand)
    }),
  )
}

/** `and` and `or` hold a list or, in the user's resolvers, one object (`data-api §5.6`). */
function groupsOf(part: unknown): readonly Filter[] {
  if (part === undefined || part === null) return []
  const groups: readonly unknown[] = Array.isArray(part) ? part : [part]
  return groups.filter(isGroup)
}

function isGroup(part: unknown): part is Filter {
  if (part === null) return false
  if (!isObject(part)) throw new FilterError('and, or and not take filters')
  return true
}

function all(verdicts: readonly Verdict[]): Verdict {
  const said = verdicts.filter((verdict) => verdict !== undefined)
  return said.length === 0 ? undefined : said.every(Boolean)
}

function any(verdicts: readonly Verdict[]): Verdict {
  const said = verdicts.filter((verdict) => verdict !== undefined)
  return said.length === 0 ? undefined : said.some(Boolean)
}

function negated(verdict: Verdict): Verdict {
  return verdict === undefined ? undefined : !verdict
}
