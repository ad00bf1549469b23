import { isObject } from '../model/is-object.ts'
import { checkFilter } from '../model/matches-filter.ts'
import { inDynamoWords } from './dynamo-words.ts'
import { keyNames } from './key-schema.ts'
import { StoreError } from './store.ts'
import type { Filter } from '../model/filter.ts'
import type { KeySchema } from './key-schema.ts'
import type { Query } from './store.ts'

/** Refuses, in DynamoDB's words, a query that does not fit the keys that it asks. */
export function assertQuery(schema: KeySchema, { partition, sort }: Query): void {
  assertNamed(schema.partition.name, partition.field)
  assertType(schema.partition.type, partition.value)
  if (sort === undefined) return

  assertNamed(schema.sort?.name, sort.field)
  for (const operand of operandsOf(sort)) assertType(schema.sort?.type, operand)
  if (sort.operator !== 'between') return
  inDynamoWords('KeyConditionExpression', () => checkFilter({ key: { between: sort.operand } }))
}

/** A query finds items by its keys; DynamoDB takes no filter on them besides, not even one that a rule imposes. */
export function assertNoKeyIn(filter: Filter | undefined, schema: KeySchema): void {
  const filtered = new Set(filteredNames(filter ?? {}))
  const name = keyNames(schema).find((key) => filtered.has(key))
  if (name === undefined) return
  throw new StoreError(
    'Validation',
    `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${name}`,
  )
}

function assertNamed(key: string | undefined, field: string): void {
  if (key !== field) throw validation(`Query condition missed key schema element: ${field}`)
}

function assertType(type: 'S' | 'N' | undefined, value: unknown): void {
  const isFitting = type === undefined || typeof value === (type === 'N' ? 'number' : 'string')
  if (isFitting) return
  throw validation(
    'One or more parameter values were invalid: Condition parameter type does not match schema type',
  )
}

function operandsOf({ operator, operand }: NonNullable<Query['sort']>): readonly unknown[] {
  return operator === 'between' && Array.isArray(operand) ? operand : [operand]
}

/** The fields that a filter says something of. */
function filteredNames(filter: Filter): readonly string[] {
  return Object.entries(filter).flatMap(([name, part]) => {
    if (!['and', 'or', 'not'].includes(name)) return saysSomething(part) ? [name] : []
    const groups: readonly unknown[] = Array.isArray(part) ? part : [part]
    return groups.filter(isObject).flatMap(filteredNames)
  })
}

function saysSomething(operators: unknown): boolean {
  return isObject(operators) && Object.values(operators).some((operand) => operand !== undefined)
}

function validation(message: string): StoreError {
  return new StoreError('Validation', message)
}
