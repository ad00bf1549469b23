import type { OidcMode, TokenMode } from '../model/modes.ts'
import type { Authentication } from './authentication.ts'
import { checkTokenUse } from './authenticate-user-pool.ts'
import { checkClaims } from './check-claims.ts'
import type { ExternalIssuer } from './external-issuers.ts'

/** What another issuer's tokens are measured by. */
export interface ExternalExpectations {
  /** The mode whose tokens it issues. */
  readonly mode: TokenMode
  /** What mode `oidc` wants of a token. */
  readonly oidc: OidcMode | undefined
  /** Seconds since the epoch. */
  readonly now: number
}

/** Lets in whoever has a token of an issuer beside the sandbox's own; the claims have to be what its mode wants of any. */
export async function authenticateExternal(
  token: string,
  external: ExternalIssuer,
  { mode, oidc, now }: ExternalExpectations,
): Promise<Authentication> {
  const signed = await external.verify(token)
  if (!signed.ok) return signed
  const { issuer } = external
  const { claims } = signed
  const refused =
    mode === 'oidc'
      ? checkClaims(claims, { ...oidc, issuer, now })
      : (checkClaims(claims, { issuer, now }) ?? checkTokenUse(claims))
  return refused ?? { ok: true, identity: { mode, issuer, claims } }
}
