import { ExpressionError } from './expression-error.ts'

/** A piece of an expression. */
export interface Token {
  /** `name`: a word, which may be a keyword; `alias`: `#title`; `value`: `:title`; `index`: a whole number. */
  readonly kind: 'name' | 'alias' | 'value' | 'index' | 'symbol' | 'end'
  readonly text: string
}

const end: Token = { kind: 'end', text: '<EOF>' }

const pattern =
  /\s*(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<alias>#[A-Za-z0-9_]+)|(?<value>:[A-Za-z0-9_]+)|(?<index>\d+)|(?<symbol><>|<=|>=|[=<>(),.[\]+-]))/y

/** The tokens of an expression, read one after another. */
export class Tokens {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(text: string) {
    this.#tokens = tokensOf(text)
    if (this.#tokens.length === 0) throw new ExpressionError('The expression can not be empty;')
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? end
  }

  next(): Token {
    const token = this.peek()
    this.#at += 1
    return token
  }

  /** Takes the next token when it is this symbol or keyword. */
  take(text: string): boolean {
    if (!this.is(text)) return false
    this.#at += 1
    return true
  }

  /** Whether the next token is this symbol, or this keyword in any case. */
  is(text: string): boolean {
    const token = this.peek()
    if (token.kind === 'symbol') return token.text === text
    return token.kind === 'name' && token.text.toUpperCase() === text
  }

  /** The next token must be this one. */
  expect(text: string): void {
    if (!this.take(text)) throw this.unexpected()
  }

  expectEnd(): void {
    if (this.peek().kind !== 'end') throw this.unexpected()
  }

  /** DynamoDB's words for a next token that cannot stand here. */
  unexpected(): ExpressionError {
    const near = [this.#tokens[this.#at - 1], this.#tokens[this.#at], this.#tokens[this.#at + 1]]
    const words = near.flatMap((token) => (token === undefined ? [] : [token.text]))
    return syntaxError(this.peek().text, words.join(' '))
  }
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  const reader = new RegExp(pattern)
  const trimmed = text.trimEnd()
  while (reader.lastIndex < trimmed.length) {
    const start = reader.lastIndex
    const groups = reader.exec(trimmed)?.groups
    if (groups === undefined) {
      const rest = trimmed.slice(start).trimStart()
      throw syntaxError(rest.slice(0, 1), rest.slice(0, 3))
    }
    tokens.push(tokenOf(groups))
  }
  return tokens
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Token {
  const { name, alias, value, index, symbol = '' } = groups
  if (name !== undefined) return { kind: 'name', text: name }
  if (alias !== undefined) return { kind: 'alias', text: alias }
  if (value !== undefined) return { kind: 'value', text: value }
  if (index !== undefined) return { kind: 'index', text: index }
  return { kind: 'symbol', text: symbol }
}

function syntaxError(token: string, near: string): ExpressionError {
  return new ExpressionError(`Syntax error; token: "${token}", near: "${near}"`)
}
