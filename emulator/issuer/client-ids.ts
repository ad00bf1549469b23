import { compileClientIdPattern } from '../model/client-id-pattern.ts'
import { enabledModes, tokenModeOf } from '../model/modes.ts'
import type { AuthorizationModes, TokenMode } from '../model/modes.ts'

/** The clients that the issuer registers for a definition. */
export interface ClientIds {
  /** At least one. */
  readonly ids: readonly string[]
  /** Why tokens of these clients will be refused by the API, with the way out; absent when they will not. */
  readonly warning?: string
}

const fallback = 'amplite'

/** The client that signs in to the user pool where OpenID Connect is on as well. */
const userPoolClientId = 'amplite-user-pool'

/** The clients of an API: those of its OIDC mode, and one for its user pool where that is beside it. */
export function clientsOf(modes: AuthorizationModes): ClientIds {
  const clients = clientIdsOf(modes.oidc?.clientId)
  return hasBoth(modes) ? { ...clients, ids: [...clients.ids, userPoolClientId] } : clients
}

/** Which mode the tokens of a client's sign-in are for. */
export function tokenModeOfClient(modes: AuthorizationModes, clientId: string): TokenMode {
  if (!hasBoth(modes)) return tokenModeOf(modes)
  return clientId === userPoolClientId ? 'userPool' : 'oidc'
}

function hasBoth(modes: AuthorizationModes): boolean {
  const enabled = enabledModes(modes)
  return enabled.includes('oidc') && enabled.includes('userPool')
}

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
