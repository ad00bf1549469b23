import { createHash } from 'node:crypto'

import { decodeJwt } from 'jose'
import type { KoaContextWithOIDC } from 'oidc-provider'

import { epochSeconds } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Claims } from '../model/claims.ts'
import { isObject } from '../model/is-object.ts'
import type { Accounts, SignIn } from './accounts.ts'
import { audienceOf } from './audience.ts'
import type { Persona } from './persona.ts'
import type { SigningKeys } from './signing-keys.ts'
import { stampToken, tokenLifetimeSeconds } from './stamp-token.ts'
import type { TokenStamp } from './stamp-token.ts'

/** What the tokens of a sign-in are made with. */
export interface RestampOptions {
  readonly issuer: string
  readonly keys: SigningKeys
  readonly clock: Clock
  readonly accounts: Accounts
  readonly personas: () => readonly Persona[]
}

/** Whom tokens speak of. Nobody signed in when a client speaks for itself: then there is no `auth_time`. */
type Holder = Pick<SignIn, 'claims' | 'issuedSecondsAgo'> & Partial<Pick<SignIn, 'authTime'>>

/**
 * Replaces the tokens in an answer of the token endpoint: oidc-provider filters claims by static configuration and reads
 * real time, ours carry the claims as chosen and follow the sandbox's clock (design §1.6).
 */
export async function restampTokens(
  ctx: KoaContextWithOIDC,
  options: RestampOptions,
): Promise<void> {
  const body: unknown = ctx.body
  const { client } = ctx.oidc
  if (!isObject(body) || typeof body['access_token'] !== 'string' || client === undefined) return
  const { clientId } = client
  const holder = holderOf(ctx, clientId, options)
  const age = ctx.oidc.params?.['grant_type'] === 'refresh_token' ? 0 : holder.issuedSecondsAgo
  const base: Omit<TokenStamp, 'claims' | 'audience'> = {
    issuer: options.issuer,
    issuedAt: epochSeconds(options.clock) - age,
    authTime: holder.authTime,
  }
  const access = decodeJwt(body['access_token'])
  const audience = access.aud === options.issuer ? clientId : audienceOf(String(access.aud))
  const { token } = await stampToken(
    { ...base, audience, type: 'at+jwt', claims: accessClaims(access, holder) },
    options.keys,
  )
  const expiresIn = Math.max(0, tokenLifetimeSeconds - age)
  ctx.body = { ...body, access_token: token, expires_in: expiresIn }
  if (typeof body['id_token'] !== 'string') return

  const claims = idClaims(body['id_token'], token, holder)
  const idToken = await stampToken({ ...base, audience: clientId, claims }, options.keys)
  ctx.body = { ...body, access_token: token, id_token: idToken.token, expires_in: expiresIn }
}

function holderOf(
  { oidc }: KoaContextWithOIDC,
  clientId: string,
  { accounts, personas }: RestampOptions,
): Holder {
  if (oidc.params?.['grant_type'] === 'client_credentials') return machineOf(clientId, personas())
  const signIn = accounts.find(oidc.account?.accountId)
  if (signIn !== undefined) return signIn

  throw new Error('tokens were issued to an account that nobody signed in')
}

/** A client that speaks for itself: `sub` is its id, and a persona of that name gives it claims. */
function machineOf(clientId: string, personas: readonly Persona[]): Holder {
  const persona = personas.find(({ name }) => name === clientId)
  const claims = { sub: clientId, ...persona?.claims }
  return { claims, issuedSecondsAgo: persona?.issuedSecondsAgo ?? 0 }
}

/** The access token's own claims under those of the persona: whatever was chosen at sign-in counts. */
function accessClaims(original: Claims, { claims }: Holder): Claims {
  const { jti, scope, client_id: clientId } = original
  return { azp: clientId, jti, scope, client_id: clientId, ...claims }
}

/** The ID token's protocol claims over those of the persona: clients check them against what they sent and got. */
function idClaims(original: string, accessToken: string, { claims }: Holder): Claims {
  const { nonce, sid } = decodeJwt(original)
  return {
    ...claims,
    ...(nonce === undefined ? {} : { nonce }),
    ...(sid === undefined ? {} : { sid }),
    at_hash: leftHalfOfHash(accessToken),
  }
}

/** OpenID Connect Core §3.1.3.6, for RS256. */
function leftHalfOfHash(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
}
