const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether the sandbox may send a browser there: http(s) on localhost, 127.0.0.1 or [::1], any port and path. */
export function isLoopbackUri(uri: string): boolean {
  if (!URL.canParse(uri) || uri.includes('#')) return false
  const { protocol, hostname, username, password } = new URL(uri)
  const isWeb = protocol === 'http:' || protocol === 'https:'
  return isWeb && loopbackHosts.has(hostname) && username === '' && password === ''
}
