import { isNode } from './syntax-node.ts'
import type { Change, SyntaxNode } from './syntax-node.ts'

/** A kind of damage. */
export interface Operator {
  readonly name: string
  /** Each way to do it to this node; none for nodes that it is not about. */
  readonly changes: (node: SyntaxNode, text: string) => readonly Change[]
}

const comparisons: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
}
const otherMethods: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  find: 'findLast',
}

/** What is broken, in turn. */
export const operators: readonly Operator[] = [
  {
    name: 'comparison turned around',
    changes: (node, text) => {
      const opposite = comparisons[String(node['operator'])]
      if (node.type !== 'BinaryExpression' || opposite === undefined) return []
      return operatorChange(node, text, opposite)
    },
  },
  {
    name: 'and for or',
    changes: (node, text) => {
      const { operator } = node
      if (node.type !== 'LogicalExpression' || operator === '??') return []
      return operatorChange(node, text, operator === '&&' ? '||' : '&&')
    },
  },
  {
    name: 'one side only',
    changes: (node, text) =>
      node.type === 'LogicalExpression'
        ? [
            replaced(node, sourceOf(node['left'], text)),
            replaced(node, sourceOf(node['right'], text)),
          ]
        : [],
  },
  {
    name: 'negation dropped',
    changes: (node, text) =>
      node.type === 'UnaryExpression' && node['operator'] === '!'
        ? [replaced(node, sourceOf(node['argument'], text))]
        : [],
  },
  {
    name: 'condition settled',
    changes: (node) =>
      /^(IfStatement|ConditionalExpression)$/.test(node.type) && isNode(node['test'])
        ? [replaced(node['test'], 'true'), replaced(node['test'], 'false')]
        : [],
  },
  {
    name: 'boolean turned around',
    changes: (node) =>
      node.type === 'Literal' && typeof node['value'] === 'boolean'
        ? [replaced(node, String(!node['value']))]
        : [],
  },
  {
    name: 'another number',
    changes: (node) =>
      node.type === 'Literal' && typeof node['value'] === 'number'
        ? [replaced(node, String(node['value'] + 1))]
        : [],
  },
  {
    name: 'sign dropped',
    changes: (node, text) =>
      node.type === 'UnaryExpression' && node['operator'] === '-'
        ? [replaced(node, sourceOf(node['argument'], text))]
        : [],
  },
  {
    name: 'another word',
    changes: (node) => (isWord(node) ? [replaced(node, `'mutated'`)] : []),
  },
  {
    name: 'another method',
    changes: (node) => {
      const { property } = node
      if (node.type !== 'MemberExpression' || !isNode(property)) return []
      const other = otherMethods[String(property['name'])]
      return other === undefined ? [] : [replaced(property, other)]
    },
  },
  {
    name: 'filter dropped',
    changes: (node, text) => {
      const { callee } = node
      if (node.type !== 'CallExpression' || !isNode(callee) || !isNode(callee['property']))
        return []
      return callee['property']['name'] === 'filter'
        ? [replaced(node, sourceOf(callee['object'], text))]
        : []
    },
  },
  {
    name: 'element dropped',
    changes: (node, text) =>
      node.type === 'ArrayExpression' ? eachDropped(node['elements'], text) : [],
  },
  {
    name: 'list not empty',
    changes: (node) =>
      node.type === 'ArrayExpression' &&
      Array.isArray(node['elements']) &&
      node['elements'].length === 0
        ? [replaced(node, `['mutated']`)]
        : [],
  },
  {
    name: 'member dropped',
    changes: (node, text) =>
      node.type === 'ObjectExpression' ? eachDropped(node['properties'], text) : [],
  },
  {
    name: 'nothing returned',
    changes: (node) =>
      node.type === 'ReturnStatement' && isNode(node['argument'])
        ? [replaced(node['argument'], 'undefined')]
        : [],
  },
  {
    name: 'statement dropped',
    changes: (node) => (node.type === 'ExpressionStatement' ? [replaced(node, ';')] : []),
  },
]

/** Words that programs read: no sentences, which people read. */
function isWord({ type, value }: SyntaxNode): boolean {
  return type === 'Literal' && typeof value === 'string' && !value.includes(' ')
}

function replaced({ start, end }: SyntaxNode, text: string): Change {
  return { start, end, text }
}

function sourceOf(node: unknown, text: string): string {
  return isNode(node) ? `(${text.slice(node.start, node.end)})` : ''
}

/** The operator stands between the sides; parentheses may, too. */
function operatorChange(node: SyntaxNode, text: string, operator: string): readonly Change[] {
  const { left, right } = node
  if (!isNode(left) || !isNode(right)) return []
  const between = text.slice(left.end, right.start)
  const written = String(node['operator'])
  const before = text.slice(node.start, left.end)
  return [
    replaced(node, before + between.replace(written, operator) + text.slice(right.start, node.end)),
  ]
}

/** Each member of a list left out by itself, with the comma behind it. */
function eachDropped(members: unknown, text: string): readonly Change[] {
  const nodes = Array.isArray(members) ? members.filter(isNode) : []
  return nodes.map(({ start, end }) => {
    const comma = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0
    return { start, end: end + comma, text: '' }
  })
}
