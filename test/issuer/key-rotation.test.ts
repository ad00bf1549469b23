import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { decodeProtectedHeader } from 'jose'
import * as client from 'openid-client'

import { signingAlgorithms } from '../../emulator/issuer/signing-key.ts'
import { ask, call, tokenFor } from '../ask.ts'
import { newFolder, runSandbox, sample } from '../running-sandbox.ts'
import type { RunningSandbox } from '../running-sandbox.ts'
import { openBrowser } from './browser.ts'
import { authorization, discover, login, visit } from './issuer-fixture.ts'

const query = '{ getNote(id: "note-alice") { title } }'

interface Keys {
  readonly keys: readonly { kid: string; algorithm: string; signs: boolean; published: boolean }[]
}

async function keysOf(sandbox: RunningSandbox): Promise<Keys['keys']> {
  const { body } = await call(sandbox, '/keys')
  const { keys }: Keys = JSON.parse(JSON.stringify(body))
  return keys
}

async function publishedKids(sandbox: RunningSandbox): Promise<readonly string[]> {
  const response = await fetch(`${sandbox.ready.issuer}/jwks`)
  const { keys }: { keys: { kid: string }[] } = JSON.parse(await response.text())
  return keys.map(({ kid }) => kid)
}

async function rotate(sandbox: RunningSandbox, body: object = {}): Promise<void> {
  const { status } = await call(sandbox, '/keys', { method: 'POST', body })
  assert.equal(status, 201)
}

test('a session survives a rotation: the old key overlaps until it is taken out', async (t) => {
  const sandbox = await runSandbox(t)
  const { config, tokens } = await login(sandbox.ready.issuer, { persona: 'alice' })
  const status = async (token: string): Promise<number> =>
    (await ask(sandbox, { token, query })).status

  await rotate(sandbox)
  const [current, old] = await keysOf(sandbox)
  const overlapping = await publishedKids(sandbox)
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
  const during = [await status(tokens.access_token), await status(refreshed.access_token)]
  await call(sandbox, `/keys/${old?.kid}`, { method: 'DELETE' })
  const after = [await status(tokens.access_token), await status(refreshed.access_token)]

  assert.deepEqual([current?.signs, old?.signs], [true, false])
  assert.deepEqual(overlapping, [current?.kid, old?.kid])
  assert.equal(decodeProtectedHeader(tokens.access_token).kid, old?.kid)
  assert.equal(decodeProtectedHeader(refreshed.access_token).kid, current?.kid)
  assert.deepEqual(
    [during, after],
    [
      [200, 200],
      [401, 200],
    ],
  )
  assert.deepEqual(await publishedKids(sandbox), [current?.kid])
  const [refusal] = JSON.parse(JSON.stringify((await call(sandbox, '/decisions')).body)).slice(-2)
  assert.equal(refusal.refusal.reason, 'unknown-key')
})

test('a rotation without overlap refuses every token before it', async (t) => {
  const sandbox = await runSandbox(t)
  const token = await tokenFor(sandbox, { persona: 'alice' })

  await rotate(sandbox, { overlap: false })

  assert.equal((await publishedKids(sandbox)).length, 1)
  assert.equal((await ask(sandbox, { token, query })).status, 401)
})

test('openid-client takes a sign-in by every algorithm, and so does the API', async (t) => {
  const sandbox = await runSandbox(t)
  for (const algorithm of signingAlgorithms) {
    await rotate(sandbox, { algorithm, overlap: false })
    // openid-client checks the algorithm against discovery, at_hash and the signature against the key set.
    const config = await discover(sandbox.ready.issuer)
    client.enableNonRepudiationChecks(config)
    const { url, redeem } = await authorization(config, { login_hint: 'alice' })
    const tokens = await redeem((await visit(openBrowser(), url)).url)
    const { body } = await ask(sandbox, { token: tokens.access_token, query })

    const algorithms = config.serverMetadata().id_token_signing_alg_values_supported
    assert.deepEqual(algorithms, [algorithm])
    assert.equal(decodeProtectedHeader(tokens.id_token ?? '').alg, algorithm)
    assert.deepEqual(body, { data: { getNote: { title: "Alice's note" } } }, algorithm)
  }
})

test('an id_token_hint of a new key is understood', async (t) => {
  const sandbox = await runSandbox(t)
  await rotate(sandbox, { algorithm: 'PS256' })
  const browser = openBrowser()
  const { config, tokens } = await login(sandbox.ready.issuer, { persona: 'alice' }, { browser })

  const silent = await authorization(config, {
    prompt: 'none',
    id_token_hint: tokens.id_token ?? '',
  })
  const again = await silent.redeem((await visit(browser, silent.url)).url)

  assert.equal(again.claims()?.sub, 'sub-alice')
})

test('rotated keys survive a restart', async (t) => {
  const folder = newFolder(t)
  const first = await runSandbox(t, [sample, '--data', folder])
  const old = await tokenFor(first, { persona: 'alice' })
  await rotate(first, { algorithm: 'ES384' })
  const keys = await keysOf(first)
  await first.stop()

  const second = await runSandbox(t, [sample, '--data', folder])
  const file: { keys: { kid: string }[] } = JSON.parse(
    await readFile(join(folder, 'signing-key.json'), 'utf8'),
  )

  assert.deepEqual(await keysOf(second), keys)
  assert.deepEqual(
    await publishedKids(second),
    keys.map(({ kid }) => kid),
  )
  assert.deepEqual(
    file.keys.map(({ kid }) => kid),
    keys.map(({ kid }) => kid),
  )
  assert.equal(decodeProtectedHeader(old).kid, keys[1]?.kid)
  assert.equal(decodeProtectedHeader(await tokenFor(second, {})).alg, 'ES384')
})

test('what is wrong with a rotation is a 400 that names the field', async (t) => {
  const sandbox = await runSandbox(t)
  const [current] = await keysOf(sandbox)
  const all = signingAlgorithms.map((algorithm) => `"${algorithm}"`).join(', ')

  const cases = [
    {
      ask: ['/keys', { method: 'POST', body: { algorithm: 'RS265' } }],
      error: `algorithm: expected one of ${all}, but found "RS265"; did you mean "RS256"?`,
    },
    {
      ask: ['/keys', { method: 'POST', body: { overlap: 1 } }],
      error: 'overlap: expected true or false, but found 1',
    },
    {
      ask: ['/keys', { method: 'POST', body: { alg: 'ES256' } }],
      error: 'alg: there is no such field',
    },
    {
      ask: [`/keys/${current?.kid}`, { method: 'DELETE' }],
      error: `kid: "${current?.kid}" is the key that signs; POST /sandbox/keys first`,
    },
    { ask: ['/keys/x', { method: 'DELETE' }], error: 'kid: there is no key "x"' },
  ] as const

  for (const { ask: asked, error } of cases) {
    const { status, body } = await call(sandbox, asked[0], asked[1])
    assert.deepEqual([status, body], [400, { error }])
  }
  assert.deepEqual(await keysOf(sandbox), [current])
})
