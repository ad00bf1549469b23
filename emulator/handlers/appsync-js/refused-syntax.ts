import { parseSync } from 'oxc-parser'

import { isNode, nodesIn } from '../../definition/syntax-tree.ts'
import type { SyntaxNode } from '../../definition/syntax-tree.ts'
import { placeAt } from '../../definition/text-places.ts'
import type { Place } from '../../model/definition.ts'
import { unavailableGlobals } from './unavailable-globals.ts'

/** Something that AppSync does not take, and where it stands. */
export interface RefusedSyntax {
  readonly place: Place
  /** e.g. `a "while" loop; use for…of`. */
  readonly what: string
}

/** What APPSYNC_JS refuses at deploy, found in one file (Developer Guide, "Supported runtime features"). */
export function findRefusedSyntax(file: string, source: string): readonly RefusedSyntax[] {
  const { program } = parseSync(file, source)
  return [...nodesIn(program)].flatMap((node) => {
    const what = refusalOf(node)
    return what === undefined ? [] : [{ what, place: placeAt(file, source, node.start) }]
  })
}

/** Which of `request` and `response` a resolver file does not export. */
export function findMissingHandlers(file: string, source: string): readonly string[] {
  const { staticExports } = parseSync(file, source).module
  const names = staticExports.flatMap(({ entries }) =>
    // What `export *` brings is not seen here.
    entries.map(({ exportName }) => exportName.name ?? '*'),
  )
  return names.includes('*') ? [] : ['request', 'response'].filter((name) => !names.includes(name))
}

type Refusal = string | ((node: SyntaxNode) => string | undefined)

const refusals: Readonly<Record<string, Refusal>> = {
  AwaitExpression: '"await": AppSync calls the data source between request() and response()',
  YieldExpression: 'a generator',
  TryStatement: '"try": look at ctx.error in response()',
  ThrowStatement: '"throw": use util.error()',
  WhileStatement: 'a "while" loop: use for…of',
  DoWhileStatement: 'a "do" loop: use for…of',
  ForStatement: 'a "for (;;)" loop: use for…of',
  ContinueStatement: '"continue": use if',
  LabeledStatement: 'a label',
  ClassDeclaration: 'a class',
  ClassExpression: 'a class',
  ImportExpression: 'import(): import at the top of the file',
  UpdateExpression: ({ operator }) =>
    `the operator "${String(operator)}": use "${String(operator).slice(1)}= 1"`,
  UnaryExpression: ({ operator }) => (operator === '~' ? 'the operator "~"' : undefined),
  BinaryExpression: ({ operator }) =>
    operator === 'in' ? 'the operator "in": use Object.hasOwn()' : undefined,
  Literal: ({ regex }) =>
    regex === undefined || regex === null ? undefined : 'a regular expression: use util.matches()',
  ForOfStatement: ({ await: waits }) => (waits === true ? 'a "for await" loop' : undefined),
  FunctionDeclaration: functionRefusal,
  FunctionExpression: functionRefusal,
  ArrowFunctionExpression: functionRefusal,
  NewExpression: ({ callee }) => globalRefusal(callee, 'new '),
  MemberExpression: ({ object }) => globalRefusal(object, ''),
}

function refusalOf(node: SyntaxNode): string | undefined {
  const refusal = Object.hasOwn(refusals, node.type) ? refusals[node.type] : undefined
  return typeof refusal === 'function' ? refusal(node) : refusal
}

function functionRefusal({ async: isAsync, generator }: SyntaxNode): string | undefined {
  if (isAsync === true) return 'an "async" function: AppSync waits for nothing in resolvers'
  return generator === true ? 'a generator' : undefined
}

function globalRefusal(node: unknown, before: string): string | undefined {
  const name = isNode(node) && node.type === 'Identifier' ? String(node['name']) : ''
  if (!Object.hasOwn(unavailableGlobals, name)) return undefined
  return `"${before}${name}": ${unavailableGlobals[name]}`
}
