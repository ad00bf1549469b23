import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'

import { AccessError, openSandbox } from '../../emulator/testing/index.ts'
import type { Actor, AccessErrorCode } from '../../emulator/testing/index.ts'
import { personas, rooms } from './definitions.ts'

const sandbox = await openSandbox({ definition: rooms(), personas })
const [alice, bob, holly] = [sandbox.as('alice'), sandbox.as('bob'), sandbox.as('holly')]
beforeEach(() => sandbox.reset())

const room = { id: 'r1', name: 'x', owner: 'alice', code: '1' }
const groupRule = `allow.groups(['HR'], 'oidc').withClaimIn('user_groups').to(['read', 'update'])`
const ownerRule = `allow.owner('oidc').identityClaim('user_id')`
const pad = ' '.repeat(groupRule.length - ownerRule.length)

interface Case {
  readonly title: string
  readonly check: (stored: object) => PromiseLike<void>
  readonly code: AccessErrorCode
  readonly message: string
}

const cases: readonly Case[] = [
  {
    title: 'access is missing: every rule says why, and what would be enough',
    check: (stored) => bob.can('update', stored, { input: { name: 'y' } }),
    code: 'EXPECTED_ACCESS',
    message: `bob cannot update Room {"id":"r1"}, but was expected to

  updateRoom by bob {"user_id":"bob"} (oidc) on {"id":"r1","owner":"alice"}: no rule admits the caller
  · ${groupRule}  claim-missing: the token has no usable user_groups
  · ${ownerRule}${pad}  not-the-owner: owner is "alice", user_id is "bob"

  it would be allowed if user_groups contained "HR", or if owner were "bob", or if user_id were "alice"`,
  },
  {
    title: 'access is there: the rule that gives it, and those that were not needed',
    check: (stored) => alice.cannot('update', stored, 'not-the-owner'),
    code: 'EXPECTED_REFUSAL',
    message: `alice can update Room {"id":"r1"}, but was expected not to (not-the-owner)

  updateRoom by alice {"user_id":"alice"} (oidc) on {"id":"r1","owner":"alice"}: a rule admits the caller
  · ${groupRule}  not needed; would be claim-missing: the token has no usable user_groups
  ✓ ${ownerRule}${pad}  granted: owner is "alice", user_id is "alice"

  it would be refused without ${ownerRule}`,
  },
  {
    title: 'one field is refused',
    check: (stored) => holly.can('read', stored),
    code: 'EXPECTED_ACCESS',
    message: `holly cannot read Room {"id":"r1"}, but was expected to

  code by holly {"user_id":"holly","user_groups":["HR"]} (oidc) on {"id":"r1","owner":"alice"}: no rule admits the caller
  · ${ownerRule}  not-the-owner: owner is "alice", user_id is "holly"

  it would be allowed if owner were "holly", or if user_id were "alice"`,
  },
  {
    title: 'a list leaves it out',
    check: (stored) => bob.can('list', stored),
    code: 'EXPECTED_ACCESS',
    message: `bob cannot list Room {"id":"r1"}, but was expected to

  listRooms by bob {"user_id":"bob"} (oidc): the caller sees the items that match the filter, and no others
  · allow.guest().to(['list'])${' '.repeat(groupRule.length - 26)}  not needed; would be other-mode: the rule is for identityPool, the request is not
  · ${groupRule}  not needed; would be claim-missing: the token has no usable user_groups
  ✓ ${ownerRule}${pad}  imposes-filter: only items that match [{"owner":{"eq":"bob"}}]`,
  },
  {
    title: 'a reason that no rule of the model can give',
    check: (stored) => bob.cannot('update', stored, 'not-in-item-groups'),
    code: 'DEAD_EXPECTATION',
    message:
      'bob can never be refused to update Room {"id":"r1"} for "not-in-item-groups": "Room" does not have a rule with groups of the item',
  },
  {
    title: 'a reason that belongs to lists',
    check: (stored) => bob.cannot('update', stored, 'hidden'),
    code: 'DEAD_EXPECTATION',
    message:
      'bob can never be refused to update Room {"id":"r1"} for "hidden": only the list or hear of an item can leave it out without an error',
  },
  {
    title: 'a reason with a slip in it',
    check: (stored) => bob.cannot('update', stored, JSON.parse('"not-the-ownr"')),
    code: 'DEAD_EXPECTATION',
    message:
      'bob can never be refused to update Room {"id":"r1"} for "not-the-ownr": there is no such reason; did you mean "not-the-owner"?',
  },
  {
    title: 'something else than access is wrong',
    check: () => bob.cannot('create', 'Log', { input: { nope: 1 } }),
    code: 'OTHER_ERROR',
    message: `bob cannot create Log, but not for want of access: expected a refusal, got another error

  answered: The variables input contains a field that is not defined for input object type 'CreateLogInput' `,
  },
  {
    title: 'another kind of error',
    check: (stored) => bob.cannot('update', stored, { errors: 'unauthorized-fields' }),
    code: 'OTHER_REASON',
    message: `bob cannot update Room {"id":"r1"}, as expected, but the error is not unauthorized-fields

  updateRoom by bob {"user_id":"bob"} (oidc) on {"id":"r1","owner":"alice"}: no rule admits the caller
  · ${groupRule}  claim-missing: the token has no usable user_groups
  · ${ownerRule}${pad}  not-the-owner: owner is "alice", user_id is "bob"

  it would be allowed if user_groups contained "HR", or if owner were "bob", or if user_id were "alice"`,
  },
]

for (const { title, check, code, message } of cases) {
  test(title, async () => {
    const stored = await sandbox.put('Room', room)

    const error = await check(stored).then(undefined, (thrown: unknown) => thrown)

    assert.ok(error instanceof AccessError, String(error))
    assert.equal(error.message, message)
    assert.equal(error.code, code)
  })
}

test('the stack begins where the suite made the check, and holds nothing of ours', async () => {
  const stored = await sandbox.put('Room', room)

  const error: unknown = await bob
    .can('update', stored)
    .then(undefined, (thrown: unknown) => thrown)

  assert.ok(error instanceof AccessError)
  const [first = ''] = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line))
  assert.match(first, /failures\.test\.ts:\d+/)
  assert.doesNotMatch(error.stack ?? '', /emulator\/|node:internal/)
  assert.equal(error.decision?.reason, 'no-role-matches')
})

test('tokens are never printed', async () => {
  const jwt = await bob.token()
  const stored = await sandbox.put('Room', room)

  for (const actor of [bob, sandbox.as.token(jwt), sandbox.as.token(`${jwt}x`)]) {
    await assert.rejects(actor.can('update', stored).then(), (error: Error) => {
      const signature = jwt.split('.').at(-1) ?? jwt
      assert.ok(!`${error.message}${error.stack}`.includes(signature))
      return true
    })
  }
})

test('an item that is gone is neither allowed nor refused', async () => {
  const stored = await sandbox.put('Room', { ...room, owner: 'bob' })
  await bob.models['Room'].delete(stored)

  const checks = [() => bob.can('get', stored), () => bob.cannot('get', stored)]
  for (const check of checks) await assert.rejects(check, { code: 'OTHER_ERROR' })
})

const slips: readonly (readonly [
  string,
  (who: Actor, stored: object) => PromiseLike<unknown>,
  RegExp,
])[] = [
  ['no item', (who) => who.can('update', null), /^TypeError: the item is null/],
  [
    'an item of unknown origin',
    (who, stored) => who.can('get', { ...stored }),
    /does not say which model/,
  ],
  ['no such model', (who) => who.can('list', 'Rooms'), /no model "Rooms"; did you mean "Room"\?/],
  [
    'an operation of items',
    (who) => who.can(JSON.parse('"update"'), 'Room'),
    /"update" cannot be asked of a model; did you mean "create"\?; there are create, list, listen/,
  ],
  [
    'a part with a slip',
    (who, stored) => who.can('update', stored, JSON.parse('{"inptu":{}}')),
    /"update" takes no "inptu"; did you mean "input"\?/,
  ],
  [
    'owner without owner rules',
    (who) => who.can('list', 'Log', { owner: 'x' }),
    /no rule of "Log" is about owners/,
  ],
  ['no subscription', (who) => who.can('listen', 'Log'), /"Log" has no subscription/],
]
for (const [title, check, message] of slips) {
  test(`what cannot be asked is said: ${title}`, async () => {
    const stored = await sandbox.put('Room', room)

    await assert.rejects(async () => check(bob, stored), message)
  })
}

test('a check that nobody awaited is told when the sandbox closes, with its line', async () => {
  const own = await openSandbox({ definition: rooms(), personas })
  const stored = await own.put('Room', room)

  void own.as('bob').can('update', stored)
  void own.as('alice').can('update', stored)
  await own.as('alice').can('get', stored)

  await assert.rejects(own.close(), (error: Error) => {
    const lines = error.message.split('\n').filter((line) => line.includes('failures.test.ts'))
    assert.equal(lines.length, 2)
    assert.match(lines[0] ?? '', /: bob cannot update Room/)
    assert.match(lines[1] ?? '', /: it held$/)
    return error.message.startsWith('nobody awaited these checks')
  })
})
