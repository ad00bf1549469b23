import { isObject } from '../model/is-object.ts'
import type { Item } from '../model/item.ts'
import type { TableIndex } from '../store/store.ts'
import { ResolverError } from './appsync-errors.ts'
import { sortArgument } from './types/names.ts'

/** What a query of a table or of a secondary index can ask by. */
export interface AskedKeys {
  readonly partitionKey: string
  readonly sortKeys: readonly string[]
  /** Absent: the table's own keys. */
  readonly index?: TableIndex
}

/** Refuses, in the words of AWS's resolvers, key arguments that do not go together (`data-api` §5.5). */
export function assertKeyArguments(keys: AskedKeys, given: Item): void {
  const { partitionKey, sortKeys, index } = keys
  const argument = sortArgument(sortKeys)
  const isDirected = isGiven(given['sortDirection'])
  if (argument === undefined) {
    if (!isDirected) return
    throw invalid('sortDirection is not supported for List operations without a Sort key defined.')
  }
  if (index === undefined && isDirected && !isGiven(given[partitionKey])) {
    throw invalid(
      `When providing argument 'sortDirection' you must also provide argument '${partitionKey}'.`,
    )
  }
  const condition = given[argument]
  if (!isObject(condition)) return
  if (sortKeys.length === 1) assertPartition(argument, partitionKey, given)
  else assertJoined({ argument, sortKeys, partitionKey }, condition, given)
}

function assertPartition(argument: string, partitionKey: string, given: Item): void {
  if (isGiven(given[partitionKey])) return
  throw invalid(
    `When providing argument '${argument}' you must also provide arguments ${partitionKey}`,
  )
}

interface JoinedArgument {
  readonly argument: string
  readonly sortKeys: readonly string[]
  readonly partitionKey: string
}

function assertJoined(asked: JoinedArgument, condition: Item, given: Item): void {
  const { argument, sortKeys, partitionKey } = asked
  if (isBlank(given[partitionKey])) {
    throw invalid(`When providing argument '${argument}' you must also provide '${partitionKey}'.`)
  }
  const operators = Object.entries(condition)
  if (operators.length > 1) {
    throw invalid(`Argument ${argument} must specify at most one key condition operation.`)
  }
  for (const [operator, operand] of operators) {
    if (operator === 'between') assertBounds(asked, operand)
    // AWS's template means to name the operator, and prints its own reference: a slip, kept.
    else assertLeading(sortKeys, [{ place: `${argument}.$operation`, operand }])
  }
}

function assertBounds({ argument, sortKeys }: JoinedArgument, operand: unknown): void {
  const bounds: readonly unknown[] = Array.isArray(operand) ? operand : []
  if (bounds.length !== 2) {
    throw invalid(`Argument '${argument}.between' expects exactly two elements.`)
  }
  assertLeading(
    sortKeys,
    bounds.map((bound, at) => ({ place: `${argument}.between[${at}]`, operand: bound })),
  )
}

interface Placed {
  readonly place: string
  readonly operand: unknown
}

/** A part of a joined key means nothing without the one before it; the last part is looked at first. */
function assertLeading(sortKeys: readonly string[], operands: readonly Placed[]): void {
  const pairs = sortKeys.slice(1).map((key, at) => ({ key, before: sortKeys[at] ?? '' }))
  for (const { key, before } of pairs.toReversed()) {
    for (const { place, operand } of operands) {
      if (isBlank(partOf(operand, key)) || !isBlank(partOf(operand, before))) continue
      throw invalid(
        `When providing argument '${place}.${key}' you must also provide '${place}.${before}'.`,
      )
    }
  }
}

function partOf(operand: unknown, key: string): unknown {
  return isObject(operand) ? operand[key] : undefined
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null
}

function isBlank(value: unknown): boolean {
  return !isGiven(value) || (typeof value === 'string' && value.trim() === '')
}

function invalid(message: string): ResolverError {
  return new ResolverError(message, 'InvalidArgumentsError')
}
