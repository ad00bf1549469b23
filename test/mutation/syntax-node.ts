/** A piece of a syntax tree: ESTree's nodes have further members by type. */
export interface SyntaxNode {
  readonly type: string
  /** Offsets into the text, in UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly [member: string]: unknown
}

/** Another text for a span of a file. */
export interface Change {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Whether a member of a node is a node. */
export function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'start' in value &&
    'end' in value
  )
}
