import { decodeToken } from './decode-token.ts'
import type { PendingSignIn } from './pending-sign-in.ts'
import { requestTokens } from './request-tokens.ts'
import type { Session } from './session.ts'

/** Whether a query string is the issuer's answer to a sign-in. */
export function isReturn(query: URLSearchParams): boolean {
  return query.has('state') && (query.has('code') || query.has('error'))
}

/** Turns the issuer's answer into a session; rejects with what went wrong. */
export async function finishSignIn(
  query: URLSearchParams,
  pending: PendingSignIn | undefined,
): Promise<Session> {
  if (!pending || query.get('state') !== pending.state) throw new Error(foreignAnswer)

  const iss = query.get('iss')
  if (iss !== null && iss !== pending.issuer)
    throw new Error(`the answer came from "${iss}", not from "${pending.issuer}"`)

  const code = query.get('code')
  if (code === null) throw new Error(refusalOf(query))

  return exchange(code, pending)
}

const foreignAnswer =
  'this answer belongs to no sign-in that was started in this tab; sign in again'

function refusalOf(query: URLSearchParams): string {
  const error = query.get('error') ?? 'no code'
  const description = query.get('error_description')
  return description === null
    ? `the issuer answered "${error}"`
    : `the issuer answered "${error}": ${description}`
}

async function exchange(code: string, pending: PendingSignIn): Promise<Session> {
  const tokens = await requestTokens(pending.issuer, {
    grant_type: 'authorization_code',
    code,
    client_id: pending.clientId,
    redirect_uri: pending.redirectUri,
    code_verifier: pending.verifier,
  })
  decodeToken(tokens.accessToken)
  const { nonce } = decodeToken(tokens.idToken).claims
  if (nonce !== pending.nonce)
    throw new Error('the ID token answers another sign-in: its nonce differs')

  return { issuer: pending.issuer, clientId: pending.clientId, ...tokens }
}
