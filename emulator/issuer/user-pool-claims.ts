import { randomUUID } from 'node:crypto'

import type { Claims } from '../model/claims.ts'

/** Whose token it is to be. */
export interface UserPoolToken {
  readonly clientId: string
  /** The persona's name, where there is one: sub and username unless the claims say others. */
  readonly name?: string | undefined
  /** Claims of the person; `token_use: 'id'` asks for an ID token. */
  readonly claims: Claims
}

/**
 * The claims of a token as Amazon Cognito writes them, beside iss and the times: of an access token unless `token_use` says
 * `id`. The person's claims are in it as they stand, as a trigger before token generation would put them there.
 */
export function userPoolClaims({ clientId, name, claims }: UserPoolToken): Claims {
  const isId = claims['token_use'] === 'id'
  return {
    ...(name === undefined ? {} : { sub: name, ...usernameOf(name, claims, isId) }),
    ...(isId
      ? { aud: clientId }
      : { token_use: 'access', client_id: clientId, scope: 'aws.cognito.signin.user.admin' }),
    jti: randomUUID(),
    origin_jti: randomUUID(),
    event_id: randomUUID(),
    ...claims,
  }
}

/** Access tokens call it `username`, ID tokens `cognito:username`; rules read either. */
function usernameOf(name: string, claims: Claims, isId: boolean): Claims {
  const username = claims['username'] ?? claims['cognito:username'] ?? name
  return isId ? { 'cognito:username': username } : { username }
}
