import {
  compactVerify,
  createLocalJWKSet,
  decodeProtectedHeader,
  errors,
  importJWK,
  SignJWT,
} from 'jose'
import type { KoaContextWithOIDC } from 'oidc-provider'

import { isObject } from '../model/is-object.ts'
import type { SigningKeys } from './signing-keys.ts'

type Ctx = Pick<KoaContextWithOIDC, 'path' | 'query' | 'body' | 'status'>

/**
 * Tells of our keys where oidc-provider tells of its own: its key set is fixed when it is made, ours rotates. Until then the two
 * are the same.
 */
export function publishKeys(ctx: Ctx, keys: SigningKeys): void {
  const body: unknown = ctx.body
  if (!isObject(body) || ctx.status !== 200) return
  if (ctx.path === '/jwks') ctx.body = keys.jwks()
  if (ctx.path !== '/.well-known/openid-configuration') return

  const algorithms = keys.jwks().keys.map(({ alg }) => alg)
  ctx.body = { ...body, id_token_signing_alg_values_supported: [...new Set(algorithms)] }
}

/** Signs an `id_token_hint` with the key that oidc-provider knows, when it is signed with one that only we know. */
export async function translateHint(ctx: Ctx, keys: SigningKeys): Promise<void> {
  const { id_token_hint: hint } = ctx.query
  const [inner] = keys.privateJwks.keys
  if (typeof hint !== 'string' || inner === undefined) return
  try {
    if (decodeProtectedHeader(hint).kid === inner.kid) return
    const { payload } = await compactVerify(hint, createLocalJWKSet(keys.jwks()))
    const claims: Record<string, unknown> = JSON.parse(new TextDecoder().decode(payload))
    const token = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: String(inner.kid) })
    ctx.query = { ...ctx.query, id_token_hint: await token.sign(await importJWK(inner, 'RS256')) }
  } catch (thrown) {
    // What is no token of ours is refused by oidc-provider, in its own words.
    if (!(thrown instanceof errors.JOSEError) && !(thrown instanceof TypeError)) throw thrown
  }
}
