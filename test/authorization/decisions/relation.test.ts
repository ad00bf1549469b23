import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import type { Decision } from '../../../emulator/authorization/decision.ts'
import { decideRelation, leaveOut } from '../../../emulator/authorization/decisions/relation.ts'
import { evaluateForKey } from '../../../emulator/authorization/evaluate-key.ts'
import { evaluateForRead } from '../../../emulator/authorization/evaluate-role.ts'
import type { Identity } from '../../../emulator/identity/identity.ts'
import type { Role } from '../../../emulator/policy/role.ts'
import { oidc, owner, publicKey, signedIn, team } from '../sample-roles.ts'

const alice = oidc({ user_id: 'alice' })
const inRed = oidc({ user_id: 'alice', user_groups: ['red'] })
const nobody = oidc({ sub: 's1' })
const userId = { name: 'user_id', value: 'alice' } as const
const userGroups = { name: 'user_groups', value: ['red'] } as const
const ownerTerm = { owner: { eq: 'alice' } }
const teamTerm = { team: { in: ['red'] } }
const imposesOwner = {
  role: owner,
  reason: 'imposes-filter',
  claim: userId,
  terms: [ownerTerm],
} as const
const imposesKey = {
  role: owner,
  reason: 'imposes-key',
  claim: userId,
  key: { owner: ['alice'] },
} as const
const imposesTeam = {
  role: team,
  reason: 'imposes-filter',
  claim: userGroups,
  terms: [teamTerm],
} as const
const bypass: Decision = {
  question: 'relation',
  effect: 'allow',
  reason: 'relation-key-bypass',
  trace: [imposesKey],
}

interface Case {
  readonly title: string
  readonly roles: readonly Role[]
  /** The related model's key attributes, where it is looked up by its key. */
  readonly keyAttributes?: readonly string[]
  readonly caller: Identity
  readonly decision: Omit<Decision, 'question'>
}

/** `auth-semantics` §4.9; the generated `Kid.item`. */
const cases: readonly Case[] = [
  {
    title: 'all, when a role does not depend on the item',
    roles: [signedIn, owner],
    caller: alice,
    decision: {
      effect: 'allow',
      reason: 'role-granted',
      trace: [{ role: signedIn, reason: 'granted' }, imposesOwner],
    },
  },
  {
    title: 'what one of the item roles matches',
    roles: [owner, team],
    caller: inRed,
    decision: {
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [imposesOwner, imposesTeam],
      filter: { or: [ownerTerm, teamTerm] },
    },
  },
  {
    title: 'the same, when the owner is no part of the related model’s key',
    roles: [owner],
    keyAttributes: ['id', 'sku'],
    caller: alice,
    decision: {
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [imposesOwner],
      filter: { or: [ownerTerm] },
    },
  },
  {
    title: 'any, when the owner is its key: AWS forgets the filter',
    roles: [owner],
    keyAttributes: ['owner', 'sku'],
    caller: alice,
    decision: bypass,
  },
  {
    title: 'whatever another role says that gives no filter',
    roles: [owner, team],
    keyAttributes: ['owner', 'sku'],
    caller: alice,
    decision: {
      effect: 'allow',
      reason: 'relation-key-bypass',
      trace: [
        imposesKey,
        {
          role: team,
          reason: 'claim-missing',
          claim: { name: 'user_groups', value: undefined },
        },
      ],
    },
  },
  {
    title: 'but what another role matches, when it gives a filter',
    roles: [owner, team],
    keyAttributes: ['owner', 'sku'],
    caller: inRed,
    decision: {
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [imposesKey, imposesTeam],
      filter: { or: [teamTerm] },
    },
  },
  {
    title: 'a general role comes before the key',
    roles: [signedIn, owner],
    keyAttributes: ['owner'],
    caller: alice,
    decision: {
      effect: 'allow',
      reason: 'role-granted',
      trace: [{ role: signedIn, reason: 'granted' }, imposesKey],
    },
  },
  {
    title: 'none without the claim, also by the key',
    roles: [owner],
    keyAttributes: ['owner'],
    caller: nobody,
    decision: {
      effect: 'deny',
      reason: 'no-role-matches',
      trace: [
        { role: owner, reason: 'claim-missing', claim: { name: 'user_id', value: undefined } },
      ],
    },
  },
  {
    title: 'none where only other modes have rules',
    roles: [publicKey],
    caller: alice,
    decision: {
      effect: 'deny',
      reason: 'no-role-for-operation',
      trace: [{ role: publicKey, reason: 'other-mode' }],
    },
  },
]

suite('which related items may be read', () => {
  for (const { title, roles, keyAttributes = [], caller, decision } of cases) {
    test(title, () => {
      const decided = decideRelation({
        roles,
        keyAttributes,
        observe: (role) => evaluateForRead(role, caller),
        observeKey: (role) => evaluateForKey(role, caller, undefined),
      })

      assert.deepEqual(decided, { question: 'relation', ...decision })
    })
  }
})

suite('in the result of a mutation that must not show the relation', () => {
  test('who may read all of it gets nothing, without an error', () => {
    assert.deepEqual(leaveOut(bypass), {
      question: 'relation',
      effect: 'allow',
      reason: 'left-out-of-mutation-result',
      trace: [imposesKey],
    })
  })

  test('who may read some of it gets nothing, and no filter', () => {
    const some: Decision = {
      question: 'relation',
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [imposesOwner],
      filter: { or: [ownerTerm] },
    }

    assert.deepEqual(leaveOut(some), {
      question: 'relation',
      effect: 'allow',
      reason: 'left-out-of-mutation-result',
      trace: [imposesOwner],
    })
  })

  test('a denial stays one', () => {
    const denied: Decision = {
      question: 'relation',
      effect: 'deny',
      reason: 'no-role-for-operation',
      trace: [],
    }

    assert.equal(leaveOut(denied), denied)
  })
})
