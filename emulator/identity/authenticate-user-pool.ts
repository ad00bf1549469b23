import { userPoolIssuer } from '../model/aws-names.ts'
import type { Authentication } from './authentication.ts'
import { checkClaims } from './check-claims.ts'
import type { Claims } from './claims.ts'
import { refuse } from './refusal.ts'
import type { Refused } from './refusal.ts'
import { verifySignature } from './verify-signature.ts'
import type { KeySet } from './verify-signature.ts'

/** What a user pool's tokens are measured by. */
export interface UserPoolExpectations {
  /** The sandbox's own issuer, where its tokens count as the pool's; absent: they are another mode's. */
  readonly ownIssuer?: string | undefined
  readonly jwks: KeySet
  /** Seconds since the epoch. */
  readonly now: number
}

/**
 * Lets in whoever has a token of the user pool, access or ID: AppSync takes both. Gen 2 sets no `appIdClientRegex`, so any
 * client will do.
 */
export async function authenticateUserPool(
  token: string,
  expected: UserPoolExpectations,
): Promise<Authentication> {
  const signed = await verifySignature(token, expected.jwks)
  if (!signed.ok) return signed
  const { claims } = signed
  const issuer = issuerFor(claims, expected)
  const refused = checkClaims(claims, { issuer, now: expected.now }) ?? checkTokenUse(claims)
  return refused ?? { ok: true, identity: { mode: 'userPool', issuer, claims } }
}

/** Browsers sign in at the sandbox's own issuer, whose ID tokens have to name it. */
function issuerFor({ iss }: Claims, { ownIssuer }: UserPoolExpectations): string {
  return ownIssuer !== undefined && iss === ownIssuer ? ownIssuer : userPoolIssuer
}

function checkTokenUse({ token_use: use }: Claims): Refused | undefined {
  if (use === 'access' || use === 'id') return undefined
  return refuse(
    'wrong-token-use',
    `token_use is ${JSON.stringify(use) ?? 'missing'}; a user pool's token says "access" or "id"`,
  )
}
