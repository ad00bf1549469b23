/** Hosts that are always this machine: browsers keep `*.localhost` and 127.0.0.0/8 to themselves, too. */
const loopbackHost = /^(?:(?:[a-z\d-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Whether the sandbox may send a browser there: http(s) on localhost, 127.0.0.1 or [::1], any port and path. */
export function isLoopbackUri(uri: string): boolean {
  if (!URL.canParse(uri) || uri.includes('#')) return false
  const { protocol, hostname, username, password } = new URL(uri)
  const isWeb = protocol === 'http:' || protocol === 'https:'
  return isWeb && loopbackHost.test(hostname) && username === '' && password === ''
}

/** Whether a page of that origin may read the issuer's answers: any on this machine, a packaged app's (`capacitor://localhost`) too. */
export function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && loopbackHost.test(new URL(origin).hostname)
}
