import { isObject } from '../model/is-object.ts'
import type { Item } from '../model/item.ts'
import { sortOperators } from '../store/store.ts'
import type { Query, SortCondition, SortOperator } from '../store/store.ts'
import { dynamoDbError, ResolverError } from './appsync-errors.ts'
import type { AskedKeys } from './key-arguments.ts'
import { keyPart } from './key-part.ts'
import { sortArgument } from './types/names.ts'

/** What a request asks for by key; undefined: nothing, so that a list query scans. */
export function keyQuery(keys: AskedKeys, given: Item): Query | undefined {
  const { partitionKey, sortKeys, index } = keys
  const value = given[partitionKey] ?? undefined
  if (value === undefined) return undefined
  const sort = sortCondition(sortKeys, given)
  return {
    partition: { field: partitionKey, value },
    forward: given['sortDirection'] !== 'DESC',
    ...(index === undefined ? {} : { index }),
    ...(sort === undefined ? {} : { sort }),
  }
}

/** An operator that is null asks nothing. */
function sortCondition(sortKeys: readonly string[], given: Item): SortCondition | undefined {
  const argument = given[sortArgument(sortKeys) ?? '']
  if (!isObject(argument)) return undefined
  const asked = sortOperators.filter((operator) => (argument[operator] ?? null) !== null)
  if (asked.length > 1) {
    throw dynamoDbError('KeyConditionExpressions must only contain one condition per key')
  }
  const [operator] = asked
  if (operator === undefined) return undefined
  const operand = operandOf(sortKeys, operator, argument[operator])
  return { field: sortKeys.join('#'), operator, operand }
}

function operandOf(sortKeys: readonly string[], operator: SortOperator, value: unknown): unknown {
  const isJoined = sortKeys.length > 1
  if (operator !== 'between') return isJoined ? joinedText(sortKeys, value) : value

  const bounds: readonly unknown[] = Array.isArray(value) ? value : []
  if (isJoined) return bounds.map((bound) => joinedText(sortKeys, bound))
  // AWS's template takes the first two elements, whatever their number.
  if (bounds.length < 2) throw new ResolverError('IndexOutOfBoundsException', 'MappingTemplate')
  return bounds.slice(0, 2)
}

/** `{ region: "eu" }` alone is the text `eu`, which equals no joined value: only `beginsWith` finds something by it. */
function joinedText(sortKeys: readonly string[], value: unknown): string {
  const parts = isObject(value) ? value : {}
  const [first = '', ...others] = sortKeys
  const start = keyPart(parts[first], '')
  const given = others.filter((key) => (parts[key] ?? null) !== null)
  return [start, ...given.map((key) => keyPart(parts[key], ''))].join('#')
}
