import { parseSync } from 'oxc-parser'

import { chainAround, isNode, nodesIn } from './syntax-tree.ts'
import type { SyntaxNode } from './syntax-tree.ts'
import { offsetOf, placeAt } from './text-places.ts'
import type { KeyPlace, SourceComment, WrittenSource } from './written-source.ts'

/** Reads a TypeScript or JavaScript file, or JSON. */
export function readModule(file: string, text: string): WrittenSource {
  const isJson = file.endsWith('.json')
  // In brackets JSON is an expression.
  const { program, comments } = isJson ? parseSync('json.js', `(${text}\n)`) : parseSync(file, text)
  const shift = isJson ? 1 : 0
  return {
    file,
    comments: comments.map((comment) => commentOf({ file, text }, comment)),
    linesAt: (place) => {
      const chain = chainAround(program, offsetOf(text, place))
      if (chain === undefined) return { from: place.line, to: place.line }
      return {
        from: placeAt(file, text, chain.start).line,
        to: placeAt(file, text, chain.end).line,
      }
    },
    placeOf: (keys) => {
      const found = deepestKey(program, ownKeys(keys))
      if (found === undefined) return undefined
      return { place: placeAt(file, text, found.node.start - shift), depth: found.depth }
    },
  }
}

function commentOf(
  { file, text }: { readonly file: string; readonly text: string },
  comment: { readonly value: string; readonly start: number; readonly end: number },
): SourceComment {
  const before = text.slice(text.lastIndexOf('\n', comment.start - 1) + 1, comment.start)
  const after = /^.*/.exec(text.slice(comment.end))?.[0] ?? ''
  return {
    text: comment.value.trim(),
    place: placeAt(file, text, comment.start),
    lastLine: placeAt(file, text, comment.end).line,
    isAlone: before.trim() === '' && after.trim() === '',
  }
}

/** Operations of a module stand beside its models. */
function ownKeys(keys: readonly string[]): readonly string[] {
  return /^(?:Query|Mutation|Subscription)$/.test(keys[0] ?? '') ? keys.slice(1) : keys
}

interface FoundKey {
  readonly node: SyntaxNode
  readonly depth: KeyPlace['depth']
}

/** Each key is sought in the value of the one before, be it written there or in a variable. */
function deepestKey(program: unknown, keys: readonly string[]): FoundKey | undefined {
  let found: FoundKey | undefined
  let scope: unknown = program
  for (const [at, name] of keys.entries()) {
    const property = propertyNamed(scope, name)
    if (property === undefined) return found
    found = { node: property, depth: at + 1 }
    scope = valueOf(program, property)
  }
  return found
}

function propertyNamed(scope: unknown, name: string): SyntaxNode | undefined {
  const properties = [...nodesIn(scope)].filter(
    (node) => node.type === 'Property' && nameOf(node['key']) === name,
  )
  // A model or an operation is made by calls; a field of a type may have the same name as another's setting.
  return properties.find(({ value }) => isNode(value) && value.type !== 'Literal') ?? properties[0]
}

function valueOf(program: unknown, { value }: SyntaxNode): unknown {
  if (!isNode(value) || value.type !== 'Identifier') return value
  const declared = [...nodesIn(program)].find(
    (node) => node.type === 'VariableDeclarator' && nameOf(node['id']) === nameOf(value),
  )
  return declared?.['init'] ?? value
}

function nameOf(node: unknown): unknown {
  if (!isNode(node)) return undefined
  return node.type === 'Identifier' ? node['name'] : node['value']
}
