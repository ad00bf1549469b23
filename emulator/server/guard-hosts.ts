import { isIP } from 'node:net'

import { isLoopbackHost } from '../model/loopback-host.ts'
import type { Mount } from './server.ts'

/**
 * Answers 403 to requests for a name that somebody else can point at this machine (DNS rebinding): to a browser their page would
 * be the sandbox's own, and could sign in as anybody. An address is no name, so 10.0.2.2 of the Android emulator is let in;
 * so are `*.internal` names, which nobody can register. Sockets are not asked: any page may open one anywhere, and needs a token.
 */
export function guardHosts(mounts: readonly Mount[], url: string): readonly Mount[] {
  return mounts.map((mount) => ({
    ...mount,
    handle: (req, res) => {
      const { host } = req.headers
      if (host === undefined || isTrusted(host)) return mount.handle(req, res)
      const text = `the Host ${JSON.stringify(host)} is not this sandbox's; use ${url} (names of other machines are for --host with --admin-token)\n`
      return void res.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end(text)
    },
  }))
}

function isTrusted(host: string): boolean {
  if (!URL.canParse(`http://${host}`)) return false
  const { hostname, username, pathname } = new URL(`http://${host}`)
  if (username !== '' || pathname !== '/') return false
  const isAddress = isIP(hostname) !== 0 || hostname.startsWith('[')
  return isAddress || isLoopbackHost(hostname) || hostname.endsWith('.internal')
}
