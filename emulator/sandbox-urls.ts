import type { ListeningServer } from './server/server.ts'

/** Where a sandbox can be reached. */
export interface SandboxUrls {
  readonly url: string
  readonly graphql: string
  readonly realtime: string
  readonly issuer: string
  readonly console: string
  readonly sandbox: string
}

/** The addresses of the contract (§2) on this port. */
export function sandboxUrls({ host, port }: Pick<ListeningServer, 'host' | 'port'>): SandboxUrls {
  const url = `http://${reachableHost(host)}:${port}`
  return {
    url,
    graphql: `${url}/graphql`,
    realtime: `${url.replace('http', 'ws')}/graphql/realtime`,
    issuer: `${url}/oidc`,
    console: `${url}/`,
    sandbox: `${url}/sandbox`,
  }
}

/** What functions that may ask the API find in their environment, as Amplify tells them. */
export function dataEnvironment({
  graphql,
}: Pick<SandboxUrls, 'graphql'>): Readonly<Record<string, string>> {
  return {
    AMPLIFY_DATA_DEFAULT_NAME: 'amplifyData',
    AMPLIFY_DATA_GRAPHQL_ENDPOINT: graphql,
  }
}

/** The origins under which the sandbox's own page may stand: this machine has several names. */
export function ownOrigins(
  { host, port }: Pick<ListeningServer, 'host' | 'port'>,
  { tls }: { readonly tls: boolean },
): readonly string[] {
  const hosts = [...new Set([reachableHost(host), '127.0.0.1', 'localhost', '[::1]'])]
  const schemes = tls ? ['http', 'https'] : ['http']
  return schemes.flatMap((scheme) =>
    hosts.map((name) => new URL(`${scheme}://${name}:${port}`).origin),
  )
}

/** "Every address" is none that a browser could open. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
