/** Names of members and indexes of elements, from the outside in. */
export type JsonPath = readonly (string | number)[]

/** Where the parts of a JSON text stand; lines count from 1. */
export interface JsonLines {
  /** The line on which the text stops being JSON; the last one when it never does. */
  readonly faultLine: number
  /** The line of a value by its path, e.g. `['Todo', 2]` for the third element of member `Todo`; two levels are known. */
  lineOf(path: JsonPath): number
}

/** Reads a JSON text as far as it is one: JSON.parse does not always say where it failed. */
export function readJsonLines(text: string): JsonLines {
  const scanner = new JsonScanner(text)
  scanner.scanAll()
  return {
    faultLine: lineAt(text, scanner.at),
    lineOf: (path) => lineAt(text, scanner.places.get(path.join('/')) ?? 0),
  }
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}

const space = /[ \t\n\r]*/y
const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y
const keptLevels = 2

/** Every method says whether it found what it is named after; `at` stays where the text went wrong. */
class JsonScanner {
  readonly #text: string
  readonly places = new Map<string, number>()
  at = 0

  constructor(text: string) {
    this.#text = text
  }

  scanAll(): void {
    if (this.#scanValue([])) this.#scan(space)
  }

  #scanValue(path: JsonPath): boolean {
    this.#scan(space)
    if (path.length <= keptLevels) this.places.set(path.join('/'), this.at)

    if (this.#scanMark('{')) return this.#scanMembers(path)
    if (this.#scanMark('[')) return this.#scanElements(path)
    if (this.#text[this.at] === '"') return this.#scanText() !== undefined
    return this.#scan(scalar)
  }

  #scanMembers(path: JsonPath): boolean {
    if (this.#scanMark('}')) return true
    do {
      const name = this.#scanText()
      if (name === undefined || !this.#scanMark(':')) return false
      if (!this.#scanValue([...path, name])) return false
    } while (this.#scanMark(','))
    return this.#scanMark('}')
  }

  #scanElements(path: JsonPath): boolean {
    if (this.#scanMark(']')) return true
    let index = 0
    do {
      if (!this.#scanValue([...path, index++])) return false
    } while (this.#scanMark(','))
    return this.#scanMark(']')
  }

  /** The text between the quotes, as it is written. */
  #scanText(): string | undefined {
    if (!this.#scanMark('"')) return undefined
    const start = this.at
    while (this.#text[this.at] !== '"') {
      if ((this.#text[this.at] ?? '') < ' ') return undefined
      if (this.#text[this.at] !== '\\') this.at++
      else if (!this.#scan(escape)) return undefined
    }
    this.at++
    return this.#text.slice(start, this.at - 1)
  }

  #scanMark(mark: string): boolean {
    this.#scan(space)
    if (this.#text[this.at] !== mark) return false
    this.at++
    return true
  }

  #scan(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    if (!pattern.test(this.#text)) return false
    this.at = pattern.lastIndex
    return true
  }
}
