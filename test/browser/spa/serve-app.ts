import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

import { build } from 'esbuild'

const page = '<!doctype html><meta charset="utf-8"><script type="module" src="/app.js"></script>'

/** Serves the app on a port of its own until the test ends; gives the port. */
export async function serveApp(t: TestContext): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'app.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  })
  const [script] = outputFiles
  const server = createServer((req, res) => {
    const isScript = req.url === '/app.js'
    res.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    res.end(isScript ? script?.text : page)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server has an AddressInfo
  return (server.address() as AddressInfo).port
}
