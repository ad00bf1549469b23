import { isObject } from '../../model/is-object.ts'
import type { Filter } from '../../model/filter.ts'
import { toDynamoDB } from './typed-values.ts'
import type { TypedValue } from './typed-values.ts'

/** A filter in DynamoDB's words. */
export interface FilterExpression {
  /** Empty for a filter that says nothing. */
  readonly expression: string
  readonly expressionNames: Readonly<Record<string, string>>
  readonly expressionValues: Readonly<Record<string, TypedValue>>
}

/**
 * `util.transform.toDynamoDBFilterExpression` before it becomes a text: every comparison in one pair of parentheses, names
 * such as `#title`, values such as `:title_contains`, and with a number behind it where one filter has a name twice.
 */
export function toFilterExpression(filter: Filter): FilterExpression {
  const writer = new FilterWriter()
  const terms = writer.termsOf(filter, [])
  return { expression: terms.join(' AND '), ...writer.parts() }
}

const comparators: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
}

const typeCodes: Readonly<Record<string, string>> = {
  binary: 'B',
  binarySet: 'BS',
  bool: 'BOOL',
  boolean: 'BOOL',
  list: 'L',
  map: 'M',
  number: 'N',
  numberSet: 'NS',
  string: 'S',
  stringSet: 'SS',
  _null: 'NULL',
}

class FilterWriter {
  readonly #names = new Map<string, string>()
  readonly #values = new Map<string, TypedValue>()

  parts(): Omit<FilterExpression, 'expression'> {
    return {
      expressionNames: Object.fromEntries(this.#names),
      expressionValues: Object.fromEntries(this.#values),
    }
  }

  /** What a filter demands, each demand in parentheses. */
  termsOf(filter: Filter, path: readonly string[]): readonly string[] {
    return Object.entries(filter).flatMap(([name, part]) => {
      if (part === null || part === undefined) return []
      if (name === 'and') return this.#group(part, path, 'AND')
      if (name === 'or') return this.#group(part, path, 'OR')
      if (name === 'not') return this.#group(part, path, 'AND').map((term) => `(NOT ${term})`)
      return this.#field([...path, name], part)
    })
  }

  #group(part: unknown, path: readonly string[], joint: 'AND' | 'OR'): readonly string[] {
    const filters: readonly unknown[] = Array.isArray(part) ? part : [part]
    const members = filters.filter(isObject).flatMap((filter) => {
      const terms = this.termsOf(filter, path)
      return terms.length > 1 ? [`(${terms.join(' AND ')})`] : terms
    })
    return members.length > 1 ? [`(${members.join(` ${joint} `)})`] : members
  }

  #field(path: readonly string[], operators: unknown): readonly string[] {
    if (!isObject(operators))
      throw new TypeError(`the filter of "${path.join('.')}" has to be an object of operators`)
    return Object.entries(operators).flatMap(([operator, operand]) => {
      if (operand === undefined) return []
      const term = this.#term(path, operator, operand)
      // What is no operator is an attribute within this one.
      if (term !== undefined) return [`(${term})`]
      if (isObject(operand)) return this.#field([...path, operator], operand)
      throw new TypeError(`unknown filter operator "${operator}" of "${path.join('.')}"`)
    })
  }

  #term(path: readonly string[], operator: string, operand: unknown): string | undefined {
    const name = (): string => this.#name(path)
    const value = (of: unknown, suffix = ''): string =>
      this.#value(`${path.join('_')}_${operator}${suffix}`, of)

    const comparator = comparators[operator]
    if (comparator !== undefined) return `${name()} ${comparator} ${value(operand)}`
    switch (operator) {
      case 'attributeExists':
        return `${operand === true ? 'attribute_exists' : 'attribute_not_exists'}(${name()})`
      case 'attributeType':
        return `attribute_type(${name()},${value(typeCodes[String(operand)] ?? operand)})`
      case 'contains':
        return `contains(${name()},${value(operand)})`
      case 'notContains':
        return `NOT contains(${name()},${value(operand)})`
      case 'beginsWith':
        return `begins_with(${name()},${value(operand)})`
      case 'between': {
        const [lower, upper] = listOf(operator, operand)
        return `${name()} BETWEEN ${value(lower, '_1')} AND ${value(upper, '_2')}`
      }
      case 'in':
        return `${name()} IN (${listOf(operator, operand)
          .map((one) => value(one))
          .join(',')})`
      case 'size':
        return this.#size(path, operand)
      default:
        return undefined
    }
  }

  #size(path: readonly string[], operators: unknown): string | undefined {
    if (!isObject(operators)) throw new TypeError('"size" needs operators such as gt')
    const size = `size(${this.#name(path)})`
    const terms = Object.entries(operators).map(([operator, operand]) => {
      const value = (of: unknown): string => this.#value(`${path.join('_')}_size_${operator}`, of)
      if (operator === 'between') {
        const [lower, upper] = listOf(operator, operand)
        return `${size} BETWEEN ${value(lower)} AND ${value(upper)}`
      }
      const comparator = comparators[operator]
      if (comparator === undefined) throw new TypeError(`unknown operator "${operator}" on a size`)
      return `${size} ${comparator} ${value(operand)}`
    })
    return terms.length > 1 ? terms.map((term) => `(${term})`).join(' AND ') : terms[0]
  }

  #name(path: readonly string[]): string {
    return path.map((step) => this.#alias(step)).join('.')
  }

  #alias(name: string): string {
    const plain = `#${legal(name)}`
    const isFree = (alias: string): boolean => (this.#names.get(alias) ?? name) === name
    const alias = firstFree(plain, isFree)
    this.#names.set(alias, name)
    return alias
  }

  #value(name: string, value: unknown): string {
    const alias = firstFree(`:${legal(name)}`, (one) => !this.#values.has(one))
    this.#values.set(alias, toDynamoDB(value))
    return alias
  }
}

function legal(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_]/g, '_')
}

function firstFree(name: string, isFree: (name: string) => boolean): string {
  let alias = name
  for (let at = 1; !isFree(alias); at++) alias = `${name}_${at}`
  return alias
}

function listOf(operator: string, operand: unknown): readonly unknown[] {
  if (Array.isArray(operand)) return operand
  throw new TypeError(`"${operator}" takes a list of values`)
}
