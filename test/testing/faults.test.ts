import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'

import { openSandbox } from '../../emulator/testing/index.ts'
import { personas, rooms } from './definitions.ts'

const sandbox = await openSandbox({ definition: rooms(), personas })
const alice = sandbox.as('alice')
beforeEach(() => sandbox.reset())

test('while the key set does not answer, tokens of a new key are refused, exactly as often as the fault says', async () => {
  await sandbox.faults.replace([{ name: 'jwks-unreachable', times: 1 }])
  await sandbox.rotateKeys()

  await alice.cannot('list', 'Room', 'jwks-unreachable')
  await alice.can('list', 'Room')
  assert.deepEqual(sandbox.faults.list(), [{ name: 'jwks-unreachable', times: 1, met: 1 }])
})

test('an issuer whose clock is behind makes tokens that have expired', async () => {
  await sandbox.faults.replace([{ name: 'issuer-clock-skew', seconds: -7200 }])
  await alice.cannot('list', 'Room', 'expired')

  await sandbox.faults.replace([])
  await alice.can('list', 'Room')
})

test('a reset clears them', async () => {
  await sandbox.faults.replace([{ name: 'jwks-unreachable' }])
  await sandbox.reset()

  assert.deepEqual(sandbox.faults.list(), [])
})

test('what nobody could meet is refused, and leaves the others as they were', async () => {
  await sandbox.faults.replace([{ name: 'jwks-unreachable' }])

  await assert.rejects(sandbox.faults.replace([{ name: 'api-slow', ms: 5 }]), {
    name: 'TypeError',
    message:
      '"api-slow" is about the port, and nothing listens; open the sandbox with { listen: true }',
  })
  await assert.rejects(sandbox.faults.replace(JSON.parse('[{"name":"jwks-slo"}]')), {
    message:
      /^faults\[0\]\.name: expected one of .*but found "jwks-slo"; did you mean "jwks-slow"\?$/,
  })
  assert.deepEqual(
    sandbox.faults.list().map(({ name }) => name),
    ['jwks-unreachable'],
  )
})
