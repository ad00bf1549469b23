import { checkFilter, matchesFilter } from '../model/matches-filter.ts'
import { inDynamoWords } from './dynamo-words.ts'
import { StoreError } from './store.ts'
import type { Filter } from '../model/filter.ts'
import type { Item } from '../model/item.ts'
import type { Changes, Table } from './store.ts'

/**
 * The item to store under a free key. AppSync counts a put of exactly the item that is stored already as a success
 * (`data-api §5.4`); fresh timestamps make that unreachable for models, and it is left out here, where a clock may stand still.
 */
export function createdItem(stored: Item | undefined, item: Item, condition?: Filter): Item {
  assertCondition(undefined, condition)
  if (stored !== undefined) throw conditionalCheckFailed()
  return item
}

/** The stored item with the changes applied: values are replaced whole, never merged. */
export function updatedItem(
  stored: Item | undefined,
  changes: Changes & { readonly condition?: Filter },
): Item {
  assertCondition(stored, changes.condition)
  if (stored === undefined) throw conditionalCheckFailed()

  const removed = new Set(changes.remove)
  const kept = Object.entries(stored).filter(([name]) => !removed.has(name))
  return Object.freeze({ ...Object.fromEntries(kept), ...changes.set })
}

/** Refuses a delete whose condition does not hold; one of nothing succeeds whatever its condition (`data-api §5.4`). */
export function assertDeletable(stored: Item | undefined, condition?: Filter): void {
  if (stored === undefined) assertReadable(condition)
  else assertCondition(stored, condition)
}

/** DynamoDB never changes the key of an item. */
export function assertKeyUntouched(table: Table, changes: Changes): void {
  const touched = [...Object.keys(changes.set), ...changes.remove]
  const name = table.identifier.find((attribute) => touched.includes(attribute))
  if (name === undefined) return
  throw new StoreError(
    'Validation',
    `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
  )
}

/** DynamoDB looks at an expression before it looks at the item. */
function assertReadable(condition: Filter | undefined): void {
  if (condition !== undefined) inDynamoWords('ConditionExpression', () => checkFilter(condition))
}

function assertCondition(stored: Item | undefined, condition: Filter | undefined): void {
  if (condition === undefined) return
  const holds = inDynamoWords('ConditionExpression', () => matchesFilter(stored, condition))
  if (!holds) throw conditionalCheckFailed()
}

/** Refuses a filter of a read that DynamoDB would not take, before anything is read. */
export function assertFilter(filter: Filter | undefined): void {
  if (filter !== undefined) inDynamoWords('FilterExpression', () => checkFilter(filter))
}

function conditionalCheckFailed(): StoreError {
  return new StoreError('ConditionalCheckFailed', 'The conditional request failed')
}
