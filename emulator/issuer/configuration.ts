import { randomBytes } from 'node:crypto'

import type { Configuration, Grant, interactionPolicy, KoaContextWithOIDC } from 'oidc-provider'

import type { Accounts } from './accounts.ts'
import { acceptsClient, clientOf } from './clients.ts'
import type { KnownClients } from './clients.ts'
import { explainError } from './explain-error.ts'
import type { OAuthError } from './explain-error.ts'
import { featuresOf, scopes } from './features.ts'
import { isLoopbackOrigin } from './loopback.ts'
import { createMemoryAdapter } from './memory-adapter.ts'
import { renderPage } from './pages.ts'
import { cookieNames } from './session-cookie.ts'
import type { SigningKeys } from './signing-keys.ts'
import { tokenLifetimeSeconds } from './stamp-token.ts'

const hourSeconds = 3600
const fortnightSeconds = 14 * 24 * hourSeconds

const ttl: Configuration['ttl'] = {
  AccessToken: tokenLifetimeSeconds,
  ClientCredentials: tokenLifetimeSeconds,
  IdToken: tokenLifetimeSeconds,
  DeviceCode: 10 * 60,
  AuthorizationCode: 60,
  Interaction: hourSeconds,
  RefreshToken: fortnightSeconds,
  Session: fortnightSeconds,
  Grant: fortnightSeconds,
}

/** What an issuer's configuration depends on. */
export interface ConfigurationOptions {
  readonly issuer: string
  /** Asked for with each request, so that they may change. */
  readonly clients: () => KnownClients
  readonly keys: SigningKeys
  readonly accounts: Accounts
  readonly policy: interactionPolicy.DefaultPolicy
}

/** oidc-provider as the sandbox wants it: clients by pattern, JWT access tokens, no consent page, no default of its that warns. */
export function configure(options: ConfigurationOptions): Configuration {
  const { issuer, clients, keys, accounts, policy } = options
  return {
    adapter: createMemoryAdapter((id) => (acceptsClient(clients(), id) ? clientOf(id) : undefined)),
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    // Cognito and Auth0 demand it of nobody by default; whoever sends a challenge is held to it.
    pkce: { required: () => false },
    enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
    jwks: keys.privateJwks,
    cookies: { keys: [randomBytes(32).toString('base64url')], names: cookieNames(issuer) },
    scopes: [...scopes],
    extraParams: ['audience'],
    responseTypes: ['code'],
    findAccount: (_ctx, accountId) => {
      if (accounts.find(accountId) === undefined) return undefined
      return { accountId, claims: () => ({ sub: accountId }) }
    },
    interactions: { policy, url: (_ctx, { uid }) => `${interactionPath(issuer)}/${uid}` },
    loadExistingGrant: grantEverything,
    issueRefreshToken: () => true,
    rotateRefreshToken: false,
    clientBasedCORS: (_ctx, origin) => isLoopbackOrigin(origin),
    renderError: (ctx, out) => renderError(ctx, out, clients()),
    ttl,
    features: featuresOf(issuer),
  }
}

/** Where the sign-in pages are, below which each has its uid. */
export function interactionPath(issuer: string): string {
  return `${new URL(issuer).pathname}/interaction`
}

/** There is no consent page: whatever a client asks for on behalf of a persona is granted. */
async function grantEverything(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { oidc } = ctx
  const { client, account, session } = oidc
  if (client === undefined || account === undefined) return undefined
  const { Grant } = oidc.provider
  const grantId = session?.grantIdFor(client.clientId)
  const known = grantId === undefined ? undefined : await Grant.find(grantId)
  const grant = known ?? new Grant({ clientId: client.clientId, accountId: account.accountId })
  grant.addOIDCScope([...scopes])
  for (const [resource, server] of Object.entries(oidc.resourceServers ?? {})) {
    grant.addResourceScope(resource, [...server.scopes])
  }
  await grant.save()
  return grant
}

function renderError(ctx: KoaContextWithOIDC, out: OAuthError, clients: KnownClients): void {
  const text = explainError(ctx, out, clients) ?? out.error_description ?? out.error
  if (ctx.accepts('html', 'json') === 'json') {
    ctx.body = { ...out, error_description: text }
    return
  }
  ctx.type = 'html'
  ctx.body = renderPage({ title: `Sign-in failed: ${out.error}`, text })
}
