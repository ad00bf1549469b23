import type { Item } from '../../model/item.ts'
import { malformedRequest } from '../data-source-error.ts'
import type { Condition } from './condition.ts'
import { parsePaths, assertApart } from './document-path.ts'
import type { DocumentPath } from './document-path.ts'
import { objectIn } from './dynamodb-request.ts'
import type { RequestBody } from './dynamodb-request.ts'
import { inExpression } from './expression-error.ts'
import type { ExpressionKind } from './expression-error.ts'
import { ExpressionScope } from './expression-scope.ts'
import { parseCondition } from './parse-condition.ts'
import { parseUpdate } from './parse-update.ts'
import { projectItem } from './project-item.ts'
import { Tokens } from './tokens.ts'
import type { UpdateAction } from './update.ts'

/** The expressions of one request, read together: names and values of one may be used by another. */
export class RequestExpressions {
  readonly #request: RequestBody
  readonly #scope: ExpressionScope

  constructor(request: RequestBody) {
    this.#request = request
    const parts = ['query', 'filter', 'condition', 'update', 'projection']
    this.#scope = new ExpressionScope(parts.map((part) => objectIn(request, part)))
  }

  /** Reads `{ expression, … }` under this name; undefined when it is left out or holds no expression. */
  condition(name: 'condition' | 'filter' | 'query', kind: ExpressionKind): Condition | undefined {
    const text = this.#text(name)
    if (text === undefined) return undefined
    return inExpression(kind, () => parseCondition(text, this.#scope))
  }

  update(): readonly UpdateAction[] {
    const text = this.#text('update')
    if (text === undefined) return []
    return inExpression('UpdateExpression', () => parseUpdate(text, this.#scope))
  }

  /** What a read shows of an item. */
  projection(): (item: Item) => Item {
    const text = this.#text('projection')
    if (text === undefined) return (item) => item
    const paths = inExpression('ProjectionExpression', () => parseProjection(text, this.#scope))
    return (item) => projectItem(item, paths)
  }

  /** To be asked when all were read. */
  assertAllUsed(): void {
    this.#scope.assertAllUsed()
  }

  #text(name: string): string | undefined {
    const part = objectIn(this.#request, name)
    if (part === undefined) return undefined
    const expression = part['expression'] ?? undefined
    if (expression === undefined || typeof expression === 'string') return expression
    throw malformedRequest(`Unsupported value for field '$[${name}][expression]'.`)
  }
}

function parseProjection(text: string, scope: ExpressionScope): readonly DocumentPath[] {
  const tokens = new Tokens(text)
  const paths = parsePaths(tokens, scope)
  tokens.expectEnd()
  assertApart(paths)
  return paths
}
