import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { WebSocket } from 'ws'

import { tokenFor } from '../ask.ts'
import { newFolder, runCommand, runSandbox, sample } from '../running-sandbox.ts'
import type { RunningSandbox } from '../running-sandbox.ts'

/** The outputs of a native platform, whose address is https, given to the one client that runs here. */
async function nativeOutputs(t: TestContext, { ready }: RunningSandbox): Promise<string> {
  const file = join(newFolder(t), 'amplify_outputs.json')
  const { port } = new URL(ready.url)
  const asked = ['outputs', sample, '--platform', 'flutter', '--port', port, '--out', file]
  const { code } = await runCommand(t, asked)
  assert.equal(code, 0)
  return file
}

/** What the real library answers over TLS in a process that trusts this file. */
async function askOverTls(args: readonly string[], trusted: string): Promise<unknown> {
  const script = join(import.meta.dirname, 'ask-over-tls.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: trusted },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [printed] = await Promise.all([text(child.stdout), once(child, 'close')])
  return JSON.parse(printed)
}

test('aws-amplify asks and listens over TLS once it trusts the authority that --tls names', async (t) => {
  const sandbox = await runSandbox(t, [sample, '--tls'])
  const outputs = await nativeOutputs(t, sandbox)
  const token = await tokenFor(sandbox, { persona: 'alice' })

  const answer = await askOverTls([outputs, token], sandbox.ready.certificate ?? '')

  assert.deepEqual(answer, {
    data: [{ title: "Alice's note" }],
    heard: { data: { onCreateNote: { title: 'over TLS', owner: 'alice' } } },
  })
})

test('without trust the client reports a network error', async (t) => {
  const sandbox = await runSandbox(t, [sample, '--tls'])
  const outputs = await nativeOutputs(t, sandbox)
  const token = await tokenFor(sandbox, { persona: 'alice' })

  const answer = await askOverTls([outputs, token], '')

  assert.deepEqual(answer, { data: [], errors: [{ message: 'A network error has occurred.' }] })
})

test("Flutter's probe is answered over https and http, and the certificate stays from start to start", async (t) => {
  const folder = newFolder(t)
  const args = [sample, '--tls', '--data', folder]
  const first = await runSandbox(t, args)
  const trusted = readFileSync(join(folder, 'tls/authority.pem'))
  const { url, https, certificate } = first.ready

  assert.equal(certificate, join(folder, 'tls/authority.pem'))
  assert.equal(await (await fetch(`${url}/ping`)).text(), 'healthy')
  assert.equal(await securely(`${https}/ping`, trusted), 'healthy')
  await first.stop()

  const second = await runSandbox(t, args)
  assert.equal(await securely(`${second.ready.https}/ping`, trusted), 'healthy')
})

test("Flutter's socket is taken over TLS: no port of its own, credentials in the subprotocol", async (t) => {
  const sandbox = await runSandbox(t, [sample, '--tls'])
  const { https = '', certificate = '' } = sandbox.ready
  const authorization = await tokenFor(sandbox, { persona: 'alice' })
  const header = { Authorization: authorization, host: 'localhost', accept: 'application/json' }
  const protocols = ['graphql-ws', `header-${encode(header)}`]
  const url = `${https.replace('https', 'wss')}/graphql/realtime?payload=e30=`

  const socket = new WebSocket(url, protocols, { ca: readFileSync(certificate) })
  t.after(() => socket.terminate())
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init' }))
  const [message] = await once(socket, 'message')

  assert.equal(socket.protocol, 'graphql-ws')
  const { type, payload } = JSON.parse(String(message))
  assert.deepEqual([type, payload], ['connection_ack', { connectionTimeoutMs: 300_000 }])
})

function encode(header: object): string {
  return Buffer.from(JSON.stringify(header)).toString('base64url')
}

function securely(url: string, ca: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { ca, agent: false }, (response) => resolve(text(response))).on('error', reject)
  })
}
