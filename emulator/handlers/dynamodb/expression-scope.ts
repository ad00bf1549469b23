import { isObject } from '../../model/is-object.ts'
import { StoreError } from '../../store/store.ts'
import { parseAttributeValue } from './attribute-value.ts'
import type { TypedValue } from './attribute-value.ts'
import { ExpressionError } from './expression-error.ts'
import { isReservedWord } from './reserved-words.ts'

/** Names and values that the expressions of one request may use. */
export interface ExpressionParts {
  readonly expressionNames?: unknown
  readonly expressionValues?: unknown
}

/** What the expressions of one request share: AppSync sends the names and values of all of them together. */
export class ExpressionScope {
  readonly #names = new Map<string, string>()
  readonly #values = new Map<string, TypedValue>()
  readonly #used = new Set<string>()

  constructor(parts: readonly (ExpressionParts | undefined)[]) {
    for (const part of parts) {
      for (const [alias, name] of entriesOf(part?.expressionNames))
        this.#names.set(alias, String(name))
      for (const [alias, value] of entriesOf(part?.expressionValues))
        this.#values.set(alias, parseAttributeValue(value))
    }
  }

  /** The attribute behind `#title`. */
  nameOf(alias: string): string {
    this.#used.add(alias)
    const name = this.#names.get(alias)
    if (name !== undefined) return name
    throw new ExpressionError(
      `An expression attribute name used in the document path is not defined; attribute name: ${alias}`,
    )
  }

  /** The value behind `:title`. */
  valueOf(alias: string): TypedValue {
    this.#used.add(alias)
    const value = this.#values.get(alias)
    if (value !== undefined) return value
    throw new ExpressionError(
      `An expression attribute value used in expression is not defined; attribute value: ${alias}`,
    )
  }

  /** A name that is written as it is. */
  bareName(name: string): string {
    if (!isReservedWord(name)) return name
    throw new ExpressionError(`Attribute name is a reserved keyword; reserved keyword: ${name}`)
  }

  /** DynamoDB refuses names and values that no expression uses. */
  assertAllUsed(): void {
    assertUsed('ExpressionAttributeNames', this.#names, this.#used)
    assertUsed('ExpressionAttributeValues', this.#values, this.#used)
  }
}

function entriesOf(map: unknown): readonly (readonly [string, unknown])[] {
  return isObject(map) ? Object.entries(map) : []
}

function assertUsed(
  what: string,
  given: ReadonlyMap<string, unknown>,
  used: ReadonlySet<string>,
): void {
  const unused = [...given.keys()].filter((alias) => !used.has(alias))
  if (unused.length === 0) return
  throw new StoreError(
    'Validation',
    `Value provided in ${what} unused in expressions: keys: {${unused.join(', ')}}`,
  )
}
