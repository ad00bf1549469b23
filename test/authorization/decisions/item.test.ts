import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import type { Decision } from '../../../emulator/authorization/decision.ts'
import { decideItem } from '../../../emulator/authorization/decisions/item.ts'
import { decideRead } from '../../../emulator/authorization/decisions/read.ts'
import { evaluateForRead } from '../../../emulator/authorization/evaluate-role.ts'
import type { Observe } from '../../../emulator/authorization/role-evaluation.ts'
import type { Identity } from '../../../emulator/identity/identity.ts'
import { matchesFilter } from '../../../emulator/model/matches-filter.ts'
import type { Role } from '../../../emulator/policy/role.ts'
import { oidc, owner, pairOwner, publicKey, signedIn, team } from '../sample-roles.ts'

const alice = oidc({ user_id: 'alice', user_groups: ['red'] })
const nobody = oidc({ sub: 's1' })
const userId = { name: 'user_id', value: 'alice' } as const
const userGroups = { name: 'user_groups', value: ['red'] } as const
const ownerTerm = { owner: { eq: 'alice' } }
const teamTerm = { team: { in: ['red'] } }

const conditional: Decision = {
  question: 'get',
  effect: 'conditional',
  reason: 'items-that-match',
  trace: [
    { role: owner, reason: 'imposes-filter', claim: userId, terms: [ownerTerm] },
    { role: team, reason: 'imposes-filter', claim: userGroups, terms: [teamTerm] },
  ],
  filter: { or: [ownerTerm, teamTerm] },
}

interface Case {
  readonly title: string
  readonly roles: readonly Role[]
  readonly caller: Identity
  readonly decision: Decision
}

/** `auth-semantics` §4.4. */
const cases: readonly Case[] = [
  {
    title: 'everything, when a role does not depend on the item',
    roles: [signedIn],
    caller: nobody,
    decision: {
      question: 'get',
      effect: 'allow',
      reason: 'role-granted',
      trace: [{ role: signedIn, reason: 'granted' }],
    },
  },
  {
    title: 'what one of the item roles matches',
    roles: [owner, team],
    caller: alice,
    decision: conditional,
  },
  {
    title: 'everything, although item roles would impose a filter',
    roles: [signedIn, owner],
    caller: alice,
    decision: {
      question: 'get',
      effect: 'allow',
      reason: 'role-granted',
      trace: [
        { role: signedIn, reason: 'granted' },
        { role: owner, reason: 'imposes-filter', claim: userId, terms: [ownerTerm] },
      ],
    },
  },
  {
    title: 'nothing, without a usable claim',
    roles: [owner],
    caller: nobody,
    decision: {
      question: 'get',
      effect: 'deny',
      reason: 'no-role-matches',
      trace: [
        { role: owner, reason: 'claim-missing', claim: { name: 'user_id', value: undefined } },
      ],
    },
  },
  {
    title: 'nothing, where only other modes have rules',
    roles: [publicKey],
    caller: nobody,
    decision: {
      question: 'get',
      effect: 'deny',
      reason: 'no-role-for-operation',
      trace: [{ role: publicKey, reason: 'other-mode' }],
    },
  },
]

function readWithoutKeys(
  question: 'get' | 'list',
  roles: readonly Role[],
  caller: Identity,
): Decision {
  const observe: Observe = (role) => evaluateForRead(role, caller)
  const keys = { keyAttributes: [], partitionGiven: false, observeKey: observe }
  return decideRead({ question, roles, observe, ...keys })
}

suite('which items may be read without keys', () => {
  for (const { title, roles, caller, decision } of cases) {
    test(title, () => {
      assert.deepEqual(readWithoutKeys('get', roles, caller), decision)
    })
  }
})

suite('settled for one item', () => {
  test('an item that one term matches is allowed, and the trace says by which role', () => {
    const item = { owner: 'bob', team: 'red' }

    assert.deepEqual(decideItem(conditional, item, matchesFilter), {
      question: 'get',
      effect: 'allow',
      reason: 'role-granted',
      trace: [
        {
          role: owner,
          reason: 'not-the-owner',
          claim: userId,
          compared: { field: 'owner', value: 'bob' },
        },
        {
          role: team,
          reason: 'granted',
          claim: userGroups,
          compared: { field: 'team', value: 'red' },
        },
      ],
    })
  })

  test('an item that none matches is denied, and the trace says how each role missed', () => {
    const item = { owner: 'bob' }

    assert.deepEqual(decideItem(conditional, item, matchesFilter), {
      question: 'get',
      effect: 'deny',
      reason: 'no-role-matches',
      trace: [
        {
          role: owner,
          reason: 'not-the-owner',
          claim: userId,
          compared: { field: 'owner', value: 'bob' },
        },
        {
          role: team,
          reason: 'not-in-item-groups',
          claim: userGroups,
          compared: { field: 'team', value: undefined },
        },
      ],
    })
  })

  test('one part of a claim of two is enough, and a role without a filter stays as it is', () => {
    const caller = oidc({ sub: 's1', username: 'u1' })
    const decision = readWithoutKeys('list', [pairOwner, team], caller)
    const item = { owner: 'u1', team: 'red' }

    assert.deepEqual(decideItem(decision, item, matchesFilter), {
      question: 'list',
      effect: 'allow',
      reason: 'role-granted',
      trace: [
        {
          role: pairOwner,
          reason: 'granted',
          claim: { name: 'sub::username', value: ['s1', 'u1'] },
          compared: { field: 'owner', value: 'u1' },
        },
        {
          role: team,
          reason: 'claim-missing',
          claim: { name: 'user_groups', value: undefined },
        },
      ],
    })
  })

  test('an answer that does not depend on the item stays as it is', () => {
    const [everything] = cases
    assert.ok(everything)

    assert.equal(decideItem(everything.decision, {}, matchesFilter), everything.decision)
  })
})
