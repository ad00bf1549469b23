import { StoreError } from '../../store/store.ts'
import type { Query, SortCondition, Table, TableIndex } from '../../store/store.ts'
import type { Comparator, Condition, Operand } from './condition.ts'

/** A key condition as the store asks it. */
export type KeyQuery = Pick<Query, 'partition' | 'sort'>

/** Makes of a key condition what to read of a table or its index; throws a `StoreError` in DynamoDB's words. */
export function keyQueryOf(
  condition: Condition,
  table: Table,
  index: TableIndex | undefined,
): KeyQuery {
  const { partition, sort } = keysOf(table, index)
  const terms = termsOf(condition).map(keyTermOf)
  const [first, ...others] = terms.filter(({ field }) => field === partition)
  if (first === undefined)
    throw validation(`Query condition missed key schema element: ${partition}`)
  if (others.length > 0) throw onePerKey()
  if (first.operator !== 'eq') throw validation('Query key condition not supported')

  const [sortTerm, ...rest] = terms.filter(({ field }) => field !== partition)
  if (rest.length > 0) throw onePerKey()
  const query = { partition: { field: partition, value: first.operand } }
  if (sortTerm === undefined) return query
  if (sortTerm.field !== sort)
    throw validation(
      sort === undefined
        ? 'Query key condition not supported'
        : `Query condition missed key schema element: ${sort}`,
    )
  return { ...query, sort: sortTerm }
}

/** The names of the keys of what is queried. */
export function keysOf(
  { identifier }: Table,
  index: TableIndex | undefined,
): { readonly partition: string; readonly sort: string | undefined } {
  if (index !== undefined) return { partition: index.partitionKey.name, sort: index.sortKey?.name }
  const [partition = 'id', ...sortKeys] = identifier
  return { partition, sort: sortKeys.length === 0 ? undefined : sortKeys.join('#') }
}

function termsOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'and'
    ? [...termsOf(condition.left), ...termsOf(condition.right)]
    : [condition]
}

const operators = {
  '=': 'eq',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
} as const satisfies Partial<Record<Comparator, SortCondition['operator']>>

function keyTermOf(condition: Condition): SortCondition {
  if (condition.kind === 'compare' && condition.comparator !== '<>')
    return {
      field: fieldOf(condition.left),
      operator: operators[condition.comparator],
      operand: valueOf(condition.right),
    }
  if (condition.kind === 'between')
    return {
      field: fieldOf(condition.operand),
      operator: 'between',
      operand: [valueOf(condition.lower), valueOf(condition.upper)],
    }
  if (condition.kind === 'call' && condition.name === 'begins_with') {
    const [left, right] = condition.operands
    return { field: fieldOf(left), operator: 'beginsWith', operand: valueOf(right) }
  }
  throw validation(`Invalid operator used in KeyConditionExpression: ${operatorText(condition)}`)
}

function operatorText(condition: Condition): string {
  if (condition.kind === 'compare') return condition.comparator
  return condition.kind === 'call' ? condition.name : condition.kind.toUpperCase()
}

function fieldOf(operand: Operand | undefined): string {
  const [field, ...rest] = operand?.kind === 'path' ? operand.path : []
  if (typeof field === 'string' && rest.length === 0) return field
  throw validation('Invalid condition in KeyConditionExpression: No key attribute specified')
}

function valueOf(operand: Operand | undefined): unknown {
  if (operand?.kind === 'value') return operand.typed.value
  throw validation(
    'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
  )
}

function onePerKey(): StoreError {
  return validation('KeyConditionExpressions must only contain one condition per key')
}

function validation(message: string): StoreError {
  return new StoreError('Validation', message)
}
