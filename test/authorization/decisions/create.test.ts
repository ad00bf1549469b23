import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import type { Decision } from '../../../emulator/authorization/decision.ts'
import { decideCreate } from '../../../emulator/authorization/decisions/create.ts'
import { evaluateOnInput } from '../../../emulator/authorization/evaluate-role.ts'
import type { Identity } from '../../../emulator/identity/identity.ts'
import type { Item } from '../../../emulator/model/item.ts'
import type { WriteRole } from '../../../emulator/policy/operation-roles.ts'
import { admins, full, oidc, owner, partial, publicKey, roleOf } from '../sample-roles.ts'

const mailOwner = roleOf({
  strategy: 'owner',
  provider: 'oidc',
  ownerField: 'author',
  identityClaim: 'email',
})
const mailOfOwner = roleOf({
  strategy: 'owner',
  provider: 'oidc',
  ownerField: 'owner',
  identityClaim: 'email',
})
const alice = oidc({ user_id: 'alice' })
const admin = oidc({ user_id: 'ada', user_groups: ['Admins'] })
const aliceClaim = { name: 'user_id', value: 'alice' } as const

interface Case {
  readonly title: string
  readonly roles: readonly WriteRole[]
  readonly caller: Identity
  readonly input: Item
  readonly decision: Decision
}

/** `auth-semantics` §4.1. */
const cases: readonly Case[] = [
  {
    title: 'the owner is filled in',
    roles: [full(owner)],
    caller: alice,
    input: { x: '1' },
    decision: {
      question: 'create',
      effect: 'allow',
      reason: 'role-granted',
      trace: [
        {
          role: owner,
          reason: 'fills-owner',
          claim: aliceClaim,
          compared: { field: 'owner', value: undefined },
          fills: 'alice',
        },
      ],
      fills: { owner: 'alice' },
    },
  },
  {
    title: 'a forged owner is refused',
    roles: [full(owner)],
    caller: alice,
    input: { owner: 'bob' },
    decision: {
      question: 'create',
      effect: 'deny',
      reason: 'no-role-matches',
      trace: [
        {
          role: owner,
          reason: 'not-the-owner',
          claim: aliceClaim,
          compared: { field: 'owner', value: 'bob' },
        },
      ],
    },
  },
  {
    title: 'callers that another rule admits get the owner filled in, too',
    roles: [full(admins), full(owner)],
    caller: admin,
    input: {},
    decision: {
      question: 'create',
      effect: 'allow',
      reason: 'role-granted',
      trace: [
        { role: admins, reason: 'granted', claim: { name: 'user_groups', value: ['Admins'] } },
        {
          role: owner,
          reason: 'fills-owner',
          claim: { name: 'user_id', value: 'ada' },
          compared: { field: 'owner', value: undefined },
          fills: 'ada',
        },
      ],
      fills: { owner: 'ada' },
    },
  },
  {
    title: 'two owner rules: a forged one passes by the other, which is filled in',
    roles: [full(mailOwner), full(owner)],
    caller: oidc({ user_id: 'alice', email: 'a@x' }),
    input: { author: 'bob' },
    decision: {
      question: 'create',
      effect: 'allow',
      reason: 'role-granted',
      trace: [
        {
          role: mailOwner,
          reason: 'not-the-owner',
          claim: { name: 'email', value: 'a@x' },
          compared: { field: 'author', value: 'bob' },
        },
        {
          role: owner,
          reason: 'fills-owner',
          claim: aliceClaim,
          compared: { field: 'owner', value: undefined },
          fills: 'alice',
        },
      ],
      fills: { owner: 'alice' },
    },
  },
  {
    title: 'a second owner rule for the field sees what the first has filled in',
    roles: [full(owner), full(mailOfOwner)],
    caller: oidc({ user_id: 'alice', email: 'a@x' }),
    input: {},
    decision: {
      question: 'create',
      effect: 'allow',
      reason: 'role-granted',
      trace: [
        {
          role: owner,
          reason: 'fills-owner',
          claim: aliceClaim,
          compared: { field: 'owner', value: undefined },
          fills: 'alice',
        },
        {
          role: mailOfOwner,
          reason: 'not-the-owner',
          claim: { name: 'email', value: 'a@x' },
          compared: { field: 'owner', value: 'alice' },
        },
      ],
      fills: { owner: 'alice' },
    },
  },
  {
    title: 'partial roles that match add up, and what is filled in is not held against the caller',
    roles: [partial(admins, 'salary'), partial(owner, 'name')],
    caller: admin,
    input: { name: 'n', salary: 1 },
    decision: {
      question: 'create',
      effect: 'allow',
      reason: 'role-granted',
      trace: [
        { role: admins, reason: 'granted', claim: { name: 'user_groups', value: ['Admins'] } },
        {
          role: owner,
          reason: 'fills-owner',
          claim: { name: 'user_id', value: 'ada' },
          compared: { field: 'owner', value: undefined },
          fills: 'ada',
        },
      ],
      fills: { owner: 'ada' },
    },
  },
  {
    title: 'fields that no matching role covers are refused, explicit null among them',
    roles: [partial(owner, 'name')],
    caller: alice,
    input: { id: 'mine', name: 'n', salary: null },
    decision: {
      question: 'create',
      effect: 'deny',
      reason: 'fields-not-allowed',
      trace: [
        {
          role: owner,
          reason: 'fills-owner',
          claim: aliceClaim,
          compared: { field: 'owner', value: undefined },
          fills: 'alice',
        },
      ],
      deniedFields: ['id', 'salary'],
    },
  },
  {
    title: 'where only other modes have rules nobody of this one may',
    roles: [full(publicKey)],
    caller: alice,
    input: {},
    decision: {
      question: 'create',
      effect: 'deny',
      reason: 'no-role-for-operation',
      trace: [{ role: publicKey, reason: 'other-mode' }],
    },
  },
]

suite('may an item be created', () => {
  for (const { title, roles, caller, input, decision } of cases) {
    test(title, () => {
      const decided = decideCreate(roles, input, (role, view = input) =>
        evaluateOnInput(role, caller, view),
      )

      assert.deepEqual(decided, decision)
    })
  }
})
