import { UserManager } from 'oidc-client-ts'
import type { User } from 'oidc-client-ts'

/** What the test asks of the app; every promise rejects as oidc-client-ts lets it. */
export interface App {
  /** Leaves for the issuer and comes back by `/callback`. */
  signIn(loginHint?: string): Promise<void>
  user(): Promise<Signed | undefined>
  /** Renews with the refresh token. */
  renew(): Promise<Signed | undefined>
  /** Forgets the tokens and gets new ones in a hidden frame, by the session at the issuer alone. */
  renewInFrame(): Promise<Signed | undefined>
  signOut(): Promise<void>
}

/** Who is signed in. */
export interface Signed {
  readonly accessToken: string
  readonly expiresIn: number | undefined
  readonly profile: Readonly<Record<string, unknown>>
}

declare global {
  interface Window {
    readonly app: App
  }
}

const { origin, pathname, searchParams } = new URL(location.href)
const authority = searchParams.get('authority') ?? localStorage.getItem('authority') ?? ''
localStorage.setItem('authority', authority)

const manager = new UserManager({
  authority,
  client_id: 'client-id',
  redirect_uri: `${origin}/callback`,
  silent_redirect_uri: `${origin}/silent`,
  post_logout_redirect_uri: `${origin}/`,
  scope: 'openid profile offline_access',
  loadUserInfo: true,
  silentRequestTimeoutInSeconds: 5,
})

function show(user: User | null): Signed | undefined {
  if (user === null) return undefined
  return { accessToken: user.access_token, expiresIn: user.expires_in, profile: user.profile }
}

const app: App = {
  signIn: (loginHint) =>
    manager.signinRedirect(loginHint === undefined ? {} : { login_hint: loginHint }),
  user: async () => show(await manager.getUser()),
  renew: async () => show(await manager.signinSilent()),
  renewInFrame: async () => {
    await manager.removeUser()
    return show(await manager.signinSilent())
  },
  signOut: () => manager.signoutRedirect(),
}
Object.assign(window, { app })

if (pathname === '/silent') await manager.signinSilentCallback()
if (pathname === '/callback') {
  await manager.signinCallback()
  history.replaceState(null, '', '/')
}
document.title = 'ready'
