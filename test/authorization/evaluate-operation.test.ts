import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import {
  evaluateForOperation,
  passesGate,
} from '../../emulator/authorization/evaluate-operation.ts'
import type { RoleEvaluation } from '../../emulator/authorization/role-evaluation.ts'
import type { Identity } from '../../emulator/identity/identity.ts'
import type { OperationGate } from '../../emulator/model/definition.ts'
import type { Claims } from '../../emulator/model/claims.ts'
import type { Role } from '../../emulator/policy/role.ts'
import {
  admins,
  guest,
  lambda,
  oidc,
  owner,
  poolUser,
  publicKey,
  signedIn,
  team,
} from './sample-roles.ts'

const alice = oidc({ user_id: 'alice', user_groups: ['Admins', 'red'] })
const userGroups = { name: 'user_groups', value: ['Admins', 'red'] } as const

interface Case {
  readonly title: string
  readonly role: Role
  readonly caller: Identity
  readonly seen: Omit<RoleEvaluation, 'role'>
}

/** `auth-semantics` §4.10. */
const cases: readonly Case[] = [
  { title: 'any signed-in caller', role: signedIn, caller: alice, seen: { reason: 'granted' } },
  {
    title: 'a caller with the API key',
    role: publicKey,
    caller: { mode: 'apiKey' },
    seen: { reason: 'granted' },
  },
  {
    title: 'a caller whom a Lambda authorizer let in',
    role: lambda,
    caller: { mode: 'lambda' },
    seen: { reason: 'granted' },
  },
  {
    title: 'a member of a static group',
    role: admins,
    caller: alice,
    seen: { reason: 'granted', claim: userGroups },
  },
  {
    title: 'a guest where guests may',
    role: guest,
    caller: { mode: 'iam', principal: 'guest' },
    seen: { reason: 'granted' },
  },
  {
    title: 'a guest where signed-in users may',
    role: poolUser,
    caller: { mode: 'iam', principal: 'guest' },
    seen: { reason: 'not-this-principal' },
  },
  {
    title: 'a caller of another mode',
    role: publicKey,
    caller: alice,
    seen: { reason: 'other-mode' },
  },
  {
    title: 'an owner: an operation has none',
    role: owner,
    caller: alice,
    seen: { reason: 'not-the-owner' },
  },
  {
    title: 'a group of the item: there is no item',
    role: team,
    caller: alice,
    seen: { reason: 'not-the-owner' },
  },
]

suite('a role before a custom operation', () => {
  for (const { title, role, caller, seen } of cases) {
    test(title, () => {
      assert.deepEqual(evaluateForOperation(role, caller), { role, ...seen })
    })
  }
})

function pool(claims: Claims): Identity {
  return { mode: 'userPool', issuer: 'http://127.0.0.1/pool', claims }
}

const inGroups: OperationGate = { mode: 'userPool', groups: ['Editors', 'Admins'] }
const gates: readonly {
  readonly title: string
  readonly gate: OperationGate
  readonly caller: Identity
  readonly passes: boolean
}[] = [
  { title: 'a caller of its mode', gate: { mode: 'oidc' }, caller: alice, passes: true },
  {
    title: 'a caller of another mode',
    gate: { mode: 'apiKey' },
    caller: alice,
    passes: false,
  },
  {
    title: 'the API key, which has no claims',
    gate: { mode: 'apiKey' },
    caller: { mode: 'apiKey' },
    passes: true,
  },
  {
    title: 'a member of one of its groups',
    gate: inGroups,
    caller: pool({ 'cognito:groups': ['Users', 'Admins'] }),
    passes: true,
  },
  {
    title: 'a member of other groups',
    gate: inGroups,
    caller: pool({ 'cognito:groups': ['Users'] }),
    passes: false,
  },
  {
    title: 'a member of a group with a longer name',
    gate: inGroups,
    caller: pool({ 'cognito:groups': ['SuperAdmins'] }),
    passes: false,
  },
  {
    title: 'a caller whose groups are a text',
    gate: inGroups,
    caller: pool({ 'cognito:groups': 'Admins' }),
    passes: false,
  },
  { title: 'a caller without groups', gate: inGroups, caller: pool({}), passes: false },
  {
    title: 'a caller whose groups stand in another claim',
    gate: inGroups,
    caller: pool({ user_groups: ['Admins'] }),
    passes: false,
  },
  {
    title: 'a member of its groups by another mode',
    gate: inGroups,
    caller: oidc({ 'cognito:groups': ['Admins'] }),
    passes: false,
  },
  {
    title: 'a caller without claims, where groups are asked for',
    gate: { mode: 'apiKey', groups: ['Admins'] },
    caller: { mode: 'apiKey' },
    passes: false,
  },
  {
    title: 'a member, where the list of groups is empty',
    gate: { mode: 'userPool', groups: [] },
    caller: pool({ 'cognito:groups': ['Admins'] }),
    passes: false,
  },
]

suite('a directive before a custom operation', () => {
  for (const { title, gate, caller, passes } of gates) {
    test(`${title}: ${passes}`, () => {
      assert.equal(passesGate(gate, caller), passes)
    })
  }
})
