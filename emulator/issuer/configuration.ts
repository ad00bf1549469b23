import { randomBytes } from 'node:crypto'

import type {
  AdapterFactory,
  ClientMetadata,
  Configuration,
  Grant,
  interactionPolicy,
  KoaContextWithOIDC,
} from 'oidc-provider'

import type { Accounts } from './accounts.ts'
import { explainError } from './explain-error.ts'
import type { OAuthError } from './explain-error.ts'
import { isLoopbackUri } from './loopback.ts'
import { createMemoryAdapter } from './memory-adapter.ts'
import { renderPage, renderSignOut } from './pages.ts'
import type { SigningKeys } from './signing-keys.ts'
import { tokenLifetimeSeconds } from './stamp-token.ts'

const scopes = ['openid', 'profile', 'email', 'offline_access']
const hourSeconds = 3600
const fortnightSeconds = 14 * 24 * hourSeconds

const ttl: Configuration['ttl'] = {
  AccessToken: tokenLifetimeSeconds,
  IdToken: tokenLifetimeSeconds,
  AuthorizationCode: 60,
  Interaction: hourSeconds,
  RefreshToken: fortnightSeconds,
  Session: fortnightSeconds,
  Grant: fortnightSeconds,
}

type Features = NonNullable<Configuration['features']>

/** What an issuer's configuration depends on. */
export interface ConfigurationOptions {
  readonly issuer: string
  /** Asked for with each request, so that they may change. */
  readonly clientIds: () => readonly string[]
  readonly keys: SigningKeys
  readonly accounts: Accounts
  readonly policy: interactionPolicy.DefaultPolicy
}

/** oidc-provider as the sandbox wants it: public clients with PKCE, JWT access tokens, no consent page, no default of its that warns. */
export function configure(options: ConfigurationOptions): Configuration {
  const { issuer, clientIds, keys, accounts, policy } = options
  return {
    adapter: registerClients(createMemoryAdapter(), clientIds),
    jwks: keys.privateJwks,
    cookies: { keys: [randomBytes(32).toString('base64url')], names: cookieNames(issuer) },
    scopes,
    responseTypes: ['code'],
    findAccount: (_ctx, accountId) => {
      if (accounts.find(accountId) === undefined) return undefined
      return { accountId, claims: () => ({ sub: accountId }) }
    },
    interactions: { policy, url: (_ctx, { uid }) => `${interactionPath(issuer)}/${uid}` },
    loadExistingGrant: grantEverything,
    issueRefreshToken: () => true,
    rotateRefreshToken: false,
    clientBasedCORS: (_ctx, origin) => isLoopbackUri(origin),
    renderError: (ctx, out) => renderError(ctx, out, clientIds()),
    ttl,
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: resourceIndicators(issuer),
      rpInitiatedLogout: signOut,
    },
  }
}

const signOut: Features['rpInitiatedLogout'] = {
  enabled: true,
  logoutSource: (ctx, form) => {
    ctx.body = renderSignOut(form)
  },
  postLogoutSuccessSource: (ctx) => {
    ctx.body = renderPage({ title: 'Signed out', text: 'You can close this page.' })
  },
}

/** Where the sign-in pages are, below which each has its uid. */
export function interactionPath(issuer: string): string {
  return `${new URL(issuer).pathname}/interaction`
}

/** Browsers share cookies between the ports of a host; two sandboxes must not sign each other's personas out. */
function cookieNames(issuer: string): Record<'session' | 'interaction' | 'resume', string> {
  const { port } = new URL(issuer)
  return {
    session: `amplite_session_${port}`,
    interaction: `amplite_interaction_${port}`,
    resume: `amplite_resume_${port}`,
  }
}

/**
 * The clients of the definition as it is now. One that was known stays known: who is signed in by it can renew their tokens,
 * as at an issuer that does not know what the API takes; the API refuses them all the same.
 */
function registerClients(
  adapter: AdapterFactory,
  clientIds: () => readonly string[],
): AdapterFactory {
  const known = new Set(clientIds())
  return (model) => {
    if (model !== 'Client') return adapter(model)
    const find = async (id: string): Promise<ClientMetadata | undefined> => {
      for (const current of clientIds()) known.add(current)
      return known.has(id) ? clientOf(id) : undefined
    }
    return { ...adapter(model), find }
  }
}

function clientOf(id: string): ClientMetadata {
  return {
    client_id: id,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    // Any loopback URI passes, see `createIssuer`; oidc-provider wants one to be there.
    redirect_uris: ['http://localhost/'],
    post_logout_redirect_uris: ['http://localhost/'],
  }
}

/** Gives access tokens an audience, without which oidc-provider makes them opaque. */
function resourceIndicators(issuer: string): Features['resourceIndicators'] {
  return {
    enabled: true,
    defaultResource: (_ctx, _client, oneOf) => (Array.isArray(oneOf) ? oneOf[0] : oneOf) ?? issuer,
    useGrantedResource: () => true,
    getResourceServerInfo: () => ({ scope: scopes.join(' '), accessTokenFormat: 'jwt' }),
  }
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
  grant.addOIDCScope(scopes)
  for (const resource of Object.keys(oidc.resourceServers ?? {})) {
    grant.addResourceScope(resource, scopes)
  }
  await grant.save()
  return grant
}

function renderError(ctx: KoaContextWithOIDC, out: OAuthError, clientIds: readonly string[]): void {
  const text = explainError(ctx, out, clientIds) ?? out.error_description ?? out.error
  if (ctx.accepts('html', 'json') === 'json') {
    ctx.body = { ...out, error_description: text }
    return
  }
  ctx.type = 'html'
  ctx.body = renderPage({ title: `Sign-in failed: ${out.error}`, text })
}
