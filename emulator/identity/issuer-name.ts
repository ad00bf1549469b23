import { isLoopbackHost } from '../model/loopback-host.ts'

/** Whether two names are one issuer's (clients.md §6: whether one trailing slash matters is unsourced; here it does not). */
export function isSameIssuer(one: string, other: string): boolean {
  return withoutSlash(one) === withoutSlash(other)
}

/** Where an issuer says what it is (OpenID Connect Discovery 1.0 §4), never `//.well-known`. */
export function discoveryUrl(issuer: string): string {
  return `${withoutSlash(issuer)}/.well-known/openid-configuration`
}

/** Whether the text can name an issuer: https, or http on this machine; no query, fragment or password. */
export function isIssuerUrl(text: string): boolean {
  return isSafeUrl(text) && !/[?#]/.test(text)
}

/** Whether what is answered there comes from whom the address names: https, or http that never leaves this machine. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname))
  return isSafe && username === '' && password === ''
}

function withoutSlash(issuer: string): string {
  return issuer.endsWith('/') ? issuer.slice(0, -1) : issuer
}
