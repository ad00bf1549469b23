import { isObject } from '../model/is-object.ts'

/** A piece of a syntax tree: ESTree's nodes have further members by type. */
export interface SyntaxNode {
  readonly type: string
  /** Offsets into the text, in UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly [member: string]: unknown
}

/** The node itself and every node in it, outer ones first. */
export function* nodesIn(value: unknown): Generator<SyntaxNode> {
  if (Array.isArray(value)) {
    for (const element of value) yield* nodesIn(element)
    return
  }
  if (!isObject(value)) return
  if (isNode(value)) yield value
  for (const member of Object.values(value)) yield* nodesIn(member)
}

export function isNode(value: unknown): value is SyntaxNode {
  return isObject(value) && typeof value['type'] === 'string' && typeof value['start'] === 'number'
}

/** The whole chain of calls, `allow.owner().to([…])`, in which a name stands; undefined where it is in none. */
export function chainAround(program: unknown, offset: number): SyntaxNode | undefined {
  const around = [...nodesIn(program)].filter(({ start, end }) => start <= offset && offset < end)
  const [, ...outwards] = around.toReversed()
  const end = outwards.findIndex((node) => !isLink(node, offset))
  return outwards[(end < 0 ? outwards.length : end) - 1]
}

/** An argument has a chain of its own. */
function isLink({ type, callee }: SyntaxNode, offset: number): boolean {
  if (type === 'MemberExpression') return true
  return type === 'CallExpression' && isNode(callee) && offset < callee.end
}
