import { compileClientIdPattern } from '../model/client-id-pattern.ts'

/** The clients that the issuer registers for a definition. */
export interface ClientIds {
  /** At least one. */
  readonly ids: readonly string[]
  /** Why tokens of these clients will be refused by the API, with the way out; absent when they will not. */
  readonly warning?: string
}

const fallback = 'amplite'

/** Concrete ids for the definition's `clientId`, a regular expression: its plain alternatives, or `amplite`. */
export function clientIdsOf(clientId: string | undefined): ClientIds {
  if (clientId === undefined) return { ids: [fallback] }
  const pattern = compileClientIdPattern(clientId)
  if (pattern === undefined) {
    return {
      ids: [fallback],
      warning: `clientId "${clientId}" is no regular expression, so no token passes; escape what is meant literally`,
    }
  }

  const plain = topLevelAlternatives(clientId).map(plainTextOf)
  const ids = plain.filter((text) => text !== undefined).filter((text) => pattern.test(text))
  if (ids.length > 0) return { ids: [...new Set(ids)] }
  if (pattern.test(fallback)) return { ids: [fallback] }
  return {
    ids: [fallback],
    warning: `clientId "${clientId}" names no plain id and does not match the client "${fallback}" of the sandbox, so the API refuses its tokens; add one, such as "${clientId}|${fallback}"`,
  }
}

/** `a|b(c|d)|e\|f` is `a`, `b(c|d)`, `e\|f`. */
function topLevelAlternatives(pattern: string): readonly string[] {
  const tokens = pattern.match(/\\.|\[(?:\\.|[^\]])*\]|[^]/gu) ?? []
  const alternatives: string[] = []
  let current = ''
  let depth = 0
  for (const token of tokens) {
    if (token === '(') depth++
    if (token === ')') depth--
    if (token === '|' && depth === 0) {
      alternatives.push(current)
      current = ''
      continue
    }
    current += token
  }
  return [...alternatives, current]
}

/** The one id that an alternative spells out; a bare dot counts as one, since ids have dots and few people escape them. */
function plainTextOf(alternative: string): string | undefined {
  const inner = alternative.replace(/^\^/, '').replace(/(?<!\\)\$$/, '')
  const isPattern = /(?<!\\)[*+?()[\]{}^$]|\\[\p{L}\p{N}]/u.test(inner)
  if (isPattern || inner === '') return undefined

  return inner.replaceAll(/\\(?<sign>.)/gu, '$<sign>')
}
