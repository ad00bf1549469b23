import { assertSoundCondition } from './assert-condition.ts'
import { comparators, conditionFunctions } from './condition.ts'
import type { Comparator, Condition, ConditionFunction, Operand } from './condition.ts'
import { parsePath } from './document-path.ts'
import { ExpressionError } from './expression-error.ts'
import type { ExpressionScope } from './expression-scope.ts'
import { Tokens } from './tokens.ts'

/** Reads a condition, filter or key condition expression; throws an `ExpressionError` in DynamoDB's words. */
export function parseCondition(text: string, scope: ExpressionScope): Condition {
  const reader = new ConditionReader(new Tokens(text), scope)
  return reader.read()
}

/** Recursive descent; OR binds loosest, then AND, then NOT. */
class ConditionReader {
  readonly #tokens: Tokens
  readonly #scope: ExpressionScope
  readonly #inParentheses = new WeakSet<Condition>()

  constructor(tokens: Tokens, scope: ExpressionScope) {
    this.#tokens = tokens
    this.#scope = scope
  }

  read(): Condition {
    const condition = this.#or()
    this.#tokens.expectEnd()
    return condition
  }

  #or(): Condition {
    let condition = this.#and()
    while (this.#tokens.take('OR')) condition = { kind: 'or', left: condition, right: this.#and() }
    return condition
  }

  #and(): Condition {
    let condition = this.#not()
    while (this.#tokens.take('AND'))
      condition = { kind: 'and', left: condition, right: this.#not() }
    return condition
  }

  #not(): Condition {
    if (this.#tokens.take('NOT')) return { kind: 'not', condition: this.#not() }
    return this.#tokens.is('(') ? this.#parenthesised() : this.#simple()
  }

  /** Parentheses right around parentheses are refused. */
  #parenthesised(): Condition {
    this.#tokens.expect('(')
    const condition = this.#or()
    this.#tokens.expect(')')
    if (this.#inParentheses.has(condition))
      throw new ExpressionError('The expression has redundant parentheses;')
    this.#inParentheses.add(condition)
    return condition
  }

  #simple(): Condition {
    const called = this.#call()
    if (called !== undefined) {
      if (this.#comparator() !== undefined) throw misused(called.name)
      return assertSoundCondition(called)
    }
    return assertSoundCondition(this.#comparison(this.#operand()))
  }

  #comparison(operand: Operand): Condition {
    if (this.#tokens.take('BETWEEN')) {
      const lower = this.#operand()
      this.#tokens.expect('AND')
      return { kind: 'between', operand, lower, upper: this.#operand() }
    }
    if (this.#tokens.take('IN')) return { kind: 'in', operand, choices: this.#choices() }

    const comparator = this.#comparator()
    if (comparator === undefined)
      throw operand.kind === 'size' ? misused('size') : this.#tokens.unexpected()
    this.#tokens.next()
    return { kind: 'compare', comparator, left: operand, right: this.#operand() }
  }

  #comparator(): Comparator | undefined {
    return comparators.find((symbol) => this.#tokens.is(symbol))
  }

  #choices(): readonly Operand[] {
    this.#tokens.expect('(')
    const choices = [this.#operand()]
    while (this.#tokens.take(',')) choices.push(this.#operand())
    this.#tokens.expect(')')
    return choices
  }

  /** A function that is a condition by itself. */
  #call(): Extract<Condition, { kind: 'call' }> | undefined {
    const { kind, text } = this.#tokens.peek()
    if (kind !== 'name' || !this.#isCall() || text === 'size') return undefined
    if (!isConditionFunction(text))
      throw new ExpressionError(`Invalid function name; function: ${text}`)
    this.#tokens.next()
    const operands = this.#choices()
    if (operands.length !== conditionFunctions[text])
      throw new ExpressionError(
        `Incorrect number of operands for operator or function; operator or function: ${text}, number of operands: ${operands.length}`,
      )
    return { kind: 'call', name: text, operands }
  }

  #operand(): Operand {
    const { kind, text } = this.#tokens.peek()
    if (kind === 'value') {
      this.#tokens.next()
      return { kind: 'value', typed: this.#scope.valueOf(text) }
    }
    if (kind === 'name' && this.#isCall()) return this.#size()
    return { kind: 'path', path: parsePath(this.#tokens, this.#scope) }
  }

  #size(): Operand {
    const { text } = this.#tokens.next()
    if (text !== 'size')
      throw isConditionFunction(text)
        ? misused(text)
        : new ExpressionError(`Invalid function name; function: ${text}`)
    const [of, another] = this.#choices()
    if (of === undefined || another !== undefined)
      throw new ExpressionError(
        'Incorrect number of operands for operator or function; operator or function: size, number of operands: 2',
      )
    return { kind: 'size', of }
  }

  #isCall(): boolean {
    const { kind, text } = this.#tokens.peek(1)
    return kind === 'symbol' && text === '('
  }
}

function isConditionFunction(name: string): name is ConditionFunction {
  return Object.hasOwn(conditionFunctions, name)
}

function misused(name: string): ExpressionError {
  return new ExpressionError(
    `The function is not allowed to be used this way in an expression; function: ${name}`,
  )
}
