import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { get } from 'node:https'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { connect as connectTls } from 'node:tls'

import { loadCertificate } from '../../emulator/server/certificate.ts'
import { listen } from '../../emulator/server/server.ts'
import type { ListeningServer } from '../../emulator/server/server.ts'
import { newFolder } from '../running-sandbox.ts'

const host = '127.0.0.1'

interface TlsServer {
  readonly server: ListeningServer
  /** PEM of the authority to trust. */
  readonly ca: string
}

async function listenWithTls(t: TestContext): Promise<TlsServer> {
  const hosts = ['localhost', host]
  const certificate = await loadCertificate(join(newFolder(t), 'tls'), { hosts, now: Date.now() })
  const server = await listen({ host, port: 0, orNext: false, certificate })
  t.after(() => server.close())
  server.mount([
    { prefix: '/ping', handle: (_req, res) => void res.end('healthy') },
    { prefix: '/', handle: (req, res) => void req.pipe(res) },
  ])
  return { server, ca: readFileSync(certificate.authorityFile, 'utf8') }
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

function getSecurely(url: string, ca: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, ...(ca === undefined ? {} : { ca }) }, (response) =>
      resolve(textOf(response)),
    )
    request.on('error', reject)
  })
}

test('one port answers http and https', async (t) => {
  const { server, ca } = await listenWithTls(t)
  const address = `${host}:${server.port}/ping`

  const plain = await (await fetch(`http://${address}`)).text()
  const secure = await getSecurely(`https://${address}`, ca)
  const byName = await getSecurely(`https://localhost:${server.port}/ping`, ca)

  assert.deepEqual([plain, secure, byName], ['healthy', 'healthy', 'healthy'])
})

test('a client that does not trust the certificate is turned away, and the next one is served', async (t) => {
  const { server, ca } = await listenWithTls(t)
  const url = `https://${host}:${server.port}/ping`

  await assert.rejects(getSecurely(url, undefined), { code: 'SELF_SIGNED_CERT_IN_CHAIN' })

  assert.equal(await getSecurely(url, ca), 'healthy')
})

test('a request that comes in small pieces is put together, plain or not', async (t) => {
  const { server, ca } = await listenWithTls(t)
  const text = `POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 5\r\n\r\nhello`
  const plain = connect(server.port, host)
  const secure = connectTls({ host, port: server.port, ca })

  for (const socket of [plain, secure]) {
    let heard = ''
    socket.on('data', (chunk) => (heard += chunk.toString()))
    for (const letter of text) {
      socket.write(letter)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await once(socket, 'end')
    assert.match(heard, /^HTTP\/1\.1 200 OK/)
    assert.equal(heard.split('\r\n\r\n')[1]?.replaceAll(/[^a-z]/g, ''), 'hello')
  }
})

test('a WebSocket that is not taken is refused in words over TLS, too', async (t) => {
  const { server, ca } = await listenWithTls(t)
  const socket = connectTls({ host, port: server.port, ca })
  let heard = ''
  socket.on('data', (chunk) => (heard += chunk.toString()))

  socket.write('GET /x HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n')
  await once(socket, 'end')

  assert.match(heard, /^HTTP\/1\.1 [45]\d\d /)
})

/** Resolves also when the connection was broken off. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()))
}

test('close ends connections in every state and frees the port', async (t) => {
  const { server, ca } = await listenWithTls(t)
  const silent = connect(server.port, host)
  const half = connect(server.port, host)
  const secure = connectTls({ host, port: server.port, ca })
  for (const socket of [silent, half, secure]) socket.on('error', () => undefined)
  await Promise.all([once(silent, 'connect'), once(secure, 'secureConnect')])
  half.write(Buffer.from([0x16, 0x03]))
  const ended = [silent, half, secure].map(closed)

  await server.close()

  await Promise.all(ended)
  const again = await listen({ host, port: server.port, orNext: false })
  t.after(() => again.close())
  assert.equal(again.port, server.port)
})

test('a client that hangs up without a word, or in the middle of its handshake, harms nobody', async (t) => {
  const { server, ca } = await listenWithTls(t)
  for (const bytes of [
    [],
    [0x16],
    [0x16, 0x03, 0x01, 0xff, 0xff, 1, 2, 3],
    [0x16, 0, 0, 0, 9, 9],
  ]) {
    const socket = connect(server.port, host)
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    socket.end(Buffer.from(bytes))
    socket.resume()
    await closed(socket)
  }

  assert.equal(await getSecurely(`https://${host}:${server.port}/ping`, ca), 'healthy')
})
