import type { KoaContextWithOIDC } from 'oidc-provider'

import { isLoopbackOrigin } from './loopback.ts'

/** Browsers share cookies between the ports of a host; two sandboxes must not sign each other's personas out. */
export function cookieNames(issuer: string): Record<'session' | 'interaction' | 'resume', string> {
  const { port } = new URL(issuer)
  return {
    session: `amplite_session_${port}`,
    interaction: `amplite_interaction_${port}`,
    resume: `amplite_resume_${port}`,
  }
}

/**
 * Lets an app on http://localhost renew silently, in a hidden frame of http://127.0.0.1: to browsers these are two sites, so the
 * session's cookie needs SameSite=None, which needs Secure. Chromium takes that from this machine without TLS; Safari does not,
 * and would keep no session at all, so everybody else gets the cookie as it is.
 */
export function openSessionToFrames(
  ctx: Pick<KoaContextWithOIDC, 'get' | 'set' | 'secure' | 'host' | 'response'>,
): void {
  const isChromium = /Chrom(?:e|ium)\//.test(ctx.get('user-agent'))
  const isTrusted = ctx.secure || (isChromium && isLoopbackOrigin(`http://${ctx.host}`))
  const cookies: unknown = ctx.response.headers['set-cookie']
  if (!isTrusted || !Array.isArray(cookies)) return

  ctx.set('set-cookie', cookies.map(String).map(openToFrames))
}

function openToFrames(cookie: string): string {
  if (!cookie.startsWith('amplite_session_')) return cookie
  const open = cookie.replace(/samesite=lax/i, 'samesite=none')
  return /; secure\b/i.test(open) ? open : `${open}; secure`
}
