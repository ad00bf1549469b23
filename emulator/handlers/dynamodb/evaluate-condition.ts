import { filterOperators, sizeOf } from '../../model/filter-operators.ts'
import type { Item } from '../../model/item.ts'
import { attributeTypeOf } from '../../model/attribute-type.ts'
import type { Comparator, Condition, Operand } from './condition.ts'
import { valueAt } from './document-path.ts'

/** Whether an item meets a condition; no item counts as one without attributes. */
export function meetsCondition(item: Item | undefined, condition: Condition): boolean {
  return holds(item ?? {}, condition)
}

function holds(item: Item, condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
      return holds(item, condition.left) && holds(item, condition.right)
    case 'or':
      return holds(item, condition.left) || holds(item, condition.right)
    case 'not':
      return !holds(item, condition.condition)
    case 'compare':
      return compare(item, condition)
    case 'between':
      return isBetween(item, condition)
    case 'in': {
      const value = valueOf(item, condition.operand)
      return condition.choices.some((choice) => ask('eq', value, valueOf(item, choice)))
    }
    case 'call':
      return call(
        condition,
        condition.operands.map((operand) => valueOf(item, operand)),
      )
  }
}

/** The filter operators of AppSync are DynamoDB's. */
const operatorNames = {
  '=': 'eq',
  '<>': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
} as const satisfies Record<Comparator, string>

function compare(
  item: Item,
  { comparator, left, right }: Extract<Condition, { kind: 'compare' }>,
): boolean {
  return ask(operatorNames[comparator], valueOf(item, left), valueOf(item, right))
}

/** By values that are attributes, too: whatever cannot be compared is not between them. */
function isBetween(
  item: Item,
  { operand, lower, upper }: Extract<Condition, { kind: 'between' }>,
): boolean {
  const value = valueOf(item, operand)
  return ask('ge', value, valueOf(item, lower)) && ask('le', value, valueOf(item, upper))
}

function call(
  { name }: Extract<Condition, { kind: 'call' }>,
  [value, operand]: readonly unknown[],
): boolean {
  switch (name) {
    case 'attribute_exists':
      return value !== undefined
    case 'attribute_not_exists':
      return value === undefined
    case 'attribute_type':
      return attributeTypeOf(value) === operand
    case 'begins_with':
      return ask('beginsWith', value, operand)
    case 'contains':
      return ask('contains', value, operand)
  }
}

function ask(operator: string, value: unknown, operand: unknown): boolean {
  return filterOperators.get(operator)?.(value, operand) === true
}

function valueOf(item: Item, operand: Operand): unknown {
  switch (operand.kind) {
    case 'path':
      return valueAt(item, operand.path)
    case 'value':
      return operand.typed.value
    case 'size':
      return sizeOf(valueOf(item, operand.of))
  }
}
