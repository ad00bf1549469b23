import { filterOperators } from '../../model/filter-operators.ts'
import type { ValueType } from './attribute-value.ts'
import type { Condition, Operand } from './condition.ts'
import { ExpressionError } from './expression-error.ts'
import { sameValue } from '../../model/same-value.ts'

/** Refuses what DynamoDB finds wrong before it looks at any item; gives back the condition. */
export function assertSoundCondition(condition: Condition): Condition {
  if (condition.kind === 'compare') assertComparison(condition)
  if (condition.kind === 'between') assertBounds(condition.lower, condition.upper)
  if (condition.kind === 'call') assertCall(condition.name, condition.operands)
  return condition
}

function assertComparison({
  comparator,
  left,
  right,
}: Extract<Condition, { kind: 'compare' }>): void {
  if (left.kind === 'path' && right.kind === 'path' && sameValue(left.path, right.path))
    throw new ExpressionError(
      `The first operand must be distinct from the remaining operands for this operator or function; operator: ${comparator}, first operand: [${left.path.join(', ')}]`,
    )
  if (comparator === '=' || comparator === '<>') return
  for (const operand of [left, right]) {
    if (!isOrdered(typeOf(operand))) throw wrongOperand('operator', comparator, typeOf(operand))
  }
}

function isOrdered(type: ValueType | undefined): boolean {
  return type === undefined || type === 'S' || type === 'N' || type === 'B'
}

function assertBounds(lower: Operand, upper: Operand): void {
  if (lower.kind !== 'value' || upper.kind !== 'value') return
  const bounds = `lower bound operand: ${valueText(lower)}, upper bound operand: ${valueText(upper)}`
  if (lower.typed.type !== upper.typed.type)
    throw new ExpressionError(
      `The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`,
    )
  if (filterOperators.get('gt')?.(lower.typed.value, upper.typed.value) === true)
    throw new ExpressionError(
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
    )
}

function valueText({ typed: { type, value } }: Extract<Operand, { kind: 'value' }>): string {
  return `AttributeValue: {${type}:${typeof value === 'string' ? value : JSON.stringify(value)}}`
}

const attributeTypes = ['B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'N', 'NS', 'S', 'M']

function assertCall(name: string, [first, second]: readonly Operand[]): void {
  if (name.startsWith('attribute_') && first?.kind !== 'path')
    throw new ExpressionError(
      `Operator or function requires a document path; operator or function: ${name}`,
    )
  if (name === 'begins_with') {
    for (const operand of [first, second]) {
      const type = typeOf(operand)
      if (type !== undefined && type !== 'S' && type !== 'B')
        throw wrongOperand('operator or function', name, type)
    }
  }
  if (name === 'attribute_type') assertTypeName(second)
}

function assertTypeName(operand: Operand | undefined): void {
  const type = typeOf(operand)
  if (operand?.kind !== 'value' || type !== 'S')
    throw wrongOperand('operator or function', 'attribute_type', type)
  const named = String(operand.typed.value)
  if (attributeTypes.includes(named)) return
  throw new ExpressionError(
    `Invalid attribute type name found; type: ${named}, valid types: {${attributeTypes.join(',')}}`,
  )
}

/** The type of an operand, as far as it is known before an item is looked at. */
function typeOf(operand: Operand | undefined): ValueType | undefined {
  if (operand?.kind === 'size') return 'N'
  return operand?.kind === 'value' ? operand.typed.type : undefined
}

function wrongOperand(
  what: string,
  name: string,
  type: ValueType | undefined = 'S',
): ExpressionError {
  return new ExpressionError(
    `Incorrect operand type for operator or function; ${what}: ${name}, operand type: ${type}`,
  )
}
