import { isObject } from '../../model/is-object.ts'
import type { Filter } from '../../model/filter.ts'
import { toFilterGroups } from '../../model/subscription-filter.ts'
import type { FilterGroups } from '../../model/subscription-filter.ts'
import { notEmulated } from '../handler-error.ts'

/** `util.transform.toSubscriptionFilter(filter, ignoredFields, rules)`: all of the rules hold besides. */
export function toSubscriptionFilter(
  filter: Filter | null | undefined,
  ignored?: readonly string[] | null,
  rules?: Filter | null,
): { readonly filterGroup: FilterGroups } {
  const asked = withoutFields(filter ?? {}, new Set(ignored ?? []))
  return { filterGroup: toFilterGroups({ and: [asked, rules ?? {}] }) }
}

function withoutFields(filter: Filter, ignored: ReadonlySet<string>): Filter {
  const kept = Object.entries(filter).filter(([name]) => !ignored.has(name))
  return Object.fromEntries(
    kept.map(([name, part]) =>
      name === 'and' || name === 'or' ? [name, groupsWithout(part, ignored)] : [name, part],
    ),
  )
}

function groupsWithout(part: unknown, ignored: ReadonlySet<string>): readonly Filter[] {
  const groups: readonly unknown[] = Array.isArray(part) ? part : [part]
  return groups
    .filter(isObject)
    .map((group) => withoutFields(group, ignored))
    .filter((group) => Object.keys(group).length > 0)
}

/** `extensions`. */
export function createExtensions(
  setFilter: (groups: FilterGroups | null) => void,
): Readonly<Record<string, unknown>> {
  return {
    setSubscriptionFilter: (filter: unknown) =>
      setFilter(filter === null || filter === undefined ? null : groupsOf(filter)),
    setSubscriptionInvalidationFilter: () => {
      throw notEmulated('extensions.setSubscriptionInvalidationFilter()')
    },
    invalidateSubscriptions: () => {
      throw notEmulated('extensions.invalidateSubscriptions()')
    },
    /** The sandbox keeps no cache, so nothing is to be evicted. */
    evictFromApiCache: () => undefined,
  }
}

const operators = new Set([
  'eq',
  'ne',
  'le',
  'lt',
  'ge',
  'gt',
  'contains',
  'notContains',
  'beginsWith',
  'in',
  'notIn',
  'between',
  'containsAny',
])

function groupsOf(filter: unknown): FilterGroups {
  const groups: unknown = isObject(filter) ? filter['filterGroup'] : undefined
  if (!Array.isArray(groups))
    throw new TypeError(
      'extensions.setSubscriptionFilter() takes what util.transform.toSubscriptionFilter() makes',
    )
  return groups.filter(isObject).map((group) => ({ filters: termsOf(group['filters']) }))
}

function termsOf(filters: unknown): FilterGroups[number]['filters'] {
  const list: readonly unknown[] = Array.isArray(filters) ? filters : []
  return list.filter(isObject).map(({ fieldName, operator, value }) => {
    if (!operators.has(String(operator)))
      throw new TypeError(
        `"${String(operator)}" is no operator of subscription filters; they are ${[...operators].join(', ')}`,
      )
    return { fieldName: String(fieldName), operator: String(operator), value }
  })
}
