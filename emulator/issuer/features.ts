import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'

import { requestedResource } from './audience.ts'
import { renderDeviceConfirmation, renderDevicePage, renderPage, renderSignOut } from './pages.ts'

type Features = NonNullable<Configuration['features']>

/** What every client gets without asking. */
export const scopes: readonly string[] = ['openid', 'profile', 'email', 'offline_access']

/** What of oidc-provider the sandbox switches on. */
export function featuresOf(issuer: string): Features {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
    revocation: { enabled: true, allowedPolicy: isOwnToken },
    resourceIndicators: resourceIndicators(issuer),
    deviceFlow,
    rpInitiatedLogout: signOut,
  }
}

const isOwnToken: Exclude<Features['revocation'], undefined>['allowedPolicy'] = (
  _ctx,
  client,
  token,
) => token.clientId === client.clientId

const signOut: Features['rpInitiatedLogout'] = {
  enabled: true,
  logoutSource: (ctx, form) => {
    ctx.body = renderSignOut(form)
  },
  postLogoutSuccessSource: (ctx) => {
    ctx.body = renderPage({ title: 'Signed out', text: 'You can close this page.' })
  },
}

const deviceFlow: Features['deviceFlow'] = {
  enabled: true,
  userCodeInputSource: (ctx, ...[form, , error]) => {
    ctx.body = renderDevicePage(form, error?.message)
  },
  userCodeConfirmSource: (ctx, form) => {
    ctx.body = renderDeviceConfirmation(form)
  },
  successSource: (ctx) => {
    ctx.body = renderPage({ title: 'Signed in', text: 'Your device goes on by itself now.' })
  },
}

/** Gives access tokens an audience, without which oidc-provider makes them opaque. */
function resourceIndicators(issuer: string): Features['resourceIndicators'] {
  return {
    enabled: true,
    defaultResource: (ctx, _client, oneOf) =>
      (Array.isArray(oneOf) ? oneOf[0] : oneOf) ?? requestedResource(ctx) ?? issuer,
    useGrantedResource: () => true,
    getResourceServerInfo: (ctx) => ({
      scope: [...new Set([...scopes, ...requestedScopes(ctx)])].join(' '),
      accessTokenFormat: 'jwt',
    }),
  }
}

/** There is no list of an API's own scopes (`todos/read`): what is asked for is granted. */
function requestedScopes({ oidc }: KoaContextWithOIDC): readonly string[] {
  const { AuthorizationCode: code, DeviceCode: device, RefreshToken: refresh } = oidc.entities
  const asked = [oidc.params?.['scope'], code?.scope, device?.scope, refresh?.scope]
  return asked.flatMap((scope) => (typeof scope === 'string' ? scope.split(' ') : []))
}
