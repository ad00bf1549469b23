import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'

import { runDynamoDB } from '../../../emulator/handlers/dynamodb/run-dynamodb.ts'
import { createMemoryStore } from '../../../emulator/store/memory-store.ts'
import type { Store } from '../../../emulator/store/store.ts'

/**
 * What dynalite 4 answered: conditions as the filter of a scan over `items`, updates of the first item. Syntax errors are
 * compared without their tail, which names a token in DynamoDB and a grammar's expectation in dynalite.
 */
interface Recorded {
  readonly items: readonly Readonly<Record<string, unknown>>[]
  readonly conditions: readonly (RecordedExpression & { readonly matches?: readonly string[] })[]
  readonly updates: readonly (RecordedExpression & { readonly after?: object })[]
}

interface RecordedExpression {
  readonly expression: string
  readonly names: object
  readonly values: object
  readonly error?: string
}

const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, 'recorded-expressions.json'), 'utf8'),
) as Recorded

const orderless = (operator: string, type: string): object => ({
  error: `Invalid FilterExpression: Incorrect operand type for operator or function; operator: ${operator}, operand type: ${type}`,
})

/** Where dynalite is not DynamoDB, by expression and values: what is answered instead. */
const corrections: Readonly<Record<string, unknown>> = {
  // dynalite calls the size of an empty text unknown.
  'size(title) = likes {}': ['d'],
  // dynalite never finds two maps or lists equal.
  'address = :v {":v":{"M":{"city":{"S":"Bern"}}}}': ['b'],
  // DynamoDB refuses operands that have no order (ExtendDB #216, held against DynamoDB).
  'likes < :v {":v":{"BOOL":true}}': orderless('<', 'BOOL'),
  'likes < :v {":v":{"NULL":true}}': orderless('<', 'NULL'),
}

/** Positions are those of the list as it was: the Developer Guide removes Hammer and Nails, [1] and [2], from five. */
const removedBoth = 'REMOVE tags[0], tags[1] {}'

const table = { name: 'Item', identifier: ['id'] }
const tables = new Map([['Item', table]])

async function storeOfItems(): Promise<Store> {
  const store = createMemoryStore()
  await store.replaceRecords([table], { Item: recorded.items })
  return store
}

async function answerOf(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { error: withoutTail(message.replace(/ \(Service: .*\)$/, '')) }
  }
}

function withoutTail(message: string): string {
  return message.replace(/(Syntax error;) .*$/, '$1')
}

function expected(one: RecordedExpression, answer: unknown): unknown {
  const title = titleOf(one)
  if (Object.hasOwn(corrections, title)) return corrections[title]
  return one.error === undefined ? answer : { error: withoutTail(one.error) }
}

function titleOf({ expression, names, values }: RecordedExpression): string {
  return `${expression} ${JSON.stringify({ ...names, ...values })}`
}

suite('conditions', () => {
  for (const one of recorded.conditions) {
    test(titleOf(one), async () => {
      const store = await storeOfItems()
      const filter = {
        expression: one.expression,
        expressionNames: one.names,
        expressionValues: one.values,
      }

      const answer = await answerOf(async () => {
        const page = await runDynamoDB({ operation: 'Scan', filter }, { store, table, tables })
        return idsOf(page)
      })

      assert.deepEqual(answer, expected(one, one.matches))
    })
  }
})

suite('updates', () => {
  for (const one of recorded.updates) {
    test(titleOf(one), async () => {
      const store = await storeOfItems()
      const update = {
        expression: one.expression,
        expressionNames: one.names,
        expressionValues: one.values,
      }

      const answer = await answerOf(() =>
        runDynamoDB(
          { operation: 'UpdateItem', key: { id: { S: 'a' } }, update },
          { store, table, tables },
        ),
      )

      assert.deepEqual(
        answer,
        expected(one, titleOf(one) === removedBoth ? { ...one.after, tags: [] } : one.after),
      )
    })
  }
})

function idsOf(page: unknown): readonly string[] {
  assert.ok(typeof page === 'object' && page !== null && 'items' in page)
  const items = page.items as readonly { readonly id: string }[]
  return items.map(({ id }) => id).toSorted()
}
