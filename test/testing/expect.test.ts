import assert from 'node:assert/strict'
import { test } from 'node:test'

import { accessMatchers } from '../../emulator/testing/expect.ts'
import { AccessError, openSandbox } from '../../emulator/testing/index.ts'
import { personas, rooms } from './definitions.ts'

const sandbox = await openSandbox({ definition: rooms(), personas })
const room = await sandbox.put('Room', { id: 'r', name: 'x', owner: 'alice' })
const [alice, bob] = [sandbox.as('alice'), sandbox.as('bob')]
const { toBeAllowed, toBeRefused } = accessMatchers

test('matchers say what can and cannot say', async () => {
  const passes = [
    await toBeAllowed.call({}, alice, 'update', room, { input: { name: 'y' } }),
    await toBeRefused.call({}, bob, 'update', room),
    await toBeRefused.call({}, bob, 'update', room, 'not-the-owner'),
  ]

  assert.deepEqual(
    passes.map(({ pass }) => pass),
    [true, true, true],
  )
})

test('a failure has the message of the check, with its trace', async () => {
  const failed = await toBeAllowed.call({}, bob, 'update', room)
  const other = await toBeRefused.call({}, bob, 'update', room, 'claim-missing')

  const error: unknown = await bob.can('update', room).then(undefined, (thrown: unknown) => thrown)
  assert.ok(error instanceof AccessError)
  assert.deepEqual([failed.pass, failed.message()], [false, error.message])
  assert.equal(other.pass, true)
  const wrong = await toBeRefused.call({}, alice, 'update', room)
  assert.match(wrong.message(), /^alice can update Room .*, but was expected not to\n/)
})

test('what says less than it seems is refused: .not, and whatever is no actor', async () => {
  await assert.rejects(toBeAllowed.call({ isNot: true }, bob, 'update', room), {
    name: 'TypeError',
    message: '.not would pass for any failure; say what is meant with toBeRefused',
  })
  await assert.rejects(toBeRefused.call({ isNot: true }, bob, 'update', room), {
    message: '.not would pass for any failure; say what is meant with toBeAllowed',
  })
  await assert.rejects(toBeAllowed.call({}, 'bob', 'update', room), {
    message: "expect() takes an actor here, as in expect(sandbox.as('alice'))",
  })
  await assert.rejects(toBeAllowed.call({}, bob, 'update', null), {
    message: /^the item is null/,
  })
})
