import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import {
  evaluateForRead,
  evaluateOnInput,
  evaluateOnItem,
} from '../../emulator/authorization/evaluate-role.ts'
import type { RoleEvaluation } from '../../emulator/authorization/role-evaluation.ts'
import type { Identity } from '../../emulator/identity/identity.ts'
import type { Item } from '../../emulator/model/item.ts'
import type { Role } from '../../emulator/policy/role.ts'
import {
  admins,
  editors,
  guest,
  oidc,
  owner,
  pairOwner,
  poolUser,
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
  /** The stored item, or the input. */
  readonly item?: Item
  readonly seen: Omit<RoleEvaluation, 'role'>
}

const alice = oidc({ user_id: 'alice', user_groups: ['Admins', 'red'] })
const nobody = oidc({ sub: 's1' })
const userId = (value: unknown): RoleEvaluation['claim'] & object => ({ name: 'user_id', value })
const groups = (value: unknown): RoleEvaluation['claim'] & object => ({
  name: 'user_groups',
  value,
})

const onItems: readonly Case[] = [
  { title: 'any signed-in caller', role: signedIn, caller: nobody, seen: { reason: 'granted' } },
  {
    title: 'a caller of another mode',
    role: signedIn,
    caller: { mode: 'apiKey' },
    seen: { reason: 'other-mode' },
  },
  { title: 'an API key', role: publicKey, caller: { mode: 'apiKey' }, seen: { reason: 'granted' } },
  {
    title: 'a guest of the identity pool',
    role: guest,
    caller: { mode: 'iam', principal: 'guest' },
    seen: { reason: 'granted' },
  },
  {
    title: 'a signed-in user of the identity pool is no guest',
    role: guest,
    caller: { mode: 'iam', principal: 'authenticated' },
    seen: { reason: 'not-this-principal' },
  },
  {
    title: 'a signed-in user of the identity pool',
    role: poolUser,
    caller: { mode: 'iam', principal: 'authenticated' },
    seen: { reason: 'granted' },
  },
  {
    title: 'a member of a static group',
    role: admins,
    caller: alice,
    seen: { reason: 'granted', claim: groups(['Admins', 'red']) },
  },
  {
    title: 'somebody in other groups',
    role: admins,
    caller: oidc({ user_groups: ['red'] }),
    seen: { reason: 'not-in-group', claim: groups(['red']) },
  },
  {
    title: 'somebody without the group claim',
    role: admins,
    caller: nobody,
    seen: { reason: 'claim-missing', claim: groups(undefined) },
  },
  {
    title: 'the owner',
    role: owner,
    caller: alice,
    item: { owner: 'alice' },
    seen: {
      reason: 'granted',
      claim: userId('alice'),
      compared: { field: 'owner', value: 'alice' },
    },
  },
  {
    title: 'somebody else',
    role: owner,
    caller: alice,
    item: { owner: 'bob' },
    seen: {
      reason: 'not-the-owner',
      claim: userId('alice'),
      compared: { field: 'owner', value: 'bob' },
    },
  },
  {
    title: 'an item that is not there is nobody’s',
    role: owner,
    caller: alice,
    seen: {
      reason: 'not-the-owner',
      claim: userId('alice'),
      compared: { field: 'owner', value: undefined },
    },
  },
  {
    title: 'without the claim nobody is the owner',
    role: owner,
    caller: nobody,
    item: { owner: 's1' },
    seen: {
      reason: 'claim-missing',
      claim: userId(undefined),
      compared: { field: 'owner', value: 's1' },
    },
  },
  {
    title: 'half of a claim of two parts is not enough to write',
    role: pairOwner,
    caller: nobody,
    item: { owner: 's1' },
    seen: {
      reason: 'claim-missing',
      claim: { name: 'sub::username', value: ['s1', undefined] },
      compared: { field: 'owner', value: 's1' },
    },
  },
  {
    title: 'one of several owners',
    role: editors,
    caller: alice,
    item: { editors: ['bob', 'alice'] },
    seen: {
      reason: 'granted',
      claim: userId('alice'),
      compared: { field: 'editors', value: ['bob', 'alice'] },
    },
  },
  {
    title: 'a member of the item’s group',
    role: team,
    caller: alice,
    item: { team: 'red' },
    seen: {
      reason: 'granted',
      claim: groups(['Admins', 'red']),
      compared: { field: 'team', value: 'red' },
    },
  },
  {
    title: 'a member of another group',
    role: team,
    caller: alice,
    item: { team: 'blue' },
    seen: {
      reason: 'not-in-item-groups',
      claim: groups(['Admins', 'red']),
      compared: { field: 'team', value: 'blue' },
    },
  },
  {
    title: 'a list of groups is compared with the parsed claim',
    role: teams,
    caller: oidc({ user_groups: '["red"]' }),
    item: { teams: ['red', 'blue'] },
    seen: {
      reason: 'granted',
      claim: groups('["red"]'),
      compared: { field: 'teams', value: ['red', 'blue'] },
    },
  },
  {
    title: 'a list of other groups',
    role: teams,
    caller: alice,
    item: { teams: ['blue', 'green'] },
    seen: {
      reason: 'not-in-item-groups',
      claim: groups(['Admins', 'red']),
      compared: { field: 'teams', value: ['blue', 'green'] },
    },
  },
  {
    title: 'a text where a list of groups is declared names none',
    role: teams,
    caller: alice,
    item: { teams: 'red' },
    seen: {
      reason: 'not-in-item-groups',
      claim: groups(['Admins', 'red']),
      compared: { field: 'teams', value: 'red' },
    },
  },
  {
    title: 'a list where one group is declared is compared as a whole',
    role: team,
    caller: alice,
    item: { team: ['red', 'blue'] },
    seen: {
      reason: 'not-in-item-groups',
      claim: groups(['Admins', 'red']),
      compared: { field: 'team', value: ['red', 'blue'] },
    },
  },
  {
    title: 'a group rule for the API key, which has no claims, admits nobody',
    role: roleOf({ strategy: 'groups', provider: 'apiKey', groups: ['A'], groupClaim: 'g' }),
    caller: { mode: 'apiKey' },
    seen: { reason: 'claim-missing', claim: { name: 'g', value: undefined } },
  },
  {
    title: 'an empty list of groups is no usable claim',
    role: team,
    caller: oidc({ user_groups: [] }),
    item: { team: 'red' },
    seen: {
      reason: 'claim-missing',
      claim: groups([]),
      compared: { field: 'team', value: 'red' },
    },
  },
]

const onInputs: readonly Case[] = [
  {
    title: 'an absent owner is filled in',
    role: owner,
    caller: alice,
    item: {},
    seen: {
      reason: 'fills-owner',
      claim: userId('alice'),
      compared: { field: 'owner', value: undefined },
      fills: 'alice',
    },
  },
  {
    title: 'an absent list of owners is filled in as a list',
    role: editors,
    caller: alice,
    item: {},
    seen: {
      reason: 'fills-owner',
      claim: userId('alice'),
      compared: { field: 'editors', value: undefined },
      fills: ['alice'],
    },
  },
  {
    title: 'a claim of two parts is filled in joined',
    role: pairOwner,
    caller: oidc({ sub: 's1', username: 'u1' }),
    item: {},
    seen: {
      reason: 'fills-owner',
      claim: { name: 'sub::username', value: ['s1', 'u1'] },
      compared: { field: 'owner', value: undefined },
      fills: 's1::u1',
    },
  },
  {
    title: 'null is sent, so it is not filled in',
    role: owner,
    caller: alice,
    item: { owner: null },
    seen: {
      reason: 'owner-is-null',
      claim: userId('alice'),
      compared: { field: 'owner', value: null },
    },
  },
  {
    title: 'the caller may be sent',
    role: owner,
    caller: alice,
    item: { owner: 'alice' },
    seen: {
      reason: 'granted',
      claim: userId('alice'),
      compared: { field: 'owner', value: 'alice' },
    },
  },
  {
    title: 'somebody else may not',
    role: owner,
    caller: alice,
    item: { owner: 'bob' },
    seen: {
      reason: 'not-the-owner',
      claim: userId('alice'),
      compared: { field: 'owner', value: 'bob' },
    },
  },
  {
    title: 'without the claim nothing is filled in',
    role: owner,
    caller: nobody,
    item: {},
    seen: {
      reason: 'claim-missing',
      claim: userId(undefined),
      compared: { field: 'owner', value: undefined },
    },
  },
  {
    title: 'a group is never filled in',
    role: team,
    caller: alice,
    item: {},
    seen: {
      reason: 'not-in-item-groups',
      claim: groups(['Admins', 'red']),
      compared: { field: 'team', value: undefined },
    },
  },
]

const forReads: readonly Case[] = [
  { title: 'any signed-in caller', role: signedIn, caller: nobody, seen: { reason: 'granted' } },
  {
    title: 'an owner reads what is theirs',
    role: owner,
    caller: alice,
    seen: {
      reason: 'imposes-filter',
      claim: userId('alice'),
      terms: [{ owner: { eq: 'alice' } }],
    },
  },
  {
    title: 'a claim of two parts reads by the pair and by each part',
    role: pairOwner,
    caller: oidc({ sub: 's1', username: 'u1' }),
    seen: {
      reason: 'imposes-filter',
      claim: { name: 'sub::username', value: ['s1', 'u1'] },
      terms: [{ owner: { eq: 's1::u1' } }, { owner: { eq: 's1' } }, { owner: { eq: 'u1' } }],
    },
  },
  {
    title: 'half of the pair is enough to read',
    role: pairOwner,
    caller: nobody,
    seen: {
      reason: 'imposes-filter',
      claim: { name: 'sub::username', value: ['s1', undefined] },
      terms: [{ owner: { eq: 's1' } }],
    },
  },
  {
    title: 'a list of owners must contain the caller',
    role: editors,
    caller: alice,
    seen: {
      reason: 'imposes-filter',
      claim: userId('alice'),
      terms: [{ editors: { contains: 'alice' } }],
    },
  },
  {
    title: 'the item’s group must be one of the caller’s',
    role: team,
    caller: alice,
    seen: {
      reason: 'imposes-filter',
      claim: groups(['Admins', 'red']),
      terms: [{ team: { in: ['Admins', 'red'] } }],
    },
  },
  {
    title: 'a list of groups must contain one of the caller’s',
    role: teams,
    caller: alice,
    seen: {
      reason: 'imposes-filter',
      claim: groups(['Admins', 'red']),
      terms: [{ teams: { contains: 'Admins' } }, { teams: { contains: 'red' } }],
    },
  },
  {
    title: 'for a list of groups a text claim is no usable claim',
    role: teams,
    caller: oidc({ user_groups: 'red' }),
    seen: { reason: 'claim-missing', claim: groups('red') },
  },
  {
    title: 'without the claim there is nothing to read by',
    role: owner,
    caller: nobody,
    seen: { reason: 'claim-missing', claim: userId(undefined) },
  },
]

const tables = [
  {
    name: 'a role before a stored item',
    cases: onItems,
    evaluate: ({ role, caller, item }: Case) => evaluateOnItem(role, caller, item),
  },
  {
    name: 'a role before the input of a create',
    cases: onInputs,
    evaluate: ({ role, caller, item = {} }: Case) => evaluateOnInput(role, caller, item),
  },
  {
    name: 'a role before a read',
    cases: forReads,
    evaluate: ({ role, caller }: Case) => evaluateForRead(role, caller),
  },
]

for (const { name, cases, evaluate } of tables) {
  suite(name, () => {
    for (const entry of cases) {
      test(entry.title, () => {
        assert.deepEqual(evaluate(entry), { role: entry.role, ...entry.seen })
      })
    }
  })
}
