import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import {
  allowUnrestricted,
  decisionReasons,
  deny,
  isUnrestricted,
} from '../../emulator/authorization/decision.ts'
import { quirkNames } from '../../emulator/authorization/quirks.ts'
import { reasons } from '../../emulator/authorization/role-evaluation.ts'
import type { Identity } from '../../emulator/identity/identity.ts'
import { oidc, owner, publicKey, signedIn } from './sample-roles.ts'

/** `auth-semantics` §6.2. */
const callers: readonly {
  readonly title: string
  readonly caller: Identity
  readonly passes: boolean
}[] = [
  {
    title: 'an IAM principal outside Cognito',
    caller: { mode: 'iam', principal: 'non-cognito' },
    passes: true,
  },
  {
    title: 'a guest of the identity pool',
    caller: { mode: 'iam', principal: 'guest' },
    passes: false,
  },
  {
    title: 'a signed-in user of the identity pool',
    caller: { mode: 'iam', principal: 'authenticated' },
    passes: false,
  },
  {
    title: 'a token, whatever it claims',
    caller: oidc({ principal: 'non-cognito' }),
    passes: false,
  },
  { title: 'the API key', caller: { mode: 'apiKey' }, passes: false },
]

suite('who is past all rules', () => {
  for (const { title, caller, passes } of callers) {
    test(`${title}: ${passes}`, () => {
      assert.equal(isUnrestricted(caller), passes)
    })
  }
})

test('past all rules no role is asked', () => {
  assert.deepEqual(allowUnrestricted('update'), {
    question: 'update',
    effect: 'allow',
    reason: 'iam-principal',
    trace: [],
  })
})

suite('a denial says whether anybody of this mode might have passed', () => {
  test('somebody might', () => {
    const trace = [
      { role: publicKey, reason: 'other-mode' },
      { role: owner, reason: 'not-the-owner' },
    ] as const

    assert.deepEqual(deny('delete', trace), {
      question: 'delete',
      effect: 'deny',
      reason: 'no-role-matches',
      trace,
    })
  })

  test('nobody might: every rule is for another mode', () => {
    const trace = [
      { role: publicKey, reason: 'other-mode' },
      { role: signedIn, reason: 'other-mode' },
    ] as const

    assert.deepEqual(deny('delete', trace), {
      question: 'delete',
      effect: 'deny',
      reason: 'no-role-for-operation',
      trace,
    })
  })

  test('nobody might: there is no rule', () => {
    assert.deepEqual(deny('list', []), {
      question: 'list',
      effect: 'deny',
      reason: 'no-role-for-operation',
      trace: [],
    })
  })
})

suite('the words that suites and programs name', () => {
  test('of decisions', () => {
    assert.deepEqual(decisionReasons, [
      'role-granted',
      'items-that-match',
      'iam-principal',
      'no-role-matches',
      'no-role-for-operation',
      'fields-not-allowed',
      'mode-not-allowed',
      'null-in-mutation-result',
      'key-argument',
      'relation-key-bypass',
      'left-out-of-mutation-result',
      'owner-argument',
      'another-owner-asked-for',
    ])
  })

  test('of rules', () => {
    assert.deepEqual(reasons, [
      'granted',
      'fills-owner',
      'imposes-filter',
      'imposes-key',
      'other-mode',
      'claim-missing',
      'not-the-owner',
      'owner-is-null',
      'not-in-group',
      'not-in-item-groups',
      'not-this-principal',
      'not-every-field',
    ])
  })

  test('of quirks', () => {
    assert.deepEqual(quirkNames, [
      'substring-group',
      'group-text-not-iterated',
      'username-expected',
      'null-is-not-absent',
      'null-needs-delete',
      'delete-needs-every-field',
      'id-counts-as-field',
      'filled-for-others',
      'null-in-mutation-result',
      'left-out-of-mutation-result',
      'relation-key-bypass',
      'key-forgotten',
      'text-equals-number',
    ])
  })
})
