import { createHash } from 'node:crypto'

import { decodeJwt, decodeProtectedHeader } from 'jose'
import type { KoaContextWithOIDC } from 'oidc-provider'

import { epochSeconds } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Claims } from '../model/claims.ts'
import { isObject } from '../model/is-object.ts'
import type { TokenMode } from '../model/modes.ts'
import type { Accounts } from './accounts.ts'
import type { Persona } from './persona.ts'
import type { SigningKeys } from './signing-keys.ts'
import { stampToken, tokenLifetimeSeconds } from './stamp-token.ts'
import type { TokenStamp } from './stamp-token.ts'
import { machineOf, stampsOfOidc, stampsOfUserPool } from './token-holder.ts'
import type { Holder } from './token-holder.ts'

/** What the tokens of a sign-in are made with. */
export interface RestampOptions {
  readonly issuer: string
  readonly keys: SigningKeys
  readonly clock: Clock
  readonly accounts: Accounts
  readonly personas: () => readonly Persona[]
  /** Which mode a client's tokens are for; `userPool` makes them look like Amazon Cognito's. */
  readonly tokenMode: (clientId: string) => TokenMode
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
  const { client } = ctx.oidc
  if (!isObject(body) || typeof body['access_token'] !== 'string' || client === undefined) return
  const { clientId } = client
  const holder = holderOf(ctx, clientId, options)
  const age = ctx.oidc.params?.['grant_type'] === 'refresh_token' ? 0 : holder.issuedSecondsAgo
  const base: Omit<TokenStamp, 'claims'> = {
    issuer: options.issuer,
    audience: clientId,
    issuedAt: epochSeconds(options.clock) - age,
    authTime: holder.authTime,
  }
  const stamp = options.tokenMode(clientId) === 'userPool' ? stampsOfUserPool : stampsOfOidc
  const stamps = stamp(holder, { clientId, issuer: options.issuer })
  const { token } = await stampToken(
    { ...base, type: 'at+jwt', ...stamps.access(decodeJwt(body['access_token'])) },
    options.keys,
  )
  const expiresIn = Math.max(0, tokenLifetimeSeconds - age)
  ctx.body = { ...body, access_token: token, expires_in: expiresIn }
  if (typeof body['id_token'] !== 'string') return

  const protocol = protocolClaims(body['id_token'], token)
  const idToken = await stampToken(
    { ...base, claims: { ...stamps.id(), ...protocol } },
    options.keys,
  )
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

/** The ID token's protocol claims over those of the persona: clients check them against what they sent and got. */
function protocolClaims(original: string, accessToken: string): Claims {
  const { nonce, sid } = decodeJwt(original)
  return {
    ...(nonce === undefined ? {} : { nonce }),
    ...(sid === undefined ? {} : { sid }),
    at_hash: leftHalfOfHash(accessToken),
  }
}

/** OpenID Connect Core §3.1.3.6: with the hash of the algorithm that signs, of RS256 SHA-256. */
function leftHalfOfHash(token: string): string {
  const { alg = 'RS256' } = decodeProtectedHeader(token)
  const hash = createHash(`sha${alg.slice(2)}`)
    .update(token)
    .digest()
  return hash.subarray(0, hash.length / 2).toString('base64url')
}
