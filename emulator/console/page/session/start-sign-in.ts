import type { OidcSettings } from '../wire/definition.ts'
import { discover } from './discovery.ts'
import { savePending } from './pending-sign-in.ts'
import { challengeOf, randomText } from './pkce.ts'

/** What the sign-in page may be told. */
export interface SignInWish {
  /** The persona to have at hand. */
  readonly loginHint?: string
  /** The panel to come back to. */
  readonly panel: string
}

/** Leaves for the issuer's sign-in page: authorization code with PKCE (RFC 6749 §4.1, RFC 7636). */
export async function startSignIn(oidc: OidcSettings, wish: SignInWish): Promise<void> {
  const { authorization } = await discover(oidc.issuer)
  const pending = {
    issuer: oidc.issuer,
    clientId: oidc.clientId,
    redirectUri: `${location.origin}/`,
    state: randomText(),
    nonce: randomText(),
    verifier: randomText(),
    panel: wish.panel,
  }
  savePending(sessionStorage, pending)
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: pending.clientId,
    redirect_uri: pending.redirectUri,
    scope: 'openid offline_access',
    prompt: 'login consent',
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await challengeOf(pending.verifier),
    code_challenge_method: 'S256',
    ...(wish.loginHint !== undefined && { login_hint: wish.loginHint }),
  })
  location.assign(`${authorization}?${query}`)
}
