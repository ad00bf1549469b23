import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'

import { openSandbox } from '../../emulator/testing/index.ts'

const sandbox = await openSandbox({ definition: 'seed/amplify/data/resource.ts' })
const { as, forge, clock } = sandbox

beforeEach(() => sandbox.reset())

/** What the API says to a token: `ok`, or the true reason of its refusal. */
async function verdict(token: string): Promise<string> {
  const { errors } = await as.token(token).graphql('{ listTodos { items { id } } }')
  if (errors === undefined) return 'ok'
  const last = sandbox.decisions.at(-1)
  return last !== undefined && 'refusal' in last ? last.refusal.reason : 'no refusal'
}

test('tokens that must not pass do not, each for its reason', async () => {
  assert.equal(await verdict(await forge.algNone('alice')), 'algorithm-not-allowed')
  assert.equal(await verdict(await forge.hs256PublicKey('alice')), 'algorithm-not-allowed')
  assert.equal(await verdict(await forge.wrongKey('alice')), 'bad-signature')
  assert.equal(await verdict(await forge.badSignature('alice')), 'bad-signature')
  assert.equal(await verdict(await forge.changedClaims('alice')), 'bad-signature')
  assert.equal(await verdict(await forge.foreignKey('alice')), 'unknown-key')
  assert.equal(await verdict(await forge.embeddedKey('alice')), 'unknown-key')
  assert.equal(await verdict(await forge.swappedKid('alice')), 'unknown-key')
  assert.equal(await verdict(await forge.nestedJwe('alice')), 'not-a-jwt')
  assert.equal(await verdict(await forge.bearer('alice')), 'not-a-jwt')
  assert.equal(await verdict(await forge.trailingGarbage('alice')), 'not-a-jwt')
  assert.equal(await verdict(await forge.wrongIssuer('alice')), 'wrong-issuer')
  assert.equal(await verdict(await forge.wrongAudience('alice')), 'wrong-audience')
  assert.equal(await verdict(await forge.expired('alice')), 'expired')
  assert.equal(await verdict(await forge.notYetValid('alice')), 'not-yet-valid')
  assert.equal(await verdict(await forge.oldIat('alice')), 'issued-too-long-ago')
  assert.equal(await verdict(await forge.oldAuthTime('alice')), 'signed-in-too-long-ago')
  assert.equal(await verdict(await forge.missingExp('alice')), 'exp-missing')
  assert.equal(await verdict(await forge.missingIat('alice')), 'iat-missing')
  assert.equal(await verdict(await forge.missingAuthTime('alice')), 'auth-time-missing')
  assert.equal(await verdict(await forge.wrongType('alice')), 'malformed-claim')
  assert.equal(await verdict(await forge.huge('alice')), 'token-too-large')
  assert.equal(await verdict(await forge.without('auth_time', 'alice')), 'auth-time-missing')
})

test('tokens that look odd and are taken all the same', async () => {
  assert.equal(await verdict(await forge.wrongAzp('alice')), 'ok')
  assert.equal(await verdict(await forge.futureIat('alice')), 'ok')
  assert.equal(await verdict(await forge.missingSub('alice')), 'ok')
  assert.equal(await verdict(await forge.futureIat({ user_id: 'anybody' })), 'ok')
})

test('auth_time is good for 300 seconds, to the second', async () => {
  const token = await forge.authenticatedAt('2029-12-31T23:55:00Z', 'alice')

  assert.equal(await verdict(token), 'ok')
  clock.advance('1s')
  assert.equal(await verdict(token), 'signed-in-too-long-ago')
})

test('after a rotation the old key overlaps; without an overlap its tokens are refused', async () => {
  const alice = as('alice')
  const old = await alice.token()

  await sandbox.rotateKeys({ algorithm: 'ES256' })
  assert.equal(await verdict(old), 'ok')
  assert.equal(await verdict(await alice.token()), 'ok')

  await sandbox.rotateKeys({ overlap: false })
  assert.equal(await verdict(old), 'unknown-key')
  assert.equal(await verdict(await alice.token()), 'ok')

  await sandbox.reset()
  assert.equal(await verdict(old), 'ok')
})

test('a clock that was released goes on by itself, and stops again', async () => {
  clock.set('2031-05-01T12:00:00Z')
  clock.resume()
  await new Promise((resolve) => setTimeout(resolve, 20))
  clock.freeze()

  const stopped = clock.now()
  assert.ok(stopped > Date.UTC(2031, 4, 1, 12))
  await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal(clock.now(), stopped)
})

test('whoever is not there cannot be forged', async () => {
  await assert.rejects(forge.expired('alcie'), /there is no persona "alcie"; did you mean "alice"/)
})
