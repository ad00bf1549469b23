import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import type { Decision } from '../../../emulator/authorization/decision.ts'
import { decideRead } from '../../../emulator/authorization/decisions/read.ts'
import { evaluateForKey } from '../../../emulator/authorization/evaluate-key.ts'
import { evaluateForRead } from '../../../emulator/authorization/evaluate-role.ts'
import type { Identity } from '../../../emulator/identity/identity.ts'
import type { Item } from '../../../emulator/model/item.ts'
import { isItemRole } from '../../../emulator/policy/role.ts'
import type { Role } from '../../../emulator/policy/role.ts'
import { admins, oidc, owner, pairOwner, publicKey, signedIn, team } from '../sample-roles.ts'

const alice = oidc({ user_id: 'alice' })
const inRed = oidc({ user_id: 'alice', user_groups: ['red'] })
const pair = oidc({ sub: 's1', username: 'u1' })
const nobody = oidc({ sub: 's1' })
const userId = { name: 'user_id', value: 'alice' } as const
const userGroups = { name: 'user_groups', value: ['red'] } as const
const subUsername = { name: 'sub::username', value: ['s1', 'u1'] } as const

const table = ['owner', 'sku']
const index = ['status', 'owner']
const teamTerm = { team: { in: ['red'] } }
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
const hasNoGroup = {
  role: team,
  reason: 'claim-missing',
  claim: { name: 'user_groups', value: undefined },
} as const
const asksForOwn = {
  role: owner,
  reason: 'granted',
  claim: userId,
  compared: { field: 'owner', value: 'alice' },
} as const
const asksForBob = {
  role: owner,
  reason: 'not-the-owner',
  claim: userId,
  compared: { field: 'owner', value: 'bob' },
} as const

interface Case {
  readonly title: string
  readonly question: 'get' | 'list' | 'index'
  readonly roles: readonly Role[]
  readonly caller: Identity
  readonly given: Item
  readonly decision: Omit<Decision, 'question'>
}

/** `auth-semantics` §4.6; for a table the partition key is `owner`, for the index it is `status`. */
const cases: readonly Case[] = [
  {
    title: 'a get by the caller’s own key, whatever else would filter',
    question: 'get',
    roles: [owner, team],
    caller: inRed,
    given: { owner: 'alice', sku: '9' },
    decision: { effect: 'allow', reason: 'key-argument', trace: [asksForOwn, imposesTeam] },
  },
  {
    title: 'a get by the key of another is refused without a look at the item',
    question: 'get',
    roles: [owner],
    caller: alice,
    given: { owner: 'bob', sku: '9' },
    decision: { effect: 'deny', reason: 'no-role-matches', trace: [asksForBob] },
  },
  {
    title: 'unless another role gives a filter, which then decides alone',
    question: 'get',
    roles: [owner, team],
    caller: inRed,
    given: { owner: 'bob', sku: '9' },
    decision: {
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [asksForBob, imposesTeam],
      filter: { or: [teamTerm] },
    },
  },
  {
    title: 'a get by a sort key that is the owner asks only for eq',
    question: 'get',
    roles: [pairOwner],
    caller: pair,
    given: { owner: { eq: 'u1' } },
    decision: {
      effect: 'allow',
      reason: 'key-argument',
      trace: [
        {
          role: pairOwner,
          reason: 'granted',
          claim: subUsername,
          compared: { field: 'owner', value: 'u1' },
        },
      ],
    },
  },
  {
    title: 'general callers may ask for any key',
    question: 'get',
    roles: [signedIn, owner],
    caller: alice,
    given: { owner: 'bob' },
    decision: {
      effect: 'allow',
      reason: 'role-granted',
      trace: [{ role: signedIn, reason: 'granted' }, asksForBob],
    },
  },
  {
    title: 'where two roles admit the caller, the first names the reason',
    question: 'list',
    roles: [signedIn, owner],
    caller: alice,
    given: { owner: 'alice' },
    decision: {
      effect: 'allow',
      reason: 'role-granted',
      trace: [{ role: signedIn, reason: 'granted' }, asksForOwn],
    },
  },
  {
    title: 'a list without a key finds what the key filter and the other filters find',
    question: 'list',
    roles: [owner, team],
    caller: inRed,
    given: {},
    decision: {
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [imposesKey, imposesTeam],
      filter: { or: [teamTerm, { owner: { in: ['alice'] } }] },
    },
  },
  {
    title: 'a claim that is a number filters by itself, not by a list',
    question: 'list',
    roles: [owner],
    caller: oidc({ user_id: 42 }),
    given: {},
    decision: {
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [
        {
          role: owner,
          reason: 'imposes-key',
          claim: { name: 'user_id', value: 42 },
          key: { owner: 42 },
        },
      ],
      filter: { or: [{ owner: { eq: 42 } }] },
    },
  },
  {
    title: 'a list by the key of another is refused',
    question: 'list',
    roles: [owner],
    caller: alice,
    given: { owner: 'bob' },
    decision: { effect: 'deny', reason: 'no-role-matches', trace: [asksForBob] },
  },
  {
    title: 'an index gets the caller’s key as its sort key',
    question: 'index',
    roles: [owner],
    caller: alice,
    given: { status: 'open' },
    decision: {
      effect: 'allow',
      reason: 'key-argument',
      trace: [imposesKey],
      keys: { owner: 'alice' },
    },
  },
  {
    title: 'of a claim of two parts the pair, which comes last',
    question: 'index',
    roles: [pairOwner],
    caller: pair,
    given: { status: 'open' },
    decision: {
      effect: 'allow',
      reason: 'key-argument',
      trace: [
        {
          role: pairOwner,
          reason: 'imposes-key',
          claim: subUsername,
          key: { owner: ['s1', 'u1', 's1::u1'] },
        },
      ],
      keys: { owner: 's1::u1' },
    },
  },
  {
    title: 'a claim that is a number becomes the key as it is',
    question: 'index',
    roles: [owner],
    caller: oidc({ user_id: 42 }),
    given: { status: 'open' },
    decision: {
      effect: 'allow',
      reason: 'key-argument',
      trace: [
        {
          role: owner,
          reason: 'imposes-key',
          claim: { name: 'user_id', value: 42 },
          key: { owner: 42 },
        },
      ],
      keys: { owner: 42 },
    },
  },
  {
    title: 'an index forgets the caller’s key when another role gives a filter',
    question: 'index',
    roles: [owner, team],
    caller: inRed,
    given: { status: 'open' },
    decision: {
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [imposesKey, imposesTeam],
      filter: { or: [teamTerm] },
    },
  },
  {
    title: 'an index by the caller’s own sort key',
    question: 'index',
    roles: [owner],
    caller: alice,
    given: { status: 'open', owner: { eq: 'alice' } },
    decision: { effect: 'allow', reason: 'key-argument', trace: [asksForOwn] },
  },
  {
    title: 'an index by the sort key of another is refused',
    question: 'index',
    roles: [owner],
    caller: alice,
    given: { status: 'open', owner: { eq: 'bob' } },
    decision: { effect: 'deny', reason: 'no-role-matches', trace: [asksForBob] },
  },
  {
    title: 'without a usable claim nothing may be asked for',
    question: 'index',
    roles: [owner, team],
    caller: nobody,
    given: { status: 'open' },
    decision: {
      effect: 'deny',
      reason: 'no-role-matches',
      trace: [
        { role: owner, reason: 'claim-missing', claim: { name: 'user_id', value: undefined } },
        hasNoGroup,
      ],
    },
  },
  {
    title: 'roles of other modes admit nobody of this one',
    question: 'list',
    roles: [publicKey],
    caller: alice,
    given: {},
    decision: {
      effect: 'deny',
      reason: 'no-role-for-operation',
      trace: [{ role: publicKey, reason: 'other-mode' }],
    },
  },
  {
    title: 'a static group that does not match leaves the key to the owner',
    question: 'list',
    roles: [admins, owner],
    caller: alice,
    given: { owner: 'alice' },
    decision: {
      effect: 'allow',
      reason: 'key-argument',
      trace: [
        {
          role: admins,
          reason: 'claim-missing',
          claim: { name: 'user_groups', value: undefined },
        },
        asksForOwn,
      ],
    },
  },
]

suite('which items may a query by key read', () => {
  for (const { title, question, roles, caller, given, decision } of cases) {
    test(title, () => {
      const decided = decideRead({
        question,
        roles,
        keyAttributes: question === 'index' ? index : table,
        partitionGiven: question === 'get' || given['owner'] !== undefined,
        observe: (role) => evaluateForRead(role, caller),
        observeKey: (role) =>
          evaluateForKey(role, caller, isItemRole(role) ? given[role.field] : undefined),
      })

      assert.deepEqual(decided, { question, ...decision })
    })
  }
})

suite('where the owner is the sort key of a table', () => {
  const read = {
    roles: [owner, team],
    keyAttributes: ['sku', 'owner'],
    observe: (role: Role) => evaluateForRead(role, alice),
    observeKey: (role: Role) => evaluateForKey(role, alice, undefined),
  } as const
  const trace = [imposesKey, hasNoGroup] as const

  test('a list by the partition key gets the caller’s key beside it', () => {
    assert.deepEqual(decideRead({ ...read, question: 'list', partitionGiven: true }), {
      question: 'list',
      effect: 'allow',
      reason: 'key-argument',
      trace,
      keys: { owner: 'alice' },
    })
  })

  test('a list without it reads all and filters', () => {
    assert.deepEqual(decideRead({ ...read, question: 'list', partitionGiven: false }), {
      question: 'list',
      effect: 'conditional',
      reason: 'items-that-match',
      trace,
      filter: { or: [{ owner: { in: ['alice'] } }] },
    })
  })

  test('an index always has its partition key', () => {
    assert.deepEqual(decideRead({ ...read, question: 'index', partitionGiven: false }), {
      question: 'index',
      effect: 'allow',
      reason: 'key-argument',
      trace,
      keys: { owner: 'alice' },
    })
  })
})
