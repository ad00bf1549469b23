import { assertApart, parsePath } from './document-path.ts'
import { ExpressionError } from './expression-error.ts'
import type { ExpressionScope } from './expression-scope.ts'
import { Tokens } from './tokens.ts'
import type { UpdateAction, UpdateOperand } from './update.ts'

/** Reads an update expression; throws an `ExpressionError` in DynamoDB's words. */
export function parseUpdate(text: string, scope: ExpressionScope): readonly UpdateAction[] {
  const actions = new UpdateReader(new Tokens(text), scope).read()
  assertApart(actions.map(({ path }) => path))
  return actions
}

const sections = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const
type Section = (typeof sections)[number]

class UpdateReader {
  readonly #tokens: Tokens
  readonly #scope: ExpressionScope
  readonly #seen = new Set<Section>()

  constructor(tokens: Tokens, scope: ExpressionScope) {
    this.#tokens = tokens
    this.#scope = scope
  }

  read(): readonly UpdateAction[] {
    const actions: UpdateAction[] = []
    do actions.push(...this.#section())
    while (this.#tokens.peek().kind !== 'end')
    return actions
  }

  #section(): readonly UpdateAction[] {
    const section = sections.find((keyword) => this.#tokens.take(keyword))
    if (section === undefined) throw this.#tokens.unexpected()
    if (this.#seen.has(section))
      throw new ExpressionError(
        `The "${section}" section can only be used once in an update expression;`,
      )
    this.#seen.add(section)
    const actions = [this.#action(section)]
    while (this.#tokens.take(',')) actions.push(this.#action(section))
    return actions
  }

  #action(section: Section): UpdateAction {
    const path = parsePath(this.#tokens, this.#scope)
    switch (section) {
      case 'SET':
        this.#tokens.expect('=')
        return { kind: 'set', path, to: this.#sum() }
      case 'REMOVE':
        return { kind: 'remove', path }
      case 'ADD':
      case 'DELETE':
        return this.#addition(section, path)
    }
  }

  #addition(section: 'ADD' | 'DELETE', path: UpdateAction['path']): UpdateAction {
    const { kind, text } = this.#tokens.peek()
    if (kind !== 'value') throw this.#tokens.unexpected()
    this.#tokens.next()
    const typed = this.#scope.valueOf(text)
    const isSet = typed.type.endsWith('S') && typed.type !== 'S'
    if (!isSet && (section === 'DELETE' || typed.type !== 'N'))
      throw wrongType('operator', section, typeWords[typed.type] ?? typed.type)
    return { kind: section === 'ADD' ? 'add' : 'delete', path, typed }
  }

  #sum(): UpdateOperand {
    const left = this.#operand()
    const symbol = (['+', '-'] as const).find((one) => this.#tokens.take(one))
    if (symbol === undefined) return left
    const right = this.#operand()
    for (const operand of [left, right]) {
      if (operand.kind === 'value' && operand.typed.type !== 'N')
        throw wrongType('operator or function', symbol, operand.typed.type)
    }
    return { kind: symbol, left, right }
  }

  #operand(): UpdateOperand {
    const { kind, text } = this.#tokens.peek()
    if (kind === 'value') {
      this.#tokens.next()
      return { kind: 'value', typed: this.#scope.valueOf(text) }
    }
    if (this.#tokens.take('(')) return this.#parenthesised()
    const following = this.#tokens.peek(1)
    if (kind === 'name' && following.kind === 'symbol' && following.text === '(')
      return this.#call()
    return { kind: 'path', path: parsePath(this.#tokens, this.#scope) }
  }

  #parenthesised(): UpdateOperand {
    const operand = this.#sum()
    this.#tokens.expect(')')
    return operand
  }

  #call(): UpdateOperand {
    const { text: name } = this.#tokens.next()
    if (name !== 'if_not_exists' && name !== 'list_append')
      throw new ExpressionError(`Invalid function name; function: ${name}`)
    this.#tokens.expect('(')
    const left = this.#operand()
    this.#tokens.expect(',')
    const right = this.#operand()
    this.#tokens.expect(')')
    if (name === 'list_append') return this.#append(left, right)
    if (left.kind !== 'path')
      throw new ExpressionError(
        'Operator or function requires a document path; operator or function: if_not_exists',
      )
    return { kind: 'if_not_exists', path: left.path, otherwise: right }
  }

  #append(left: UpdateOperand, right: UpdateOperand): UpdateOperand {
    for (const operand of [left, right]) {
      if (operand.kind === 'value' && operand.typed.type !== 'L')
        throw wrongType('operator or function', 'list_append', operand.typed.type)
    }
    return { kind: 'list_append', left, right }
  }
}

/** Sections name types in words. */
const typeWords: Readonly<Record<string, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  L: 'LIST',
  M: 'MAP',
}

function wrongType(what: string, operator: string, type: string): ExpressionError {
  return new ExpressionError(
    `Incorrect operand type for operator or function; ${what}: ${operator}, operand type: ${type}`,
  )
}
