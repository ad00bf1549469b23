import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { evaluateForListen } from '../../emulator/authorization/evaluate-listen.ts'
import type { RoleEvaluation } from '../../emulator/authorization/role-evaluation.ts'
import type { Identity } from '../../emulator/identity/identity.ts'
import type { Item } from '../../emulator/model/item.ts'
import type { Role } from '../../emulator/policy/role.ts'
import {
  admins,
  editors,
  oidc,
  owner,
  pairOwner,
  publicKey,
  roleOf,
  signedIn,
  team,
  teams,
} from './sample-roles.ts'

interface Case {
  readonly title: string
  readonly role: Role
  readonly caller: Identity
  /** The arguments of the subscription. */
  readonly given?: Item
  readonly seen: Omit<RoleEvaluation, 'role'>
}

const tripleOwner = roleOf({
  strategy: 'owner',
  provider: 'oidc',
  ownerField: 'owner',
  identityClaim: 'tenant::sub::username',
})
const alice = oidc({ user_id: 'alice' })
const pair = oidc({ sub: 's1', username: 'u1' })
const red = oidc({ user_groups: ['red', 'blue'] })
const userId = { name: 'user_id', value: 'alice' } as const
const subUsername = { name: 'sub::username', value: ['s1', 'u1'] } as const
const groups = (value: unknown): RoleEvaluation['claim'] & object => ({
  name: 'user_groups',
  value,
})
const ownEvents = [{ owner: { eq: 'alice' } }]

/** `auth-semantics` §4.7; the generated `Subscription.onCreateItem`. */
const cases: readonly Case[] = [
  {
    title: 'an owner hears of what is theirs',
    role: owner,
    caller: alice,
    seen: { reason: 'imposes-filter', claim: userId, terms: ownEvents },
  },
  {
    title: 'an owner may ask for it',
    role: owner,
    caller: alice,
    given: { owner: 'alice' },
    seen: {
      reason: 'granted',
      claim: userId,
      compared: { field: 'owner', value: 'alice' },
      terms: ownEvents,
    },
  },
  {
    title: 'an owner may not ask for what is somebody else’s',
    role: owner,
    caller: alice,
    given: { owner: 'bob' },
    seen: {
      reason: 'not-the-owner',
      claim: userId,
      compared: { field: 'owner', value: 'bob' },
      terms: ownEvents,
    },
  },
  {
    title: 'null asks for nobody',
    role: owner,
    caller: alice,
    given: { owner: null },
    seen: { reason: 'imposes-filter', claim: userId, terms: ownEvents },
  },
  {
    title: 'an empty text asks for nobody',
    role: owner,
    caller: alice,
    given: { owner: '' },
    seen: { reason: 'imposes-filter', claim: userId, terms: ownEvents },
  },
  {
    title: 'other arguments ask for nobody',
    role: owner,
    caller: alice,
    given: { author: 'bob', filter: {} },
    seen: { reason: 'imposes-filter', claim: userId, terms: ownEvents },
  },
  {
    title: 'without the claim there is nothing to hear',
    role: owner,
    caller: oidc({ sub: 'alice' }),
    given: { owner: 'alice' },
    seen: { reason: 'claim-missing', claim: { name: 'user_id', value: undefined } },
  },
  {
    title: 'of a claim of two parts events carry the last',
    role: pairOwner,
    caller: pair,
    seen: { reason: 'imposes-filter', claim: subUsername, terms: [{ owner: { eq: 'u1' } }] },
  },
  {
    title: 'but the pair may be asked for',
    role: pairOwner,
    caller: pair,
    given: { owner: 's1::u1' },
    seen: {
      reason: 'granted',
      claim: subUsername,
      compared: { field: 'owner', value: 's1::u1' },
      terms: [{ owner: { eq: 'u1' } }],
    },
  },
  {
    title: 'and each part',
    role: pairOwner,
    caller: pair,
    given: { owner: 's1' },
    seen: {
      reason: 'granted',
      claim: subUsername,
      compared: { field: 'owner', value: 's1' },
      terms: [{ owner: { eq: 'u1' } }],
    },
  },
  {
    title: 'of three parts the third',
    role: tripleOwner,
    caller: oidc({ tenant: 't1', sub: 's1', username: 'u1' }),
    seen: {
      reason: 'imposes-filter',
      claim: { name: 'tenant::sub::username', value: ['t1', 's1', 'u1'] },
      terms: [{ owner: { eq: 'u1' } }],
    },
  },
  {
    title: 'half a claim of two parts is none',
    role: pairOwner,
    caller: oidc({ username: 'u1' }),
    seen: {
      reason: 'claim-missing',
      claim: { name: 'sub::username', value: [undefined, 'u1'] },
    },
  },
  {
    title: 'a list of owners must contain the caller, and takes no argument',
    role: editors,
    caller: alice,
    given: { editors: 'bob' },
    seen: {
      reason: 'imposes-filter',
      claim: userId,
      terms: [{ editors: { contains: 'alice' } }],
    },
  },
  {
    title: 'the event’s group must be one of the caller’s',
    role: team,
    caller: red,
    given: { team: 'green' },
    seen: {
      reason: 'imposes-filter',
      claim: groups(['red', 'blue']),
      terms: [{ team: { in: ['red', 'blue'] } }],
    },
  },
  {
    title: 'a list of groups must contain one of the caller’s',
    role: teams,
    caller: red,
    seen: {
      reason: 'imposes-filter',
      claim: groups(['red', 'blue']),
      terms: [{ teams: { containsAny: ['red', 'blue'] } }],
    },
  },
  {
    title: 'here a text counts as a group for a list of groups, too',
    role: teams,
    caller: oidc({ user_groups: 'red' }),
    seen: {
      reason: 'imposes-filter',
      claim: groups('red'),
      terms: [{ teams: { containsAny: ['red'] } }],
    },
  },
  {
    title: 'a claim that is neither text nor list filters as it is',
    role: team,
    caller: oidc({ user_groups: { a: 'red' } }),
    seen: {
      reason: 'imposes-filter',
      claim: groups({ a: 'red' }),
      terms: [{ team: { in: { a: 'red' } } }],
    },
  },
  {
    title: 'without the claim a group hears nothing',
    role: teams,
    caller: alice,
    seen: { reason: 'claim-missing', claim: groups(undefined) },
  },
  {
    title: 'an empty list of groups hears nothing',
    role: team,
    caller: oidc({ user_groups: [] }),
    seen: { reason: 'claim-missing', claim: groups([]) },
  },
  {
    title: 'any signed-in caller hears everything',
    role: signedIn,
    caller: alice,
    given: { owner: 'bob' },
    seen: { reason: 'granted' },
  },
  {
    title: 'a member of a static group hears everything',
    role: admins,
    caller: oidc({ user_groups: ['Admins'] }),
    seen: { reason: 'granted', claim: groups(['Admins']) },
  },
  {
    title: 'a role of another mode is not asked',
    role: publicKey,
    caller: alice,
    seen: { reason: 'other-mode' },
  },
]

suite('a role before a subscription', () => {
  for (const { title, role, caller, given = {}, seen } of cases) {
    test(title, () => {
      assert.deepEqual(evaluateForListen(role, caller, given), { role, ...seen })
    })
  }
})
