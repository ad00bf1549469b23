import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

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

test('aws-amplify asks over https once it trusts the authority that --tls names', async (t) => {
  const sandbox = await runSandbox(t, [sample, '--tls'])
  const outputs = await nativeOutputs(t, sandbox)
  const token = await tokenFor(sandbox, { persona: 'alice' })

  const answer = await askOverTls([outputs, token], sandbox.ready.certificate ?? '')

  assert.deepEqual(answer, { data: [{ title: "Alice's note" }] })
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

function securely(url: string, ca: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { ca, agent: false }, (response) => resolve(text(response))).on('error', reject)
  })
}
