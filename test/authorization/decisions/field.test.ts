import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { decideField } from '../../../emulator/authorization/decisions/field.ts'
import { evaluateOnItem } from '../../../emulator/authorization/evaluate-role.ts'
import { oidc, owner } from '../sample-roles.ts'

const alice = oidc({ user_id: 'alice' })
const claim = { name: 'user_id', value: 'alice' } as const
const granted = {
  role: owner,
  reason: 'granted',
  claim,
  compared: { field: 'owner', value: 'alice' },
} as const
const missed = {
  ...granted,
  reason: 'not-the-owner',
  compared: { field: 'owner', value: 'bob' },
} as const

/** `auth-semantics` §4.8. */
const cases = [
  {
    title: 'who may read it sees it',
    storedOwner: 'alice',
    isMutationResult: false,
    decision: { effect: 'allow', reason: 'role-granted', trace: [granted] },
  },
  {
    title: 'but not in the result of a mutation',
    storedOwner: 'alice',
    isMutationResult: true,
    decision: { effect: 'allow', reason: 'null-in-mutation-result', trace: [granted] },
  },
  {
    title: 'nobody else does',
    storedOwner: 'bob',
    isMutationResult: false,
    decision: { effect: 'deny', reason: 'no-role-matches', trace: [missed] },
  },
  {
    title: 'in the result of a mutation that is a denial, too',
    storedOwner: 'bob',
    isMutationResult: true,
    decision: { effect: 'deny', reason: 'no-role-matches', trace: [missed] },
  },
] as const

suite('may the value of a protected field be seen', () => {
  for (const { title, storedOwner, isMutationResult, decision } of cases) {
    test(title, () => {
      const decided = decideField(
        [owner],
        (role) => evaluateOnItem(role, alice, { owner: storedOwner }),
        isMutationResult,
      )

      assert.deepEqual(decided, { question: 'field', ...decision })
    })
  }
})

test('a field that nobody may read is refused to everybody', () => {
  const decided = decideField([], (role) => evaluateOnItem(role, alice, {}), false)

  assert.deepEqual(decided, {
    question: 'field',
    effect: 'deny',
    reason: 'no-role-for-operation',
    trace: [],
  })
})
