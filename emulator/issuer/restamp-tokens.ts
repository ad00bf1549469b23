import { createHash } from 'node:crypto'

import { decodeJwt } from 'jose'
import type { KoaContextWithOIDC } from 'oidc-provider'

import { epochSeconds } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Claims } from '../model/claims.ts'
import type { Accounts, SignIn } from './accounts.ts'
import { isObject } from '../model/is-object.ts'
import type { SigningKeys } from './signing-keys.ts'
import { stampToken, tokenLifetimeSeconds } from './stamp-token.ts'
import type { TokenStamp } from './stamp-token.ts'

/** What the tokens of a sign-in are made with. */
export interface RestampOptions {
  readonly issuer: string
  readonly keys: SigningKeys
  readonly clock: Clock
  readonly accounts: Accounts
}

/**
 * Replaces the tokens in an answer of the token endpoint: oidc-provider filters claims by static configuration and reads
 * real time, ours carry the claims as chosen and follow the sandbox's clock (design §1.6).
 */
export async function restampTokens(
  ctx: KoaContextWithOIDC,
  options: RestampOptions,
): Promise<void> {
  const body: unknown = ctx.body
  const { client, account } = ctx.oidc
  if (!isObject(body) || typeof body['access_token'] !== 'string' || client === undefined) return
  const signIn = options.accounts.find(account?.accountId)
  if (signIn === undefined)
    throw new Error('tokens were issued to an account that nobody signed in')

  const age = ctx.oidc.params?.['grant_type'] === 'refresh_token' ? 0 : signIn.issuedSecondsAgo
  const base: Omit<TokenStamp, 'claims'> = {
    issuer: options.issuer,
    audience: client.clientId,
    issuedAt: epochSeconds(options.clock) - age,
    authTime: signIn.authTime,
  }
  const { token } = await stampToken(
    { ...base, type: 'at+jwt', claims: accessClaims(body['access_token'], signIn) },
    options.keys,
  )
  const expiresIn = Math.max(0, tokenLifetimeSeconds - age)
  ctx.body = { ...body, access_token: token, expires_in: expiresIn }
  if (typeof body['id_token'] !== 'string') return

  const claims = idClaims(body['id_token'], token, signIn)
  const idToken = await stampToken({ ...base, claims }, options.keys)
  ctx.body = { ...body, access_token: token, id_token: idToken.token, expires_in: expiresIn }
}

/** The access token's own claims under those of the persona: whatever was chosen at sign-in counts. */
function accessClaims(original: string, signIn: SignIn): Claims {
  const { jti, scope, client_id: clientId } = decodeJwt(original)
  return { jti, scope, client_id: clientId, ...signIn.claims }
}

/** The ID token's protocol claims over those of the persona: clients check them against what they sent and got. */
function idClaims(original: string, accessToken: string, signIn: SignIn): Claims {
  const { nonce, sid } = decodeJwt(original)
  return {
    ...signIn.claims,
    ...(nonce === undefined ? {} : { nonce }),
    ...(sid === undefined ? {} : { sid }),
    at_hash: leftHalfOfHash(accessToken),
  }
}

/** OpenID Connect Core §3.1.3.6, for RS256. */
function leftHalfOfHash(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
}
