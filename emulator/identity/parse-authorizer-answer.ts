import { isObject } from '../model/is-object.ts'
import type { LambdaIdentity } from './identity.ts'

/** What a Lambda authorizer said of a token. */
export type AuthorizerAnswer =
  | { readonly identity: LambdaIdentity; readonly ttlSeconds: number }
  /** Why the token is not let in; how long that counts. */
  | { readonly denied: string; readonly ttlSeconds: number }

/** Reads an answer; only a well-formed yes lets anybody in, and a malformed one counts for a single request. */
export function parseAuthorizerAnswer(answer: unknown, ttlSeconds: number): AuthorizerAnswer {
  const fault = faultOf(answer)
  if (fault !== undefined || !isObject(answer)) return { denied: String(fault), ttlSeconds: 0 }
  const ttl = isSeconds(answer['ttlOverride']) ? answer['ttlOverride'] : ttlSeconds
  if (answer['isAuthorized'] !== true)
    return { denied: 'it answered "isAuthorized": false', ttlSeconds: ttl }
  return { identity: identityOf(answer), ttlSeconds: ttl }
}

const optionalParts = [
  { name: 'resolverContext', fits: isObject, what: 'object' },
  { name: 'deniedFields', fits: isTexts, what: 'list of strings' },
  { name: 'ttlOverride', fits: isSeconds, what: 'number of seconds' },
] as const

function faultOf(answer: unknown): string | undefined {
  if (!isObject(answer) || typeof answer['isAuthorized'] !== 'boolean')
    return `it answered ${JSON.stringify(answer)}, in which "isAuthorized" is no boolean`
  const misfit = optionalParts.find(({ name, fits }) => {
    const value = answer[name] ?? undefined
    return value !== undefined && !fits(value)
  })
  return misfit && `"${misfit.name}" of its answer is no ${misfit.what}`
}

function identityOf({ resolverContext, deniedFields }: Readonly<Record<string, unknown>>) {
  const identity: LambdaIdentity = {
    mode: 'lambda',
    ...(isObject(resolverContext) ? { resolverContext } : {}),
    ...(isTexts(deniedFields) ? { deniedFields: deniedFields.map(shortName) } : {}),
  }
  return identity
}

/** `arn:aws:appsync:…:apis/ID/types/Todo/fields/secret` is `Todo.secret`. */
function shortName(field: string): string {
  const [, type, name] = /\/types\/(\w+)\/fields\/(\w+)$/.exec(field) ?? []
  return type === undefined || name === undefined ? field : `${type}.${name}`
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && value >= 0
}
