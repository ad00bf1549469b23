import type { KoaContextWithOIDC } from 'oidc-provider'

import { isObject } from '../model/is-object.ts'
import type { Accounts } from './accounts.ts'
import { readOwnToken } from './own-token.ts'
import type { OwnTokenOptions } from './own-token.ts'

/**
 * Completes an answer of the introspection endpoint. oidc-provider refuses it to JWTs, and our access tokens are JWTs: their
 * signature and time say whether they are active. A refresh token's `sub` is the persona's, not the account's.
 */
export async function completeIntrospection(
  ctx: Pick<KoaContextWithOIDC, 'body' | 'status' | 'oidc'>,
  options: OwnTokenOptions & { readonly accounts: Accounts },
): Promise<void> {
  const body: unknown = ctx.body
  if (!isObject(body)) return
  const { error, sub } = body
  if (error === 'unsupported_token_type') {
    ctx.status = 200
    ctx.body = await introspect(String(ctx.oidc.params?.['token']), options)
    return
  }
  const signIn = typeof sub === 'string' ? options.accounts.find(sub) : undefined
  if (signIn !== undefined) ctx.body = { ...body, sub: signIn.claims['sub'] }
}

async function introspect(token: string, options: OwnTokenOptions): Promise<object> {
  const read = await readOwnToken(token, options)
  return read.ok ? { ...read.claims, active: true, token_type: 'Bearer' } : { active: false }
}
