import assert from 'node:assert/strict'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

import { compactVerify, createLocalJWKSet, jwtVerify } from 'jose'

import { EmulatorError } from '../../emulator/errors.ts'
import {
  createSigningKeys,
  loadSigningKeys,
  signClaims,
} from '../../emulator/issuer/signing-keys.ts'

const folder = await mkdtemp(join(tmpdir(), 'amplite-keys-'))
after(() => rm(folder, { recursive: true }))

test('what the private key signs, the published key verifies, whatever the claims', async () => {
  const keys = await createSigningKeys()

  const token = await signClaims({ sub: 'a', iat: 'soon' }, 'JWT', keys)
  const { payload, protectedHeader } = await compactVerify(token, createLocalJWKSet(keys.jwks()))

  assert.deepEqual(JSON.parse(new TextDecoder().decode(payload)), { sub: 'a', iat: 'soon' })
  assert.deepEqual(protectedHeader, { alg: 'RS256', typ: 'JWT', kid: keys.kid })
})

test('nothing of the private key is published', async () => {
  const keys = await createSigningKeys()

  const [published = {}] = keys.jwks().keys

  assert.deepEqual(Object.keys(published).toSorted(), ['alg', 'e', 'kid', 'kty', 'n', 'use'])
  assert.equal(keys.jwks().keys.length, 1)
})

test('a missing key file is made, for its owner only, and the next start signs with the same key', async () => {
  const file = join(folder, 'deep', 'signing-key.json')

  const first = await loadSigningKeys(file)
  const second = await loadSigningKeys(file)

  const { mode } = await stat(file)
  assert.equal((mode & 0o777).toString(8), '600')
  assert.equal(second.kid, first.kid)
  assert.deepEqual(second.jwks(), first.jwks())
  const token = await signClaims({ sub: 'a' }, 'JWT', first)
  const { payload } = await jwtVerify(token, createLocalJWKSet(second.jwks()))
  assert.deepEqual(payload, { sub: 'a' })
})

const broken = [
  { title: 'no JSON', text: '{ "kty":' },
  { title: 'a list', text: '[]' },
  { title: 'only the public half', text: 'public' },
  { title: 'a key of another kind', text: '{ "kty": "oct", "k": "AAAA" }' },
]

for (const { title, text } of broken) {
  test(`a key file with ${title} is refused with the way out`, async () => {
    const file = join(folder, `${title.replaceAll(' ', '-')}.json`)
    const content =
      text === 'public' ? JSON.stringify((await createSigningKeys()).jwks().keys[0]) : text
    await writeFile(file, content)

    const failed = await loadSigningKeys(file).catch((thrown: unknown) => thrown)

    assert.ok(failed instanceof EmulatorError)
    assert.equal(failed.code, 'STORE_INVALID')
    const start = `${file}: the signing key cannot be read: `
    const wayOut = '; delete the file and the sandbox makes a new key'
    assert.ok(failed.message.startsWith(start) && failed.message.endsWith(wayOut), failed.message)
    assert.equal(await readFile(file, 'utf8'), content)
  })
}

test('a folder that cannot be made is STORE_UNWRITABLE', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, 'x')
  await chmod(file, 0o600)

  const failed = await loadSigningKeys(join(file, 'below', 'key.json')).catch(
    (thrown: unknown) => thrown,
  )

  assert.ok(failed instanceof EmulatorError)
  assert.equal(failed.code, 'STORE_UNWRITABLE')
})
