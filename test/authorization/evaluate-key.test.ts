import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { evaluateForKey } from '../../emulator/authorization/evaluate-key.ts'
import type { RoleEvaluation } from '../../emulator/authorization/role-evaluation.ts'
import type { Identity } from '../../emulator/identity/identity.ts'
import type { Role } from '../../emulator/policy/role.ts'
import { admins, oidc, owner, pairOwner, publicKey, signedIn, team } from './sample-roles.ts'

interface Case {
  readonly title: string
  readonly role: Role
  readonly caller: Identity
  /** What the query says of the role's field. */
  readonly argument?: unknown
  readonly seen: Omit<RoleEvaluation, 'role'>
}

const alice = oidc({ user_id: 'alice' })
const pair = oidc({ sub: 's1', username: 'u1' })
const red = oidc({ user_groups: ['red', 'blue'] })
const userId = (value: unknown): RoleEvaluation['claim'] & object => ({ name: 'user_id', value })
const subUsername = (value: unknown): RoleEvaluation['claim'] & object => ({
  name: 'sub::username',
  value,
})
const groups = (value: unknown): RoleEvaluation['claim'] & object => ({
  name: 'user_groups',
  value,
})

/** `auth-semantics` §4.6; the generated `Query.byStatus`, `Query.byTeam` and `Query.listItems`. */
const cases: readonly Case[] = [
  {
    title: 'the caller’s own key may be asked for',
    role: owner,
    caller: alice,
    argument: 'alice',
    seen: {
      reason: 'granted',
      claim: userId('alice'),
      compared: { field: 'owner', value: 'alice' },
    },
  },
  {
    title: 'the key of somebody else may not',
    role: owner,
    caller: alice,
    argument: 'bob',
    seen: {
      reason: 'not-the-owner',
      claim: userId('alice'),
      compared: { field: 'owner', value: 'bob' },
    },
  },
  {
    title: 'an empty key is nobody’s',
    role: owner,
    caller: alice,
    argument: '',
    seen: {
      reason: 'not-the-owner',
      claim: userId('alice'),
      compared: { field: 'owner', value: '' },
    },
  },
  {
    title: 'a sort key may be asked for by eq',
    role: owner,
    caller: alice,
    argument: { eq: 'alice' },
    seen: {
      reason: 'granted',
      claim: userId('alice'),
      compared: { field: 'owner', value: 'alice' },
    },
  },
  {
    title: 'the sort key of somebody else may not',
    role: owner,
    caller: alice,
    argument: { eq: 'bob' },
    seen: {
      reason: 'not-the-owner',
      claim: userId('alice'),
      compared: { field: 'owner', value: 'bob' },
    },
  },
  {
    title: 'no other condition passes, not even one that only the caller’s key meets',
    role: owner,
    caller: alice,
    argument: { beginsWith: 'alice' },
    seen: {
      reason: 'not-the-owner',
      claim: userId('alice'),
      compared: { field: 'owner', value: { beginsWith: 'alice' } },
    },
  },
  {
    title: 'without an argument the caller’s key is imposed, in a list',
    role: owner,
    caller: alice,
    seen: { reason: 'imposes-key', claim: userId('alice'), key: { owner: ['alice'] } },
  },
  {
    title: 'null is no argument',
    role: owner,
    caller: alice,
    argument: null,
    seen: { reason: 'imposes-key', claim: userId('alice'), key: { owner: ['alice'] } },
  },
  {
    title: 'a number is imposed as it is',
    role: owner,
    caller: oidc({ user_id: 42 }),
    seen: { reason: 'imposes-key', claim: userId(42), key: { owner: 42 } },
  },
  {
    title: 'a number and its text are the same key',
    role: owner,
    caller: oidc({ user_id: 42 }),
    argument: '42',
    seen: { reason: 'granted', claim: userId(42), compared: { field: 'owner', value: '42' } },
  },
  {
    title: 'the text of a JSON list stands for its elements',
    role: owner,
    caller: oidc({ user_id: '["alice","ada"]' }),
    argument: 'ada',
    seen: {
      reason: 'granted',
      claim: userId('["alice","ada"]'),
      compared: { field: 'owner', value: 'ada' },
    },
  },
  {
    title: 'and no longer for itself',
    role: owner,
    caller: oidc({ user_id: '["alice","ada"]' }),
    argument: '["alice","ada"]',
    seen: {
      reason: 'not-the-owner',
      claim: userId('["alice","ada"]'),
      compared: { field: 'owner', value: '["alice","ada"]' },
    },
  },
  {
    title: 'a list is compared as Java prints it, too',
    role: owner,
    caller: oidc({ user_id: ['alice', 'ada'] }),
    argument: '[alice, ada]',
    seen: {
      reason: 'granted',
      claim: userId(['alice', 'ada']),
      compared: { field: 'owner', value: '[alice, ada]' },
    },
  },
  {
    title: 'without the claim nothing may be asked for',
    role: owner,
    caller: oidc({ sub: 'alice' }),
    argument: 'alice',
    seen: { reason: 'claim-missing', claim: userId(undefined) },
  },
  {
    title: 'a claim of two parts: the pair may be asked for',
    role: pairOwner,
    caller: pair,
    argument: 's1::u1',
    seen: {
      reason: 'granted',
      claim: subUsername(['s1', 'u1']),
      compared: { field: 'owner', value: 's1::u1' },
    },
  },
  {
    title: 'and each part',
    role: pairOwner,
    caller: pair,
    argument: 's1',
    seen: {
      reason: 'granted',
      claim: subUsername(['s1', 'u1']),
      compared: { field: 'owner', value: 's1' },
    },
  },
  {
    title: 'the parts are imposed with the pair behind them',
    role: pairOwner,
    caller: pair,
    seen: {
      reason: 'imposes-key',
      claim: subUsername(['s1', 'u1']),
      key: { owner: ['s1', 'u1', 's1::u1'] },
    },
  },
  {
    title: 'half a claim of two parts is none',
    role: pairOwner,
    caller: oidc({ sub: 's1' }),
    seen: { reason: 'claim-missing', claim: subUsername(['s1', undefined]) },
  },
  {
    title: 'a group of the caller may be asked for',
    role: team,
    caller: red,
    argument: 'blue',
    seen: {
      reason: 'granted',
      claim: groups(['red', 'blue']),
      compared: { field: 'team', value: 'blue' },
    },
  },
  {
    title: 'another group may not',
    role: team,
    caller: red,
    argument: 'green',
    seen: {
      reason: 'not-in-item-groups',
      claim: groups(['red', 'blue']),
      compared: { field: 'team', value: 'green' },
    },
  },
  {
    title: 'the caller’s groups are imposed',
    role: team,
    caller: red,
    seen: {
      reason: 'imposes-key',
      claim: groups(['red', 'blue']),
      key: { team: ['red', 'blue'] },
    },
  },
  {
    title: 'a role that is about no field needs no key',
    role: signedIn,
    caller: alice,
    argument: 'bob',
    seen: { reason: 'granted' },
  },
  {
    title: 'nor does a static group',
    role: admins,
    caller: red,
    seen: { reason: 'not-in-group', claim: groups(['red', 'blue']) },
  },
  {
    title: 'a role of another mode is not asked',
    role: publicKey,
    caller: alice,
    argument: 'alice',
    seen: { reason: 'other-mode' },
  },
]

suite('a role before a key', () => {
  for (const { title, role, caller, argument, seen } of cases) {
    test(title, () => {
      assert.deepEqual(evaluateForKey(role, caller, argument), { role, ...seen })
    })
  }
})
