/** Headers of a request that belong to one connection, which AppSync does not hand on. */
const connectionHeaders = new Set([
  'transfer-encoding',
  'connection',
  'host',
  'expect',
  'keep-alive',
  'upgrade',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'content-length',
])

/** `util.http.copyHeaders`. */
export function copyHeaders(headers: Readonly<Record<string, unknown>>): object {
  const kept = Object.entries(headers).filter(
    ([name]) => !connectionHeaders.has(name.toLowerCase()),
  )
  return Object.fromEntries(kept)
}
