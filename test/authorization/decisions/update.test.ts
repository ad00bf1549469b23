import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import type { Decision } from '../../../emulator/authorization/decision.ts'
import { decideUpdate } from '../../../emulator/authorization/decisions/update.ts'
import { evaluateOnItem } from '../../../emulator/authorization/evaluate-role.ts'
import type { Identity } from '../../../emulator/identity/identity.ts'
import type { Item } from '../../../emulator/model/item.ts'
import type { WriteRole } from '../../../emulator/policy/operation-roles.ts'
import { admins, full, oidc, owner, partial } from '../sample-roles.ts'

const alice = oidc({ user_id: 'alice' })
const admin = oidc({ user_id: 'alice', user_groups: ['Admins'] })
const isOwner = {
  role: owner,
  reason: 'granted',
  claim: { name: 'user_id', value: 'alice' },
  compared: { field: 'owner', value: 'alice' },
} as const
const isAdmin = {
  role: admins,
  reason: 'granted',
  claim: { name: 'user_groups', value: ['Admins'] },
} as const

interface Case {
  readonly title: string
  readonly roles: readonly WriteRole[]
  readonly caller: Identity
  readonly stored?: Item
  readonly input: Item
  readonly decision: Omit<Decision, 'question'>
}

/** `auth-semantics` §4.2. */
const cases: readonly Case[] = [
  {
    title: 'the owner may change everything, the owner too',
    roles: [full(owner)],
    caller: alice,
    stored: { owner: 'alice' },
    input: { id: '1', owner: 'bob' },
    decision: { effect: 'allow', reason: 'role-granted', trace: [isOwner] },
  },
  {
    title: 'naming oneself as the owner does not help',
    roles: [full(owner)],
    caller: alice,
    stored: { owner: 'bob' },
    input: { id: '1', owner: 'alice' },
    decision: {
      effect: 'deny',
      reason: 'no-role-matches',
      trace: [{ ...isOwner, reason: 'not-the-owner', compared: { field: 'owner', value: 'bob' } }],
    },
  },
  {
    title: 'an item that is not there has no owner',
    roles: [full(owner)],
    caller: alice,
    input: { id: '1' },
    decision: {
      effect: 'deny',
      reason: 'no-role-matches',
      trace: [
        { ...isOwner, reason: 'not-the-owner', compared: { field: 'owner', value: undefined } },
      ],
    },
  },
  {
    title: 'null needs more than a value does',
    roles: [partial(owner, 'id x', 'y')],
    caller: alice,
    stored: { owner: 'alice' },
    input: { id: '1', x: null },
    decision: {
      effect: 'deny',
      reason: 'fields-not-allowed',
      trace: [isOwner],
      deniedFields: ['x'],
      deniedNulls: ['x'],
    },
  },
  {
    title: 'and a value needs more than null does',
    roles: [partial(owner, 'id', 'x')],
    caller: alice,
    stored: { owner: 'alice' },
    input: { id: '1', x: null },
    decision: {
      effect: 'deny',
      reason: 'fields-not-allowed',
      trace: [isOwner],
      deniedFields: ['x'],
      deniedNulls: [],
    },
  },
  {
    title: 'the bare key passes with either',
    roles: [partial(owner, 'id', 'x')],
    caller: alice,
    stored: { owner: 'alice' },
    input: { id: '1' },
    decision: { effect: 'allow', reason: 'role-granted', trace: [isOwner] },
  },
  {
    title: 'partial roles that match add up',
    roles: [partial(admins, 'id salary'), partial(owner, 'id name')],
    caller: admin,
    stored: { owner: 'alice' },
    input: { id: '1', name: 'n', salary: 1 },
    decision: { effect: 'allow', reason: 'role-granted', trace: [isAdmin, isOwner] },
  },
  {
    title: 'refused fields: first those that are null, then the others, each once',
    roles: [partial(owner, 'id')],
    caller: alice,
    stored: { owner: 'alice' },
    input: { id: '1', a: 'v', b: null },
    decision: {
      effect: 'deny',
      reason: 'fields-not-allowed',
      trace: [isOwner],
      deniedFields: ['b', 'a'],
      deniedNulls: ['b'],
    },
  },
]

suite('may a stored item be changed', () => {
  for (const { title, roles, caller, stored, input, decision } of cases) {
    test(title, () => {
      const decided = decideUpdate(roles, input, (role) => evaluateOnItem(role, caller, stored))

      assert.deepEqual(decided, { question: 'update', ...decision })
    })
  }
})
