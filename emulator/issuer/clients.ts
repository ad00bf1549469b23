import type { ClientMetadata, KoaContextWithOIDC, Provider } from 'oidc-provider'

import { compileClientIdPattern } from '../model/client-id-pattern.ts'
import { isRedirectUri } from './redirect-uri.ts'

/** The ways in which a client can get tokens. */
const grantTypes: string[] = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:device_code',
]

/** The clients of a definition. */
export interface KnownClients {
  /** Those that it names, and the sandbox's own. */
  readonly ids: readonly string[]
  /** Its `clientId`, a regular expression over client ids; absent: the API takes tokens of any. */
  readonly clientId: string | undefined
}

/** Whether the issuer serves a client: those whose tokens the API takes, and the sandbox's own. */
export function acceptsClient({ ids, clientId }: KnownClients, id: string): boolean {
  if (clientId === undefined || ids.includes(id)) return true
  return compileClientIdPattern(clientId)?.test(id) === true
}

/** What oidc-provider knows of a client: they are all alike. */
export function clientOf(id: string): ClientMetadata {
  return {
    client_id: id,
    token_endpoint_auth_method: 'none',
    grant_types: grantTypes,
    response_types: ['code'],
    // See `openClients`; oidc-provider wants one to be there.
    redirect_uris: ['http://localhost/'],
    post_logout_redirect_uris: ['http://localhost/'],
  }
}

/**
 * Takes from every client what real issuers take from the one that is registered so: redirects to this machine or to an app's
 * own scheme, and either no secret (a public client) or a secret, whichever it is (a confidential one).
 */
export function openClients(
  { Client }: Provider,
  currentContext: () => KoaContextWithOIDC | undefined,
): void {
  Client.prototype.redirectUriAllowed = isRedirectUri
  Client.prototype.postLogoutRedirectUriAllowed = isRedirectUri
  Client.prototype.compareClientSecret = () => true
  Object.defineProperty(Client.prototype, 'clientAuthMethod', {
    get: () => (showsSecret(currentContext()) ? 'client_secret_basic' : 'none'),
  })
}

function showsSecret(ctx: KoaContextWithOIDC | undefined): boolean {
  if (ctx === undefined) return false
  return ctx.get('authorization') !== '' || Boolean(ctx.oidc.params?.['client_secret'])
}
