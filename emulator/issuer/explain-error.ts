import type { KoaContextWithOIDC } from 'oidc-provider'

import { didYouMean } from '../model/did-you-mean.ts'
import { isLoopbackUri } from './loopback.ts'

/** An error as OAuth words it. */
export interface OAuthError {
  readonly error: string
  readonly error_description?: string | undefined
}

/** One sentence that names what was sent and what would have passed; undefined when oidc-provider's own words are the best. */
export function explainError(
  ctx: KoaContextWithOIDC,
  { error }: OAuthError,
  clientIds: readonly string[],
): string | undefined {
  const parameters: Readonly<Record<string, unknown>> = ctx.oidc.params ?? ctx.query
  const clientId = parameters['client_id']
  const redirectUri = parameters['redirect_uri']
  if (error === 'invalid_client') return explainClient(clientId, clientIds)
  if (typeof redirectUri === 'string' && !isLoopbackUri(redirectUri)) {
    return `redirect_uri "${redirectUri}" is not on this machine; the sandbox sends a sign-in back to http://localhost, http://127.0.0.1 or http://[::1] only, any port and path`
  }
  return undefined
}

function explainClient(clientId: unknown, clientIds: readonly string[]): string | undefined {
  const known = clientIds.map((id) => `"${id}"`).join(', ')
  if (typeof clientId !== 'string') return `the request has no client_id; use one of ${known}`
  if (clientIds.includes(clientId)) {
    return `client "${clientId}" is a public client: it has no secret, so send client_id and no client_secret`
  }

  const hint = didYouMean(clientId, clientIds)
  return `client "${clientId}" is not registered at the sandbox; the ids are ${known}, taken from clientId in the definition${hint}`
}
