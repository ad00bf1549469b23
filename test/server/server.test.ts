import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { EmulatorError } from '../../emulator/errors.ts'
import { listen } from '../../emulator/server/server.ts'
import type { ListeningServer, Mount } from '../../emulator/server/server.ts'

const host = '127.0.0.1'

async function listenOn(
  t: TestContext,
  options: { readonly port: number; readonly orNext: boolean },
): Promise<ListeningServer> {
  const server = await listen({ host, ...options })
  t.after(() => server.close())
  return server
}

function saying(prefix: string): Mount {
  return { prefix, handle: (_req, res) => void res.end(prefix) }
}

async function textAt({ port }: ListeningServer, path: string): Promise<string> {
  return (await fetch(`http://${host}:${port}${path}`)).text()
}

test('port 0 is any free one, and the server says which', async (t) => {
  const server = await listenOn(t, { port: 0, orNext: false })

  assert.equal(server.host, host)
  assert.ok(server.port > 0)
})

test('a taken port is replaced by the next free one, where nobody asked for it', async (t) => {
  const first = await listenOn(t, { port: 0, orNext: false })

  const second = await listenOn(t, { port: first.port, orNext: true })

  assert.ok(second.port > first.port && second.port <= first.port + 20)
})

test('a taken port that was asked for is an error with a way out', async (t) => {
  const { port } = await listenOn(t, { port: 0, orNext: false })

  await assert.rejects(
    listen({ host, port, orNext: false }),
    new EmulatorError(
      'PORT_IN_USE',
      `port ${port} on 127.0.0.1 cannot be used: another process listens there ("lsof -i :${port}" names it); stop it, or choose another with --port N (0 takes any free one)`,
    ),
  )
})

test('an address of another machine is refused by its name', async () => {
  await assert.rejects(
    listen({ host: '203.0.113.9', port: 0, orNext: false }),
    new EmulatorError(
      'USAGE',
      '--host "203.0.113.9" cannot be listened on: listen EADDRNOTAVAIL: address not available 203.0.113.9; use --host 127.0.0.1',
    ),
  )
})

test('the first mount whose prefix is a whole part of the path answers', async (t) => {
  const server = await listenOn(t, { port: 0, orNext: false })
  server.mount([saying('/graphql'), saying('/oidc'), saying('/')])

  const paths = ['/graphql', '/graphql?x=/oidc', '/oidc/a/b', '/graphqlx', '/a/oidc', '/']
  const answers = await Promise.all(paths.map((path) => textAt(server, path)))

  assert.deepEqual(answers, ['/graphql', '/graphql', '/oidc', '/', '/', '/'])
})

test('a request that comes before anything is mounted waits for its answer', async (t) => {
  const server = await listenOn(t, { port: 0, orNext: false })

  const early = textAt(server, '/')
  server.mount([saying('/')])

  assert.equal(await early, '/')
})

/** All that comes back for a WebSocket handshake at a path, until the server ends the connection. */
async function upgradeAt(server: ListeningServer, path: string): Promise<string> {
  const socket = connect(server.port, host)
  let heard = ''
  socket.on('data', (chunk) => (heard += chunk.toString()))
  socket.write(
    `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
  )
  await once(socket, 'close')
  return heard
}

test('a WebSocket goes to the mount that takes sockets, and is refused in words elsewhere', async (t) => {
  const server = await listenOn(t, { port: 0, orNext: false })
  const taking: Mount = { ...saying('/a/live'), upgrade: (_req, socket) => socket.end('taken') }
  server.mount([taking, saying('/a'), saying('/')])

  assert.equal(await upgradeAt(server, '/a/live?x=1'), 'taken')
  for (const path of ['/a', '/', '/a/livelier']) {
    const [head = '', text] = (await upgradeAt(server, path)).split('\r\n\r\n')
    assert.match(head, /^HTTP\/1\.1 404 Not Found\r\n/)
    assert.equal(text, `${path} takes no WebSocket; these do: /a/live\n`)
  }
})

test('a client that breaks off its handshake harms nobody', async (t) => {
  const server = await listenOn(t, { port: 0, orNext: false })
  const socket = connect(server.port, host)
  socket.on('error', () => undefined)
  socket.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n')
  await once(socket, 'connect')
  socket.resetAndDestroy()
  await once(socket, 'close')

  server.mount([saying('/')])

  assert.equal(await textAt(server, '/'), '/')
})

test('close ends connections that are still open and frees the port', async (t) => {
  const server = await listen({ host, port: 0, orNext: false })
  server.mount([{ prefix: '/', handle: () => undefined }])
  const unanswered = assert.rejects(textAt(server, '/'))
  const idle = connect(server.port, host)
  await once(idle, 'connect')
  idle.on('error', () => undefined)

  await server.close()

  await unanswered
  const again = await listenOn(t, { port: server.port, orNext: false })
  assert.equal(again.port, server.port)
})
