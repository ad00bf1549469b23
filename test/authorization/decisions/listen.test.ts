import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import type { Decision } from '../../../emulator/authorization/decision.ts'
import { decideListen } from '../../../emulator/authorization/decisions/listen.ts'
import { evaluateForListen } from '../../../emulator/authorization/evaluate-listen.ts'
import type { RoleEvaluation } from '../../../emulator/authorization/role-evaluation.ts'
import type { Identity } from '../../../emulator/identity/identity.ts'
import type { Item } from '../../../emulator/model/item.ts'
import type { Role } from '../../../emulator/policy/role.ts'
import { admins, oidc, owner, publicKey, roleOf, signedIn, team } from '../sample-roles.ts'

const author = roleOf({
  strategy: 'owner',
  provider: 'oidc',
  ownerField: 'author',
  identityClaim: 'user_id',
})
const alice = oidc({ user_id: 'alice' })
const inRed = oidc({ user_id: 'alice', user_groups: ['red'] })
const admin = oidc({ user_id: 'alice', user_groups: ['Admins'] })
const nobody = oidc({ sub: 's1' })
const userId = { name: 'user_id', value: 'alice' } as const
const ownTerm = { owner: { eq: 'alice' } }
const authorTerm = { author: { eq: 'alice' } }
const teamTerm = { team: { in: ['red'] } }

const isFiltered: RoleEvaluation = {
  role: owner,
  reason: 'imposes-filter',
  claim: userId,
  terms: [ownTerm],
}
const asksForOwn: RoleEvaluation = {
  role: owner,
  reason: 'granted',
  claim: userId,
  compared: { field: 'owner', value: 'alice' },
  terms: [ownTerm],
}
const asksForBob: RoleEvaluation = {
  ...asksForOwn,
  reason: 'not-the-owner',
  compared: { field: 'owner', value: 'bob' },
}
const isInTeam: RoleEvaluation = {
  role: team,
  reason: 'imposes-filter',
  claim: { name: 'user_groups', value: ['red'] },
  terms: [teamTerm],
}
const isAdmin: RoleEvaluation = {
  role: admins,
  reason: 'granted',
  claim: { name: 'user_groups', value: ['Admins'] },
}

interface Case {
  readonly title: string
  readonly roles: readonly Role[]
  readonly caller: Identity
  /** The owner arguments. */
  readonly given?: Item
  readonly hasClientFilter?: boolean
  readonly decision: Omit<Decision, 'question'>
}

/** `auth-semantics` §4.7; the generated `Subscription.onCreateItem`. */
const cases: readonly Case[] = [
  {
    title: 'an owner hears what is theirs',
    roles: [owner],
    caller: alice,
    decision: {
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [isFiltered],
      filter: { or: [ownTerm] },
    },
  },
  {
    title: 'an owner who asks for it gets no filter: AppSync matches the argument',
    roles: [owner],
    caller: alice,
    given: { owner: 'alice' },
    decision: { effect: 'allow', reason: 'owner-argument', trace: [asksForOwn] },
  },
  {
    title: 'but gets one beside a filter of the client',
    roles: [owner],
    caller: alice,
    given: { owner: 'alice' },
    hasClientFilter: true,
    decision: {
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [asksForOwn],
      filter: { or: [ownTerm] },
    },
  },
  {
    title: 'and gets one where another role has more to say',
    roles: [owner, team],
    caller: inRed,
    given: { owner: 'alice' },
    decision: {
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [asksForOwn, isInTeam],
      filter: { or: [ownTerm, teamTerm] },
    },
  },
  {
    title: 'without an argument a filter of the client changes nothing',
    roles: [owner],
    caller: alice,
    hasClientFilter: true,
    decision: {
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [isFiltered],
      filter: { or: [ownTerm] },
    },
  },
  {
    title: 'the events of another owner are refused, although another role has a filter',
    roles: [owner, team],
    caller: inRed,
    given: { owner: 'bob' },
    decision: { effect: 'deny', reason: 'another-owner-asked-for', trace: [asksForBob, isInTeam] },
  },
  {
    title: 'of two owner arguments the first decides: behind a valid one nobody looks',
    roles: [owner, author],
    caller: alice,
    given: { owner: 'alice', author: 'bob' },
    decision: {
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [
        asksForOwn,
        {
          role: author,
          reason: 'not-the-owner',
          claim: userId,
          compared: { field: 'author', value: 'bob' },
          terms: [authorTerm],
        },
      ],
      filter: { or: [ownTerm, authorTerm] },
    },
  },
  {
    title: 'and a wrong one in front of a valid one is refused',
    roles: [owner, author],
    caller: alice,
    given: { owner: 'bob', author: 'alice' },
    decision: {
      effect: 'deny',
      reason: 'another-owner-asked-for',
      trace: [
        asksForBob,
        {
          role: author,
          reason: 'granted',
          claim: userId,
          compared: { field: 'author', value: 'alice' },
          terms: [authorTerm],
        },
      ],
    },
  },
  {
    title: 'an argument for the second owner role alone is looked at',
    roles: [owner, author],
    caller: alice,
    given: { author: 'bob' },
    decision: {
      effect: 'deny',
      reason: 'another-owner-asked-for',
      trace: [
        isFiltered,
        {
          role: author,
          reason: 'not-the-owner',
          claim: userId,
          compared: { field: 'author', value: 'bob' },
          terms: [authorTerm],
        },
      ],
    },
  },
  {
    title: 'a general caller hears everything, whatever the owner roles say',
    roles: [signedIn, owner],
    caller: alice,
    decision: {
      effect: 'allow',
      reason: 'role-granted',
      trace: [{ role: signedIn, reason: 'granted' }, isFiltered],
    },
  },
  {
    title: 'a member of a static group may ask for another owner',
    roles: [admins, owner],
    caller: admin,
    given: { owner: 'bob' },
    decision: { effect: 'allow', reason: 'role-granted', trace: [isAdmin, asksForBob] },
  },
  {
    title: 'a member of a static group who asks for their own is admitted as a member',
    roles: [admins, owner],
    caller: admin,
    given: { owner: 'alice' },
    decision: { effect: 'allow', reason: 'role-granted', trace: [isAdmin, asksForOwn] },
  },
  {
    title: 'without a usable claim there is nothing to hear',
    roles: [owner],
    caller: nobody,
    given: { owner: 's1' },
    decision: {
      effect: 'deny',
      reason: 'no-role-matches',
      trace: [
        { role: owner, reason: 'claim-missing', claim: { name: 'user_id', value: undefined } },
      ],
    },
  },
  {
    title: 'where only other modes have rules nobody of this one hears anything',
    roles: [publicKey],
    caller: alice,
    decision: {
      effect: 'deny',
      reason: 'no-role-for-operation',
      trace: [{ role: publicKey, reason: 'other-mode' }],
    },
  },
]

suite('which events may be heard', () => {
  for (const { title, roles, caller, given = {}, hasClientFilter = false, decision } of cases) {
    test(title, () => {
      const decided = decideListen(
        roles,
        (role) => evaluateForListen(role, caller, given),
        hasClientFilter,
      )

      assert.deepEqual(decided, { question: 'listen', ...decision })
    })
  }
})
