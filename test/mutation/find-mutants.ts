import { parseSync } from 'oxc-parser'

import { operators } from './operators.ts'
import { isNode } from './syntax-node.ts'
import type { Change, SyntaxNode } from './syntax-node.ts'

/** One way to break a file. */
export interface Mutant {
  /** The path as it was given. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** The first line of the code that is changed, without the space around it. */
  readonly code: string
  readonly operator: string
  /** What stands there and what is put in its place, for people: `=== → !==`. */
  readonly change: string
  /** The whole file, broken. */
  readonly text: string
}

/** Every way to break a TypeScript file that the operators know, in the order of the text; types are left alone. */
export function findMutants(file: string, text: string): readonly Mutant[] {
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const mutants = nodesOf(program).flatMap((node) =>
    operators.flatMap(({ name, changes }) =>
      changes(node, text).map((change) => mutantOf({ file, text, operator: name, change })),
    ),
  )
  const others = mutants.filter((mutant) => mutant.text !== text)
  return [...new Map(others.map((mutant) => [mutant.text, mutant])).values()]
}

interface Broken {
  readonly file: string
  readonly text: string
  readonly operator: string
  readonly change: Change
}

function mutantOf({ file, text, operator, change: { start, end, text: changed } }: Broken): Mutant {
  const before = text.slice(0, start)
  const line = before.split('\n').length
  return {
    file,
    line,
    code: (text.split('\n')[line - 1] ?? '').trim(),
    operator,
    change: `${inOneLine(text.slice(start, end))} → ${inOneLine(changed)}`,
    text: before + changed + text.slice(end),
  }
}

function inOneLine(code: string): string {
  return code === '' ? 'nothing' : code.replaceAll(/\s+/g, ' ')
}

/** The node and all below it that run: imports and types do not, what is asserted to have a type does. */
function nodesOf(value: unknown): readonly SyntaxNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf)
  if (!isNode(value) || value.type === 'ImportDeclaration') return []
  if (/^TS(As|Satisfies)Expression$/.test(value.type)) return nodesOf(value['expression'])
  if (value.type.startsWith('TS')) return []
  return [value, ...Object.values(value).flatMap(nodesOf)]
}
