import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import type { Decision } from '../../emulator/authorization/decision.ts'
import { quirkNames, quirksOf } from '../../emulator/authorization/quirks.ts'
import type { Quirk } from '../../emulator/authorization/quirks.ts'
import type { Reason, RoleEvaluation } from '../../emulator/authorization/role-evaluation.ts'
import { admins, editors, owner, pairOwner, roleOf, signedIn, team, teams } from './sample-roles.ts'

interface Case {
  readonly title: string
  readonly decision: Partial<Decision>
  readonly quirks: readonly Quirk[]
}

const allowed: Decision = { question: 'get', effect: 'allow', reason: 'role-granted', trace: [] }
const poolOwner = roleOf({ strategy: 'owner', provider: 'userPools', ownerField: 'owner' })
const saidPair = roleOf({
  strategy: 'owner',
  provider: 'oidc',
  ownerField: 'owner',
  identityClaim: 'sub::username',
})

function inGroups(value: unknown, reason: Reason = 'granted'): RoleEvaluation {
  return { role: admins, reason, claim: { name: 'user_groups', value } }
}

function ofTeams(value: unknown, reason: Reason = 'claim-missing'): RoleEvaluation {
  return { role: teams, reason, claim: { name: 'user_groups', value } }
}

function owns(claim: unknown, stored: unknown, reason: Reason = 'granted'): RoleEvaluation {
  return {
    role: owner,
    reason,
    claim: { name: 'user_id', value: claim },
    compared: { field: 'owner', value: stored },
  }
}

const isSignedIn: RoleEvaluation = { role: signedIn, reason: 'granted' }

const cases: readonly Case[] = [
  {
    title: 'a static group in a longer text',
    decision: { trace: [inGroups('SuperAdmins')] },
    quirks: ['substring-group'],
  },
  {
    title: 'the text is the group: nothing to wonder about',
    decision: { trace: [inGroups('Admins')] },
    quirks: [],
  },
  {
    title: 'a static group in a list',
    decision: { trace: [inGroups(['Admins'])] },
    quirks: [],
  },
  {
    title: 'a static group that is not in the text',
    decision: { trace: [inGroups('Users', 'not-in-group')] },
    quirks: [],
  },
  {
    title: 'an owner whose claim is a text that is not the field’s',
    decision: { trace: [owns('alice', 'bob', 'not-the-owner')] },
    quirks: [],
  },
  {
    title: 'an owner with a text claim',
    decision: { trace: [owns('alice', 'alice')] },
    quirks: [],
  },
  {
    title: 'a text where a list of groups is read',
    decision: { trace: [ofTeams('red')] },
    quirks: ['group-text-not-iterated'],
  },
  { title: 'an empty text there', decision: { trace: [ofTeams('')] }, quirks: [] },
  { title: 'an empty list there', decision: { trace: [ofTeams([])] }, quirks: [] },
  { title: 'a number there', decision: { trace: [ofTeams(7)] }, quirks: [] },
  {
    title: 'a text that was read',
    decision: { trace: [ofTeams('red', 'not-in-item-groups')] },
    quirks: [],
  },
  {
    title: 'a text where one group is read',
    decision: {
      trace: [
        { role: team, reason: 'claim-missing', claim: { name: 'user_groups', value: 'red' } },
      ],
    },
    quirks: [],
  },
  {
    title: 'a list of owners whose claim is no use',
    decision: {
      trace: [{ role: editors, reason: 'claim-missing', claim: { name: 'user_id', value: 'red' } }],
    },
    quirks: [],
  },
  {
    title: 'an owner rule without identityClaim, and no username',
    decision: {
      trace: [
        {
          role: pairOwner,
          reason: 'claim-missing',
          claim: { name: 'sub::username', value: ['s1', undefined] },
        },
      ],
    },
    quirks: ['username-expected'],
  },
  {
    title: 'the same of a user pool',
    decision: { trace: [{ role: poolOwner, reason: 'claim-missing' }] },
    quirks: ['username-expected'],
  },
  {
    title: 'an owner rule that names both parts itself',
    decision: { trace: [{ role: saidPair, reason: 'claim-missing' }] },
    quirks: [],
  },
  {
    title: 'an owner rule with a claim of its own',
    decision: { trace: [{ role: owner, reason: 'claim-missing' }] },
    quirks: [],
  },
  {
    title: 'an owner rule without identityClaim that somebody else meets',
    decision: { trace: [{ role: pairOwner, reason: 'not-the-owner' }] },
    quirks: [],
  },
  {
    title: 'a group rule without the claim',
    decision: { trace: [{ role: admins, reason: 'claim-missing' }] },
    quirks: [],
  },
  {
    title: 'an owner that was sent as null',
    decision: { question: 'create', trace: [owns('alice', null, 'owner-is-null')] },
    quirks: ['null-is-not-absent'],
  },
  {
    title: 'a null without "delete" on the field',
    decision: {
      question: 'update',
      effect: 'deny',
      reason: 'fields-not-allowed',
      deniedFields: ['x'],
      deniedNulls: ['x'],
    },
    quirks: ['null-needs-delete'],
  },
  {
    title: 'a field without "update"',
    decision: {
      question: 'update',
      effect: 'deny',
      reason: 'fields-not-allowed',
      deniedFields: ['id'],
      deniedNulls: [],
    },
    quirks: [],
  },
  {
    title: 'a role that may delete some fields',
    decision: {
      question: 'delete',
      effect: 'deny',
      reason: 'no-role-matches',
      trace: [{ role: owner, reason: 'not-every-field' }],
    },
    quirks: ['delete-needs-every-field'],
  },
  {
    title: 'an id of the client’s choice',
    decision: {
      question: 'create',
      effect: 'deny',
      reason: 'fields-not-allowed',
      deniedFields: ['name', 'id'],
    },
    quirks: ['id-counts-as-field'],
  },
  {
    title: 'another field in a create',
    decision: {
      question: 'create',
      effect: 'deny',
      reason: 'fields-not-allowed',
      deniedFields: ['name'],
    },
    quirks: [],
  },
  {
    title: 'an owner filled in for a caller whom another rule admits',
    decision: {
      question: 'create',
      trace: [isSignedIn, owns('alice', undefined, 'fills-owner')],
      fills: { owner: 'alice' },
    },
    quirks: ['filled-for-others'],
  },
  {
    title: 'an owner filled in for the owner',
    decision: {
      question: 'create',
      trace: [owns('alice', undefined, 'fills-owner')],
      fills: { owner: 'alice' },
    },
    quirks: [],
  },
  {
    title: 'nothing to fill in',
    decision: { question: 'create', trace: [isSignedIn], fills: {} },
    quirks: [],
  },
  {
    title: 'a protected field in a mutation result',
    decision: { question: 'field', reason: 'null-in-mutation-result', trace: [isSignedIn] },
    quirks: ['null-in-mutation-result'],
  },
  {
    title: 'a relation that a mutation result leaves out',
    decision: { question: 'relation', reason: 'left-out-of-mutation-result', trace: [isSignedIn] },
    quirks: ['left-out-of-mutation-result'],
  },
  {
    title: 'a relation to a model whose owner is its key',
    decision: {
      question: 'relation',
      reason: 'relation-key-bypass',
      trace: [{ role: owner, reason: 'imposes-key' }],
    },
    quirks: ['relation-key-bypass'],
  },
  {
    title: 'an index that forgets the caller’s own key',
    decision: {
      question: 'index',
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [
        { role: owner, reason: 'imposes-key' },
        { role: team, reason: 'imposes-filter' },
      ],
    },
    quirks: ['key-forgotten'],
  },
  {
    title: 'an index by the caller’s key',
    decision: {
      question: 'index',
      reason: 'key-argument',
      trace: [{ role: owner, reason: 'imposes-key' }],
    },
    quirks: [],
  },
  {
    title: 'an index that only filters',
    decision: {
      question: 'index',
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [{ role: team, reason: 'imposes-filter' }],
    },
    quirks: [],
  },
  {
    title: 'a list, whose filter has the caller’s key',
    decision: {
      question: 'list',
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [{ role: owner, reason: 'imposes-key' }],
    },
    quirks: [],
  },
  {
    title: 'a number that is the text of the field',
    decision: { question: 'update', trace: [owns(42, '42')] },
    quirks: ['text-equals-number'],
  },
  {
    title: 'a text that is the number of the field',
    decision: { question: 'update', trace: [owns('42', 42)] },
    quirks: ['text-equals-number'],
  },
  { title: 'two numbers', decision: { question: 'update', trace: [owns(42, 42)] }, quirks: [] },
  {
    title: 'a number that is not the text of the field',
    decision: { question: 'update', trace: [owns(42, '43', 'not-the-owner')] },
    quirks: [],
  },
  {
    title: 'several at once, in the order of the list',
    decision: {
      question: 'create',
      trace: [inGroups('SuperAdmins'), owns('alice', undefined, 'fills-owner')],
      fills: { owner: 'alice' },
    },
    quirks: ['substring-group', 'filled-for-others'],
  },
]

suite('what AWS does that surprises', () => {
  for (const { title, decision, quirks } of cases) {
    test(title, () => {
      const named = quirksOf({ ...allowed, ...decision }).map(({ quirk }) => quirk)

      assert.deepEqual(named, quirks)
    })
  }

  test('each is told in a sentence', () => {
    const named = cases.flatMap(({ decision }) => quirksOf({ ...allowed, ...decision }))

    assert.deepEqual(
      named.filter(({ sentence }) => !sentence),
      [],
    )
  })

  test('there is a case for each', () => {
    const seen = new Set(cases.flatMap(({ quirks }) => quirks))

    assert.deepEqual(
      quirkNames.filter((quirk) => !seen.has(quirk)),
      [],
    )
  })
})

test('the name goes with a sentence', () => {
  const [named] = quirksOf({ ...allowed, reason: 'null-in-mutation-result' })

  assert.deepEqual(named, {
    quirk: 'null-in-mutation-result',
    sentence:
      'AWS answers a protected field with null in every mutation result, to those who may read it too, because subscribers receive that result',
  })
})
