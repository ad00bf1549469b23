import { isObject } from '../../model/is-object.ts'
import { StoreError } from '../../store/store.ts'
import type { Item } from '../../model/item.ts'

/** DynamoDB's names of the types that a request can give a value. */
export type ValueType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'L' | 'M' | 'SS' | 'NS' | 'BS'

/** A value of a request: what the store keeps of it, and the type that it was given with. */
export interface TypedValue {
  readonly type: ValueType
  /** JSON; sets are lists here, because AppSync shows them so. */
  readonly value: unknown
}

/** Reads `{ "S": "text" }`; a number may be written as text or number. Throws a `StoreError` `Validation`. */
export function parseAttributeValue(typed: unknown): TypedValue {
  const [entry, another] = isObject(typed) ? Object.entries(typed) : []
  if (entry === undefined || another !== undefined) throw notTyped(typed)
  const [type, value] = entry
  const parse = Object.hasOwn(parsers, type) ? parsers[type as ValueType] : undefined
  if (parse === undefined) throw notTyped(typed)
  return { type: type as ValueType, value: parse(value, typed) }
}

/** The attributes of `key`, `attributeValues` or `expressionValues`, as the store keeps them. */
export function parseAttributeMap(typed: unknown, what: string): Item {
  if (!isObject(typed))
    throw new StoreError('Validation', `${what} must be an object of typed values`)
  return Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [name, parseAttributeValue(value).value]),
  )
}

type Parser = (value: unknown, typed: unknown) => unknown

function parseText(value: unknown, typed: unknown): unknown {
  if (typeof value !== 'string') throw notTyped(typed)
  return value
}

function parseNumber(value: unknown, typed: unknown): unknown {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number === 'number' && Number.isFinite(number)) return number
  if (typeof value !== 'string' && typeof value !== 'number') throw notTyped(typed)
  throw new StoreError(
    'Validation',
    `The parameter cannot be converted to a numeric value: ${String(value)}`,
  )
}

function parseSet(parse: Parser): Parser {
  return (value, typed) => {
    if (!Array.isArray(value)) throw notTyped(typed)
    if (value.length === 0)
      throw new StoreError(
        'Validation',
        'One or more parameter values were invalid: An string set  may not be empty',
      )
    return [...new Set(value.map((element: unknown) => parse(element, typed)))]
  }
}

const parsers: Readonly<Record<ValueType, Parser>> = {
  S: parseText,
  N: parseNumber,
  B: parseText,
  BOOL: (value, typed) => {
    if (typeof value !== 'boolean') throw notTyped(typed)
    return value
  },
  NULL: () => null,
  L: (value, typed) => {
    if (!Array.isArray(value)) throw notTyped(typed)
    return value.map((element: unknown) => parseAttributeValue(element).value)
  },
  M: (value, typed) => {
    if (!isObject(value)) throw notTyped(typed)
    return parseAttributeMap(value, 'a map')
  },
  SS: parseSet(parseText),
  NS: parseSet(parseNumber),
  BS: parseSet(parseText),
}

/** The most common fault of a resolver, so it says how to mend it. */
function notTyped(typed: unknown): StoreError {
  const shown = JSON.stringify(typed) ?? 'undefined'
  return new StoreError(
    'Validation',
    `Supplied AttributeValue is empty, must contain exactly one of the supported datatypes: ${shown} is not of the form {"S": "text"}; util.dynamodb.toMapValues() makes it`,
  )
}
