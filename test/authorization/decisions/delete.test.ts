import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { decideDelete } from '../../../emulator/authorization/decisions/delete.ts'
import { evaluateOnItem } from '../../../emulator/authorization/evaluate-role.ts'
import { oidc, owner, publicKey, signedIn } from '../sample-roles.ts'

const alice = oidc({ user_id: 'alice' })
const claim = { name: 'user_id', value: 'alice' } as const

/** `auth-semantics` §4.3. */
const cases = [
  {
    title: 'one matching role is enough',
    roles: [signedIn, owner],
    stored: { owner: 'bob' },
    decision: {
      effect: 'allow',
      reason: 'role-granted',
      trace: [
        { role: signedIn, reason: 'granted' },
        {
          role: owner,
          reason: 'not-the-owner',
          claim,
          compared: { field: 'owner', value: 'bob' },
        },
      ],
    },
  },
  {
    title: 'an item that is not there is nobody’s',
    roles: [owner],
    stored: undefined,
    decision: {
      effect: 'deny',
      reason: 'no-role-matches',
      trace: [
        {
          role: owner,
          reason: 'not-the-owner',
          claim,
          compared: { field: 'owner', value: undefined },
        },
      ],
    },
  },
  {
    title: 'no role at all',
    roles: [],
    stored: { owner: 'alice' },
    decision: { effect: 'deny', reason: 'no-role-for-operation', trace: [] },
  },
  {
    title: 'only roles of other modes',
    roles: [publicKey],
    stored: { owner: 'alice' },
    decision: {
      effect: 'deny',
      reason: 'no-role-for-operation',
      trace: [{ role: publicKey, reason: 'other-mode' }],
    },
  },
] as const

suite('may a stored item be deleted', () => {
  for (const { title, roles, stored, decision } of cases) {
    test(title, () => {
      const decided = decideDelete(roles, [], (role) => evaluateOnItem(role, alice, stored))

      assert.deepEqual(decided, { question: 'delete', ...decision })
    })
  }
})

test('a role that may delete some fields only deletes nothing, and is named', () => {
  const decided = decideDelete([], [owner, publicKey], (role) =>
    evaluateOnItem(role, alice, { owner: 'alice' }),
  )

  assert.deepEqual(decided, {
    question: 'delete',
    effect: 'deny',
    reason: 'no-role-matches',
    trace: [
      { role: owner, reason: 'not-every-field' },
      { role: publicKey, reason: 'other-mode' },
    ],
  })
})
