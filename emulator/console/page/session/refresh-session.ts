import { decodeToken } from './decode-token.ts'
import { requestTokens } from './request-tokens.ts'
import type { Session } from './session.ts'

/** Trades the refresh token for new tokens and remembers what that changed. */
export async function refreshSession(session: Session): Promise<Session> {
  if (session.refreshToken === undefined)
    throw new Error('this sign-in has no refresh token; sign in again')

  const tokens = await requestTokens(session.issuer, {
    grant_type: 'refresh_token',
    refresh_token: session.refreshToken,
    client_id: session.clientId,
  })
  const before = decodeToken(session.accessToken).claims
  const after = decodeToken(tokens.accessToken).claims
  const lastRefresh = {
    iatBefore: before['iat'],
    iatAfter: after['iat'],
    authTimeBefore: before['auth_time'],
    authTimeAfter: after['auth_time'],
  }
  return { ...session, ...tokens, lastRefresh }
}
