import type { KoaContextWithOIDC } from 'oidc-provider'

import type { Claims } from '../model/claims.ts'
import { isLoopbackOrigin } from './loopback.ts'
import { readOwnToken } from './own-token.ts'
import type { OwnTokenOptions } from './own-token.ts'

/** What a token says about itself rather than about the person. */
const tokenClaims: ReadonlySet<string> = new Set([
  'iss',
  'aud',
  'azp',
  'iat',
  'nbf',
  'exp',
  'auth_time',
  'jti',
  'scope',
  'client_id',
  'nonce',
  'sid',
  'at_hash',
  'token_use',
  'origin_jti',
  'event_id',
])

type Userinfo =
  | { readonly ok: true; readonly claims: Claims }
  | { readonly ok: false; readonly problem: string }

/**
 * Answers the userinfo endpoint with the persona's claims. oidc-provider refuses it to JWT access tokens, and Amplify needs
 * those; as they carry the claims themselves, the signature and the time are all there is to check.
 */
export async function answerUserinfo(
  ctx: Pick<KoaContextWithOIDC, 'get' | 'set' | 'vary' | 'status' | 'body'>,
  options: OwnTokenOptions,
): Promise<void> {
  const origin = ctx.get('origin')
  ctx.vary('origin')
  if (isLoopbackOrigin(origin)) ctx.set('access-control-allow-origin', origin)
  ctx.set('cache-control', 'no-store')

  const userinfo = await readUserinfo(ctx.get('authorization'), options)
  if (userinfo.ok) {
    ctx.body = userinfo.claims
    return
  }
  ctx.status = 401
  ctx.set('www-authenticate', 'Bearer error="invalid_token"')
  ctx.body = { error: 'invalid_token', error_description: userinfo.problem }
}

async function readUserinfo(authorization: string, options: OwnTokenOptions): Promise<Userinfo> {
  const token = /^bearer (?<token>\S+)$/i.exec(authorization)?.groups?.['token']
  if (token === undefined) {
    return { ok: false, problem: 'send the access token as authorization: Bearer <token>' }
  }
  const read = await readOwnToken(token, options)
  if (!read.ok) return read
  const claims = Object.entries(read.claims).filter(([name]) => !tokenClaims.has(name))
  return { ok: true, claims: Object.fromEntries(claims) }
}
