import type { Item, Key } from '../../model/item.ts'
import { sameValue } from '../../model/same-value.ts'
import { assertIndexKeysSet } from '../../store/index-keys.ts'
import { StoreError } from '../../store/store.ts'
import type { ItemWrite, Table } from '../../store/store.ts'
import { applyUpdate } from './apply-update.ts'
import { parseAttributeMap } from './attribute-value.ts'
import type { Condition } from './condition.ts'
import { keyIn, objectIn } from './dynamodb-request.ts'
import type { RequestBody } from './dynamodb-request.ts'
import { meetsCondition } from './evaluate-condition.ts'
import { RequestExpressions } from './request-expressions.ts'
import type { UpdateAction } from './update.ts'

/** One write of a resolver, checked as far as it can be without the item. */
export interface ItemChange {
  readonly table: Table
  readonly key: Key
  readonly condition: Condition | undefined
  /** What to do to the stored item, and what to answer; a delete answers the old item. */
  readonly apply: (stored: Item | undefined) => {
    readonly write?: ItemWrite
    readonly answer: Item | undefined
  }
  /** Whether a failed condition changes nothing, because the item is as wanted already (`data-api` §5.4). */
  readonly isDone: (stored: Item | undefined) => boolean
}

/** Whether the condition of a write holds. */
export function mayChange({ condition }: ItemChange, stored: Item | undefined): boolean {
  return condition === undefined || meetsCondition(stored, condition)
}

/** `PutItem`. */
export function putChange(request: RequestBody, table: Table): ItemChange {
  const key = keyIn(request, table)
  const item = { ...attributesIn(request), ...key }
  const ignored = objectIn(request, 'condition')?.['equalsIgnore']
  return {
    table,
    key,
    condition: conditionOf(request),
    apply: () => ({ write: { op: 'put', table, item }, answer: item }),
    isDone: (stored) => stored !== undefined && sameBut(ignored, stored, item),
  }
}

/** `DeleteItem`: of nothing it succeeds. */
export function deleteChange(request: RequestBody, table: Table): ItemChange {
  const key = keyIn(request, table)
  return {
    table,
    key,
    condition: conditionOf(request),
    apply: (stored) => ({ write: { op: 'delete', table, key }, answer: stored }),
    isDone: (stored) => stored === undefined,
  }
}

/** `UpdateItem`: makes the item when there is none. */
export function updateChange(request: RequestBody, table: Table): ItemChange {
  const key = keyIn(request, table)
  const expressions = new RequestExpressions(request)
  const actions = expressions.update()
  const condition = expressions.condition('condition', 'ConditionExpression')
  expressions.assertAllUsed()
  assertKeyApart(actions, table)
  return {
    table,
    key,
    condition,
    apply: (stored) => {
      const item = applyUpdate(stored ?? key, actions)
      assertIndexKeysSet(table, changed(item, actions))
      return { write: { op: 'put', table, item }, answer: item }
    },
    isDone: () => false,
  }
}

/** `ConditionCheck` of a transaction. */
export function conditionCheck(request: RequestBody, table: Table): ItemChange {
  return {
    table,
    key: keyIn(request, table),
    condition: conditionOf(request),
    apply: (stored) => ({ answer: stored }),
    isDone: () => false,
  }
}

function attributesIn(request: RequestBody): Item {
  return parseAttributeMap(request['attributeValues'] ?? {}, 'attributeValues')
}

function conditionOf(request: RequestBody): Condition | undefined {
  const expressions = new RequestExpressions(request)
  const condition = expressions.condition('condition', 'ConditionExpression')
  expressions.assertAllUsed()
  return condition
}

function sameBut(ignored: unknown, stored: Item, item: Item): boolean {
  const names: readonly unknown[] = Array.isArray(ignored) ? ignored : []
  const compared = (one: Item): Item =>
    Object.fromEntries(Object.entries(one).filter(([name]) => !names.includes(name)))
  return sameValue(compared(stored), compared(item))
}

function changed(item: Item, actions: readonly UpdateAction[]): Item {
  const names = new Set(actions.map(({ path }) => path[0]))
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)))
}

function assertKeyApart(actions: readonly UpdateAction[], { identifier }: Table): void {
  const name = identifier.find((one) => actions.some(({ path }) => path[0] === one))
  if (name === undefined) return
  throw new StoreError(
    'Validation',
    `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
  )
}
