import type { KoaContextWithOIDC } from 'oidc-provider'

import { didYouMean } from '../model/did-you-mean.ts'
import { acceptsClient } from './clients.ts'
import type { KnownClients } from './clients.ts'
import { allowedRedirects, isRedirectUri } from './redirect-uri.ts'

/** An error as OAuth words it. */
export interface OAuthError {
  readonly error: string
  readonly error_description?: string | undefined
}

/** One sentence that names what was sent and what would have passed; undefined when oidc-provider's own words are the best. */
export function explainError(
  ctx: KoaContextWithOIDC,
  { error }: OAuthError,
  clients: KnownClients,
): string | undefined {
  const parameters: Readonly<Record<string, unknown>> = ctx.oidc.params ?? ctx.query
  if (error === 'invalid_client') return explainClient(clientIdOf(ctx, parameters), clients)
  return (
    explainRedirect('redirect_uri', parameters) ??
    explainRedirect('post_logout_redirect_uri', parameters)
  )
}

function explainRedirect(
  name: string,
  parameters: Readonly<Record<string, unknown>>,
): string | undefined {
  const uri = parameters[name]
  if (typeof uri !== 'string' || isRedirectUri(uri)) return undefined

  return `${name} "${uri}" is not on this machine; the sandbox sends browsers back to ${allowedRedirects}`
}

/** A client may name itself in the body, in the address or in `authorization: Basic`. */
function clientIdOf(
  ctx: KoaContextWithOIDC,
  parameters: Readonly<Record<string, unknown>>,
): unknown {
  const [, basic] = /^basic (\S+)$/i.exec(ctx.get('authorization')) ?? []
  if (basic === undefined) return parameters['client_id']

  const [id = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  return decodeURIComponent(id)
}

function explainClient(clientId: unknown, clients: KnownClients): string {
  const { ids, clientId: pattern = '' } = clients
  const known = ids.map((id) => `"${id}"`).join(', ')
  if (typeof clientId !== 'string') return `the request has no client_id; use one of ${known}`
  if (acceptsClient(clients, clientId)) {
    return `client "${clientId}" proves itself in a way that the sandbox does not know; send client_id alone, or client_id and any client_secret`
  }
  return `client "${clientId}" does not match clientId "${pattern}" of the definition; the ids are ${known}${didYouMean(clientId, ids)}`
}
