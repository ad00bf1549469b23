import { isLoopbackUri } from './loopback.ts'

/** Schemes that a browser acts on itself, so that no app can own them: a redirect there would run or show something. */
const browserSchemes: ReadonlySet<string> = new Set([
  'http:',
  'https:',
  'ws:',
  'wss:',
  'ftp:',
  'file:',
  'data:',
  'blob:',
  'filesystem:',
  'about:',
  'javascript:',
  'vbscript:',
  'view-source:',
  'mailto:',
  'tel:',
  'sms:',
  'chrome:',
  'intent:',
])

/** What is allowed, for messages. */
export const allowedRedirects =
  "http://localhost, http://127.0.0.1 or http://[::1], any port and path, or an app's own scheme such as myapp://callback"

/**
 * Whether the sandbox may send a sign-in back there. Ports change from day to day on a developer's machine, so no list is kept:
 * any address of this machine passes, and any scheme that a mobile app has for itself (RFC 8252 §7.1).
 */
export function isRedirectUri(uri: string): boolean {
  return isLoopbackUri(uri) || isPrivateScheme(uri)
}

function isPrivateScheme(uri: string): boolean {
  if (!URL.canParse(uri) || uri.includes('#')) return false
  const { protocol } = new URL(uri)
  return !browserSchemes.has(protocol)
}
