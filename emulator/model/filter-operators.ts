import { attributeTypeOf } from './attribute-type.ts'
import { compareText } from './compare-text.ts'
import { FilterError, UnrecognizedFilterError } from './filter-error.ts'
import { isObject } from './is-object.ts'
import { sameValue } from './same-value.ts'

/**
 * One question to a stored value (undefined: absent); the answer undefined says nothing. Every operator looks at its
 * operand before the value, so that a bad operand is refused whatever is stored.
 */
export type FilterOperator = (value: unknown, operand: unknown) => boolean | undefined

function equals(value: unknown, operand: unknown): boolean {
  return value !== undefined && sameValue(value, operand)
}

/** True for an absent attribute too (`data-api §5.6`). */
function differs(value: unknown, operand: unknown): boolean {
  return !equals(value, operand)
}

/** Negative, zero or positive for two texts or two numbers, undefined for anything else: DynamoDB orders no other types. */
function comparison(left: unknown, right: unknown): number | undefined {
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right)
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return undefined
}

function isLess(value: unknown, operand: unknown): boolean {
  const order = comparison(value, operand)
  return order !== undefined && order < 0
}

function isGreater(value: unknown, operand: unknown): boolean {
  return isLess(operand, value)
}

function isAtMost(value: unknown, operand: unknown): boolean {
  const order = comparison(value, operand)
  return order !== undefined && order <= 0
}

function isAtLeast(value: unknown, operand: unknown): boolean {
  return isAtMost(operand, value)
}

function isBetween(value: unknown, operand: unknown): boolean {
  const [lower, upper] = boundsOf(operand)
  return isAtLeast(value, lower) && isAtMost(value, upper)
}

function boundsOf(operand: unknown): readonly [unknown, unknown] {
  const bounds: readonly unknown[] = Array.isArray(operand) ? operand : []
  if (bounds.length !== 2) throw new UnrecognizedFilterError('"between" takes two values')
  const [lower, upper] = bounds
  if (attributeTypeOf(lower) !== attributeTypeOf(upper)) {
    throw boundsError('same data type for lower and upper bounds', lower, upper)
  }
  if (isGreater(lower, upper)) {
    throw boundsError('upper bound to be greater than or equal to lower bound', lower, upper)
  }
  return [lower, upper]
}

/** DynamoDB's text, `data-api §5.6`. */
function boundsError(demand: string, lower: unknown, upper: unknown): FilterError {
  const bounds = `lower bound operand: ${attributeText(lower)}, upper bound operand: ${attributeText(upper)}`
  return new FilterError(`The BETWEEN operator requires ${demand}; ${bounds}`)
}

function attributeText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const shown = value === null ? 'true' : text
  return `AttributeValue: {${attributeTypeOf(value) ?? 'NULL'}:${shown}}`
}

function beginsWith(value: unknown, operand: unknown): boolean {
  if (typeof operand !== 'string') throw operandError('begins_with', operand)
  return typeof value === 'string' && value.startsWith(operand)
}

/** DynamoDB's text. */
function operandError(name: string, operand: unknown): FilterError {
  const type = attributeTypeOf(operand) ?? 'NULL'
  return new FilterError(
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
  )
}

/** A part of a text, or a whole element of a list. */
function contains(value: unknown, operand: unknown): boolean {
  if (typeof value === 'string') return typeof operand === 'string' && value.includes(operand)
  return Array.isArray(value) && value.some((element) => sameValue(element, operand))
}

/** True for an absent attribute, null and other types too (`data-api §5.6`). */
function containsNot(value: unknown, operand: unknown): boolean {
  return !contains(value, operand)
}

/** Subscription filters only: at least one of the operand's elements is contained. */
function containsAny(value: unknown, operand: unknown): boolean {
  return listOf('containsAny', operand).some((element) => contains(value, element))
}

/** Authorization and subscription filters only: typed equality with any element. */
function isIn(value: unknown, operand: unknown): boolean {
  return listOf('in', operand).some((element) => equals(value, element))
}

/** Subscription filters only. */
function isNotIn(value: unknown, operand: unknown): boolean {
  return listOf('notIn', operand).every((element) => differs(value, element))
}

function listOf(operator: string, operand: unknown): readonly unknown[] {
  if (Array.isArray(operand)) return operand
  throw new FilterError(`"${operator}" takes a list of values`)
}

/** A null attribute exists; anything but `true` asks for absence, as AppSync translates it. */
function exists(value: unknown, operand: unknown): boolean {
  return (value !== undefined) === (operand === true)
}

/** `ModelAttributeTypes`, and what each of them calls a stored value; binary and sets are never stored. */
const attributeTypes: ReadonlyMap<unknown, string> = new Map([
  ['string', 'S'],
  ['number', 'N'],
  ['bool', 'BOOL'],
  ['list', 'L'],
  ['map', 'M'],
  ['_null', 'NULL'],
  ['binary', 'B'],
  ['binarySet', 'BS'],
  ['numberSet', 'NS'],
  ['stringSet', 'SS'],
])

function hasType(value: unknown, operand: unknown): boolean {
  if (operand === null) throw operandError('attribute_type', operand)
  const type = attributeTypes.get(operand)
  if (type === undefined) throw new FilterError(`unknown attribute type ${JSON.stringify(operand)}`)
  return attributeTypeOf(value) === type
}

/** The same operators, asked of a length; a value without one leaves only `ne` true (`data-api §5.6`). */
function sizeMatches(value: unknown, operand: unknown): boolean | undefined {
  if (operand === null) return undefined
  if (!isObject(operand)) throw new FilterError('"size" needs operators such as gt')

  const size = sizeOf(value)
  const answers = Object.entries(operand).map(([name, bound]) => {
    const operator = sizeOperators.get(name)
    if (operator === undefined) throw new FilterError(`unknown operator "${name}" on a size`)
    return bound === undefined || operator(size, bound)
  })
  return answers.length === 0 ? undefined : answers.every(Boolean)
}

/** Characters of a text, entries of a list or map. */
export function sizeOf(value: unknown): number | undefined {
  if (typeof value === 'string') return Array.from(value).length
  if (Array.isArray(value)) return value.length
  return isObject(value) ? Object.keys(value).length : undefined
}

const sizeOperators: ReadonlyMap<string, (size: unknown, operand: unknown) => boolean> = new Map([
  ['eq', equals],
  ['ne', differs],
  ['lt', isLess],
  ['le', isAtMost],
  ['gt', isGreater],
  ['ge', isAtLeast],
  ['between', isBetween],
])

/** Every operator by the name that filter inputs give it. */
export const filterOperators: ReadonlyMap<string, FilterOperator> = new Map<string, FilterOperator>(
  [
    ...sizeOperators,
    ['beginsWith', beginsWith],
    ['contains', contains],
    ['notContains', containsNot],
    ['containsAny', containsAny],
    ['in', isIn],
    ['notIn', isNotIn],
    ['attributeExists', exists],
    ['attributeType', hasType],
    ['size', sizeMatches],
  ],
)
