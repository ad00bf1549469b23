import type { Claims } from '../model/claims.ts'
import { checkClaims } from './check-claims.ts'
import type { ClaimExpectations } from './check-claims.ts'
import type { Refused } from './refusal.ts'
import { verifySignature } from './verify-signature.ts'
import type { KeySet } from './verify-signature.ts'

/** What a token is measured by: the claims that the API wants and the keys of the issuer. */
export interface TokenExpectations extends ClaimExpectations {
  /** The public keys. */
  readonly jwks: KeySet
}

/** A token that AppSync's OIDC authoriser lets in, or why it does not. */
export type TokenVerification = { readonly ok: true; readonly claims: Claims } | Refused

/** Checks a token as AppSync's OIDC authoriser does (clients.md §6): form, signature, issuer, audience, times. */
export async function verifyToken(
  token: string,
  expected: TokenExpectations,
): Promise<TokenVerification> {
  const signed = await verifySignature(token, expected.jwks)
  if (!signed.ok) return signed

  return checkClaims(signed.claims, expected) ?? { ok: true, claims: signed.claims }
}
