import { isObject } from '../../model/is-object.ts'
import type { Item } from '../../model/item.ts'
import { ExpressionError } from './expression-error.ts'
import type { ExpressionScope } from './expression-scope.ts'
import type { Tokens } from './tokens.ts'

/** A place in an item, e.g. `['address', 'lines', 0]`. */
export type DocumentPath = readonly (string | number)[]

/** Reads `#address.lines[0]`. */
export function parsePath(tokens: Tokens, scope: ExpressionScope): DocumentPath {
  const path: (string | number)[] = [parseName(tokens, scope)]
  for (;;) {
    if (tokens.take('.')) path.push(parseName(tokens, scope))
    else if (tokens.take('[')) path.push(parseIndex(tokens))
    else return path
  }
}

/** Reads paths with commas between them. */
export function parsePaths(tokens: Tokens, scope: ExpressionScope): readonly DocumentPath[] {
  const paths = [parsePath(tokens, scope)]
  while (tokens.take(',')) paths.push(parsePath(tokens, scope))
  return paths
}

function parseName(tokens: Tokens, scope: ExpressionScope): string {
  const { kind, text } = tokens.peek()
  if (kind !== 'name' && kind !== 'alias') throw tokens.unexpected()
  tokens.next()
  return kind === 'alias' ? scope.nameOf(text) : scope.bareName(text)
}

function parseIndex(tokens: Tokens): number {
  const { kind, text } = tokens.peek()
  if (kind !== 'index') throw tokens.unexpected()
  tokens.next()
  tokens.expect(']')
  return Number(text)
}

/** The value at a path; undefined: there is none. */
export function valueAt(item: Item, path: DocumentPath): unknown {
  let found: unknown = item
  for (const step of path) {
    if (typeof step === 'number') found = Array.isArray(found) ? found[step] : undefined
    else found = isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined
  }
  return found
}

/** `[address, lines, [0]]`, as DynamoDB writes paths in its refusals. */
function pathText(path: DocumentPath): string {
  return `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`
}

/** Refuses two paths of which one lies in the other. */
export function assertApart(paths: readonly DocumentPath[]): void {
  for (const [at, one] of paths.entries()) {
    const other = paths.slice(at + 1).find((later) => overlaps(one, later))
    if (other === undefined) continue
    throw new ExpressionError(
      `Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ${pathText(one)}, path two: ${pathText(other)}`,
    )
  }
}

function overlaps(one: DocumentPath, other: DocumentPath): boolean {
  const shared = Math.min(one.length, other.length)
  return one.slice(0, shared).every((step, at) => step === other[at])
}
