import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'

import { tokenFor } from '../ask.ts'
import { openSocket } from '../realtime/socket-client.ts'
import { runSandbox, sample } from '../running-sandbox.ts'

interface Heard {
  readonly status: number | undefined
  readonly text: string
}

/** By hand: fetch does not let a Host be chosen. */
async function askAs(host: string, port: string, path: string): Promise<Heard> {
  const asking = request({ host: '127.0.0.1', port, path, headers: { host } }).end()
  const [answer]: IncomingMessage[] = await once(asking, 'response')
  if (answer === undefined) throw new Error('no answer')
  return { status: answer.statusCode, text: await text(answer) }
}

const paths = ['/', '/graphql', '/oidc/.well-known/openid-configuration', '/sandbox/health']

test('names that somebody else can point at this machine reach nothing', async (t) => {
  const sandbox = await runSandbox(t)
  const { url } = sandbox.ready
  const { port } = new URL(url)

  for (const name of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example', 'a@b']) {
    for (const path of paths) {
      const { status, text: said } = await askAs(`${name}:${port}`, port, path)
      assert.equal(status, 403, `${name} ${path}`)
      assert.ok(said.includes(`${name}:${port}`) && said.includes(url), said)
    }
  }
})

test('this machine by any of its names, and addresses, reach the API and the issuer', async (t) => {
  const sandbox = await runSandbox(t)
  const { port } = new URL(sandbox.ready.url)
  const names = ['localhost', 'LOCALHOST', 'api.localhost', '127.0.0.1', '[::1]', '10.0.2.2']

  for (const name of [...names, 'host.docker.internal']) {
    const discovery = await askAs(`${name}:${port}`, port, '/oidc/.well-known/openid-configuration')
    const api = await askAs(`${name}:${port}`, port, '/graphql')
    assert.deepEqual([discovery.status, api.status], [200, 401], name)
  }
})

test('with --host any name is let in, but not to the sandbox API', async (t) => {
  const options = ['--host', '0.0.0.0', '--admin-token', 'hush']
  const sandbox = await runSandbox(t, [sample, ...options])
  const { port } = new URL(sandbox.ready.url)

  const statuses = paths.map(async (path) => (await askAs(`laptop:${port}`, port, path)).status)

  const [console = 0, ...others] = await Promise.all(statuses)
  assert.notEqual(console, 403)
  assert.deepEqual(others, [401, 200, 403])
})

test('a socket from any page is opened, as AppSync does, and needs a token all the same', async (t) => {
  const sandbox = await runSandbox(t)
  const headers = { origin: 'http://evil.example' }
  const connect = async (token: string): Promise<unknown> => {
    const header = { Authorization: token, host: 'x' }
    const client = await openSocket(t, sandbox.ready.realtime, { header, headers })
    client.send({ type: 'connection_init' })
    return (await client.next())['type']
  }

  assert.equal(await connect('no-token'), 'connection_error')
  assert.equal(await connect(await tokenFor(sandbox, { persona: 'alice' })), 'connection_ack')
})
