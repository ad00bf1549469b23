import type { TypedValue } from './attribute-value.ts'
import type { DocumentPath } from './document-path.ts'

/** What a condition compares. */
export type Operand =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly typed: TypedValue }
  | { readonly kind: 'size'; readonly of: Operand }

export const comparators = ['=', '<>', '<', '<=', '>', '>='] as const
export type Comparator = (typeof comparators)[number]

/** A condition, filter or key condition, read. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition }
  | {
      readonly kind: 'compare'
      readonly comparator: Comparator
      readonly left: Operand
      readonly right: Operand
    }
  | {
      readonly kind: 'between'
      readonly operand: Operand
      readonly lower: Operand
      readonly upper: Operand
    }
  | { readonly kind: 'in'; readonly operand: Operand; readonly choices: readonly Operand[] }
  | {
      readonly kind: 'call'
      readonly name: ConditionFunction
      readonly operands: readonly Operand[]
    }

/** The functions of conditions and how many operands each takes; `size` is no condition by itself. */
export const conditionFunctions = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
} as const
export type ConditionFunction = keyof typeof conditionFunctions

/** The top-level attributes that a condition looks at. */
export function attributesOf(condition: Condition): readonly string[] {
  return operandsOf(condition).flatMap(attributesOfOperand)
}

function attributesOfOperand(operand: Operand): readonly string[] {
  if (operand.kind === 'size') return attributesOfOperand(operand.of)
  return operand.kind === 'path' ? [String(operand.path[0])] : []
}

function operandsOf(condition: Condition): readonly Operand[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...operandsOf(condition.left), ...operandsOf(condition.right)]
    case 'not':
      return operandsOf(condition.condition)
    case 'compare':
      return [condition.left, condition.right]
    case 'between':
      return [condition.operand, condition.lower, condition.upper]
    case 'in':
      return [condition.operand, ...condition.choices]
    case 'call':
      return condition.operands
  }
}
