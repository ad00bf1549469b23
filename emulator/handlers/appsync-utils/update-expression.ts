import { isObject } from '../../model/is-object.ts'
import type { Item } from '../../model/item.ts'
import type { FilterExpression } from './filter-expression.ts'
import type { TypedValue } from './typed-values.ts'

/** What `operations.…()` of `@aws-appsync/utils/dynamodb` make, in AppSync's own form. */
type Operation =
  | { readonly type: 'OPERATION_ADD' | 'OPERATION_REPLACE'; readonly value: unknown }
  | { readonly type: 'OPERATION_INCREMENT' | 'OPERATION_DECREMENT'; readonly by: number }
  | { readonly type: 'OPERATION_APPEND' | 'OPERATION_PREPEND'; readonly items: unknown }
  | { readonly type: 'OPERATION_UPDATE_LIST_ITEM'; readonly value: unknown; readonly index: number }
  | { readonly type: 'OPERATION_REMOVE' }

export const operations = {
  add: (value: unknown): Operation => ({ type: 'OPERATION_ADD', value }),
  replace: (value: unknown): Operation => ({ type: 'OPERATION_REPLACE', value }),
  remove: (): Operation => ({ type: 'OPERATION_REMOVE' }),
  increment: (by = 1): Operation => ({ type: 'OPERATION_INCREMENT', by }),
  decrement: (by = 1): Operation => ({ type: 'OPERATION_DECREMENT', by }),
  append: (items: unknown): Operation => ({ type: 'OPERATION_APPEND', items }),
  prepend: (items: unknown): Operation => ({ type: 'OPERATION_PREPEND', items }),
  updateListItem: (value: unknown, index: number): Operation => ({
    type: 'OPERATION_UPDATE_LIST_ITEM',
    value,
    index,
  }),
} as const

/** The update expression of `update({ update })`: values are set, null and `remove()` take away. */
export function toUpdateExpression(
  update: Item,
  toAttribute: (value: unknown) => TypedValue,
): FilterExpression {
  const writer = new UpdateWriter(toAttribute)
  for (const [name, change] of Object.entries(update)) writer.write([name], change)
  return writer.expression()
}

class UpdateWriter {
  readonly #toAttribute: (value: unknown) => TypedValue
  readonly #names = new Map<string, string>()
  readonly #values = new Map<string, TypedValue>()
  readonly #set: string[] = []
  readonly #remove: string[] = []

  constructor(toAttribute: (value: unknown) => TypedValue) {
    this.#toAttribute = toAttribute
  }

  expression(): FilterExpression {
    const sections = [
      ...(this.#set.length === 0 ? [] : [`SET ${this.#set.join(', ')}`]),
      ...(this.#remove.length === 0 ? [] : [`REMOVE ${this.#remove.join(', ')}`]),
    ]
    return {
      expression: sections.join(' '),
      expressionNames: Object.fromEntries([...this.#names].map(([name, alias]) => [alias, name])),
      expressionValues: Object.fromEntries(this.#values),
    }
  }

  write(path: readonly string[], change: unknown): void {
    if (change === undefined) return
    if (change === null) this.#remove.push(this.#path(path))
    else if (isOperation(change)) this.#operate(path, change)
    else if (isListItems(change)) for (const one of change) this.#operate(path, one)
    else if (isObject(change) && holdsOperation(change)) {
      for (const [name, inner] of Object.entries(change)) this.write([...path, name], inner)
    } else this.#set.push(`${this.#path(path)} = ${this.#value(change)}`)
  }

  #operate(path: readonly string[], operation: Operation): void {
    const place = this.#path(path)
    switch (operation.type) {
      case 'OPERATION_ADD':
      case 'OPERATION_REPLACE':
        this.#set.push(`${place} = ${this.#value(operation.value)}`)
        return
      case 'OPERATION_INCREMENT':
        this.#set.push(`${place} = ${place} + ${this.#value(operation.by)}`)
        return
      case 'OPERATION_DECREMENT':
        this.#set.push(`${place} = ${place} - ${this.#value(operation.by)}`)
        return
      case 'OPERATION_APPEND':
        this.#set.push(`${place} = list_append(${place}, ${this.#value(operation.items)})`)
        return
      case 'OPERATION_PREPEND':
        this.#set.push(`${place} = list_append(${this.#value(operation.items)}, ${place})`)
        return
      case 'OPERATION_UPDATE_LIST_ITEM':
        this.#set.push(`${place}[${operation.index}] = ${this.#value(operation.value)}`)
        return
      case 'OPERATION_REMOVE':
        this.#remove.push(place)
    }
  }

  #path(path: readonly string[]): string {
    return path.map((name) => this.#alias(name)).join('.')
  }

  #alias(name: string): string {
    const alias = this.#names.get(name) ?? `#expName_${this.#names.size + 1}`
    this.#names.set(name, alias)
    return alias
  }

  #value(value: unknown): string {
    const alias = `:expValue_${this.#values.size + 1}`
    this.#values.set(alias, this.#toAttribute(value))
    return alias
  }
}

function isOperation(value: unknown): value is Operation {
  return isObject(value) && String(value['type']).startsWith('OPERATION_')
}

function isListItems(value: unknown): value is readonly Operation[] {
  return Array.isArray(value) && value.length > 0 && value.every(isOperation)
}

/** An object is set as a whole unless an operation stands somewhere in it. */
function holdsOperation(value: Item): boolean {
  return Object.values(value).some(
    (inner) => isOperation(inner) || (isObject(inner) && holdsOperation(inner)),
  )
}
