import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { allowUnrestricted } from '../../emulator/authorization/decision.ts'
import type { Decision } from '../../emulator/authorization/decision.ts'
import { decideMode } from '../../emulator/authorization/decisions/mode.ts'
import { evaluateForOperation } from '../../emulator/authorization/evaluate-operation.ts'
import { explainDecision } from '../../emulator/authorization/explain.ts'
import type { Explanation } from '../../emulator/authorization/explain.ts'
import type { RoleEvaluation } from '../../emulator/authorization/role-evaluation.ts'
import {
  admins,
  editors,
  guest,
  oidc,
  owner,
  pairOwner,
  publicKey,
  roleOf,
  signedIn,
  team,
} from './sample-roles.ts'

const alice = { name: 'user_id', value: 'alice' } as const
const ownerText = `allow.owner('oidc').identityClaim('user_id')`
const place = { file: '/app/amplify/data/resource.ts', line: 7, column: 13 }
const placed = roleOf({ strategy: 'private', provider: 'oidc', place })

const decisions: readonly {
  readonly title: string
  readonly decision: Decision
  readonly words: Explanation
}[] = [
  {
    title: 'a rule grants: by which rule, and where it stands',
    decision: {
      question: 'list',
      effect: 'allow',
      reason: 'role-granted',
      trace: [{ role: placed, reason: 'granted' }],
    },
    words: {
      question: 'list',
      effect: 'allow',
      reason: 'role-granted',
      because: 'a rule admits the caller',
      rules: [
        {
          rule: `allow.authenticated('oidc')`,
          place,
          reason: 'granted',
          because: 'any oidc caller',
        },
      ],
    },
  },
  {
    title: 'an owner is filled in',
    decision: {
      question: 'create',
      effect: 'allow',
      reason: 'role-granted',
      trace: [
        {
          role: owner,
          reason: 'fills-owner',
          claim: alice,
          compared: { field: 'owner', value: undefined },
          fills: 'alice',
        },
      ],
      fills: { owner: 'alice' },
    },
    words: {
      question: 'create',
      effect: 'allow',
      reason: 'role-granted',
      because: 'a rule admits the caller',
      rules: [
        {
          rule: ownerText,
          reason: 'fills-owner',
          because: 'owner was not sent, so it becomes "alice"',
        },
      ],
      fills: { owner: 'alice' },
    },
  },
  {
    title: 'a filter is imposed',
    decision: {
      question: 'list',
      effect: 'conditional',
      reason: 'items-that-match',
      trace: [
        {
          role: owner,
          reason: 'imposes-filter',
          claim: alice,
          terms: [{ owner: { eq: 'alice' } }],
        },
      ],
      filter: { or: [{ owner: { eq: 'alice' } }] },
    },
    words: {
      question: 'list',
      effect: 'conditional',
      reason: 'items-that-match',
      because: 'the caller sees the items that match the filter, and no others',
      rules: [
        {
          rule: ownerText,
          reason: 'imposes-filter',
          because: 'only items that match [{"owner":{"eq":"alice"}}]',
        },
      ],
      filter: { or: [{ owner: { eq: 'alice' } }] },
    },
  },
  {
    title: 'nobody matches: what each rule saw, and what would have been enough',
    decision: {
      question: 'update',
      effect: 'deny',
      reason: 'no-role-matches',
      trace: [
        {
          role: admins,
          reason: 'not-in-group',
          claim: { name: 'user_groups', value: ['Users'] },
        },
        {
          role: owner,
          reason: 'not-the-owner',
          claim: alice,
          compared: { field: 'owner', value: 'bob' },
        },
        { role: publicKey, reason: 'other-mode' },
      ],
    },
    words: {
      question: 'update',
      effect: 'deny',
      reason: 'no-role-matches',
      because: 'no rule admits the caller',
      rules: [
        {
          rule: `allow.groups(['Admins'], 'oidc').withClaimIn('user_groups')`,
          reason: 'not-in-group',
          because: 'user_groups is ["Users"], without "Admins"',
        },
        {
          rule: ownerText,
          reason: 'not-the-owner',
          because: 'owner is "bob", user_id is "alice"',
        },
        {
          rule: 'allow.publicApiKey()',
          reason: 'other-mode',
          because: 'the rule is for apiKey, the request is not',
        },
      ],
      wouldGrant: [
        'would pass if user_groups contained "Admins"',
        'would pass if owner were "alice"',
        'would pass if user_id were "bob"',
        'would pass with apiKey credentials',
      ],
    },
  },
  {
    title: 'fields are refused',
    decision: {
      question: 'update',
      effect: 'deny',
      reason: 'fields-not-allowed',
      trace: [],
      deniedFields: ['ssn', 'salary'],
    },
    words: {
      question: 'update',
      effect: 'deny',
      reason: 'fields-not-allowed',
      because: 'the rules that admit the caller do not cover ssn, salary',
      rules: [],
      deniedFields: ['ssn', 'salary'],
    },
  },
  {
    title: 'nobody of this mode may',
    decision: {
      question: 'delete',
      effect: 'deny',
      reason: 'no-role-for-operation',
      trace: [],
    },
    words: {
      question: 'delete',
      effect: 'deny',
      reason: 'no-role-for-operation',
      because: 'no rule for this kind of credentials holds the operation',
      rules: [],
    },
  },
  {
    title: 'the gate refuses the mode',
    decision: decideMode(new Set(['iam', 'oidc']), 'apiKey'),
    words: {
      question: 'mode',
      effect: 'deny',
      reason: 'mode-not-allowed',
      because: 'no rule is for this kind of credentials',
      rules: [],
    },
  },
  {
    title: 'a protected field in the result of a mutation',
    decision: {
      question: 'field',
      effect: 'allow',
      reason: 'null-in-mutation-result',
      trace: [],
    },
    words: {
      question: 'field',
      effect: 'allow',
      reason: 'null-in-mutation-result',
      because:
        'the caller may read it, but in mutation results it is null: subscribers receive them',
      rules: [],
      quirks: [
        {
          quirk: 'null-in-mutation-result',
          sentence:
            'AWS answers a protected field with null in every mutation result, to those who may read it too, because subscribers receive that result',
        },
      ],
    },
  },
  {
    title: 'the key is imposed',
    decision: {
      question: 'index',
      effect: 'allow',
      reason: 'key-argument',
      trace: [{ role: owner, reason: 'imposes-key', claim: alice, key: { owner: ['alice'] } }],
      keys: { owner: 'alice' },
    },
    words: {
      question: 'index',
      effect: 'allow',
      reason: 'key-argument',
      because: "the key that is asked for is the caller's own",
      rules: [
        {
          rule: ownerText,
          reason: 'imposes-key',
          because: 'the key becomes {"owner":["alice"]}',
        },
      ],
      keys: { owner: 'alice' },
    },
  },
  {
    title: 'a create that fills nothing in',
    decision: {
      question: 'create',
      effect: 'allow',
      reason: 'role-granted',
      trace: [{ role: signedIn, reason: 'granted' }],
      fills: {},
    },
    words: {
      question: 'create',
      effect: 'allow',
      reason: 'role-granted',
      because: 'a rule admits the caller',
      rules: [
        { rule: `allow.authenticated('oidc')`, reason: 'granted', because: 'any oidc caller' },
      ],
    },
  },
  {
    title: 'a subscription by the owner argument',
    decision: { question: 'listen', effect: 'allow', reason: 'owner-argument', trace: [] },
    words: {
      question: 'listen',
      effect: 'allow',
      reason: 'owner-argument',
      because: "the subscription asks for the caller's own items",
      rules: [],
    },
  },
  {
    title: 'a subscription for another owner: only another argument would help',
    decision: {
      question: 'listen',
      effect: 'deny',
      reason: 'another-owner-asked-for',
      trace: [
        {
          role: owner,
          reason: 'not-the-owner',
          claim: alice,
          compared: { field: 'owner', value: 'bob' },
        },
      ],
    },
    words: {
      question: 'listen',
      effect: 'deny',
      reason: 'another-owner-asked-for',
      because: 'the subscription asks for the items of another owner',
      rules: [
        { rule: ownerText, reason: 'not-the-owner', because: 'owner is "bob", user_id is "alice"' },
      ],
    },
  },
  {
    title: 'a relation that mutation results leave out',
    decision: {
      question: 'relation',
      effect: 'allow',
      reason: 'left-out-of-mutation-result',
      trace: [],
    },
    words: {
      question: 'relation',
      effect: 'allow',
      reason: 'left-out-of-mutation-result',
      because:
        'the caller may read it, but mutation results leave it out: subscribers receive them',
      rules: [],
      quirks: [
        {
          quirk: 'left-out-of-mutation-result',
          sentence:
            'AWS leaves a relation out of mutation results unless both models have the same static readers, because subscribers receive them',
        },
      ],
    },
  },
  {
    title: 'a relation to a model whose owner is its key',
    decision: { question: 'relation', effect: 'allow', reason: 'relation-key-bypass', trace: [] },
    words: {
      question: 'relation',
      effect: 'allow',
      reason: 'relation-key-bypass',
      because:
        "the related model's owner is its key, which AWS does not check through a relation: any caller with the claim passes",
      rules: [],
      quirks: [
        {
          quirk: 'relation-key-bypass',
          sentence:
            "where an owner field is the related model's key, AWS forgets the owner filter on the way through a relation: any caller with the claim reads the items of others",
        },
      ],
    },
  },
  {
    title: 'an IAM principal',
    decision: allowUnrestricted('delete'),
    words: {
      question: 'delete',
      effect: 'allow',
      reason: 'iam-principal',
      because: 'an IAM principal outside Cognito passes every rule',
      rules: [],
    },
  },
]

suite('a decision in words', () => {
  for (const { title, decision, words } of decisions) {
    test(title, () => {
      assert.deepEqual(explainDecision(decision), words)
    })
  }
})

/** The sentences of single roles in a denial, and what would have been enough. */
const roles: readonly {
  readonly evaluation: RoleEvaluation
  readonly because: string
  readonly wouldGrant: readonly string[]
}[] = [
  {
    evaluation: {
      role: owner,
      reason: 'claim-missing',
      claim: { name: 'user_id', value: undefined },
      compared: { field: 'owner', value: 'bob' },
    },
    because: 'the token has no usable user_id',
    wouldGrant: ['would pass if the token had user_id "bob"'],
  },
  {
    evaluation: {
      role: owner,
      reason: 'claim-missing',
      claim: { name: 'user_id', value: undefined },
    },
    because: 'the token has no usable user_id',
    wouldGrant: ['would pass if the token had user_id'],
  },
  {
    evaluation: {
      role: owner,
      reason: 'owner-is-null',
      claim: alice,
      compared: { field: 'owner', value: null },
    },
    because: 'owner was sent as null, which names nobody',
    wouldGrant: ['would pass if owner were "alice"'],
  },
  {
    evaluation: {
      role: pairOwner,
      reason: 'not-the-owner',
      claim: { name: 'sub::username', value: ['s1', 'u1'] },
      compared: { field: 'owner', value: undefined },
    },
    because: 'owner is missing, sub::username is ["s1","u1"]',
    wouldGrant: ['would pass if owner were one of ["s1","u1"]'],
  },
  {
    evaluation: {
      role: team,
      reason: 'not-in-item-groups',
      claim: { name: 'user_groups', value: ['red'] },
      compared: { field: 'team', value: 'blue' },
    },
    because: 'team is "blue", user_groups is ["red"]',
    wouldGrant: ['would pass if team were one of ["red"]'],
  },
  {
    evaluation: {
      role: owner,
      reason: 'not-the-owner',
      claim: alice,
      compared: { field: 'owner', value: 'bob' },
    },
    because: 'owner is "bob", user_id is "alice"',
    wouldGrant: ['would pass if owner were "alice"', 'would pass if user_id were "bob"'],
  },
  {
    evaluation: {
      role: owner,
      reason: 'not-the-owner',
      claim: alice,
      compared: { field: 'owner', value: null },
    },
    because: 'owner is null, user_id is "alice"',
    wouldGrant: ['would pass if owner were "alice"'],
  },
  {
    evaluation: {
      role: owner,
      reason: 'not-the-owner',
      claim: alice,
      compared: { field: 'owner', value: { beginsWith: 'a' } },
    },
    because: 'owner is {"beginsWith":"a"}, user_id is "alice"',
    wouldGrant: ['would pass if owner were "alice"'],
  },
  {
    evaluation: {
      role: editors,
      reason: 'not-the-owner',
      claim: alice,
      compared: { field: 'editors', value: ['bob', 'ada'] },
    },
    because: 'editors is ["bob","ada"], user_id is "alice"',
    wouldGrant: [
      'would pass if editors contained "alice"',
      'would pass if user_id were one of ["bob","ada"]',
    ],
  },
  {
    evaluation: {
      role: editors,
      reason: 'not-the-owner',
      claim: alice,
      compared: { field: 'editors', value: ['bob'] },
    },
    because: 'editors is ["bob"], user_id is "alice"',
    wouldGrant: [
      'would pass if editors contained "alice"',
      'would pass if user_id were one of ["bob"]',
    ],
  },
  {
    evaluation: {
      role: editors,
      reason: 'not-the-owner',
      claim: alice,
      compared: { field: 'editors', value: [] },
    },
    because: 'editors is [], user_id is "alice"',
    wouldGrant: ['would pass if editors contained "alice"'],
  },
  {
    evaluation: {
      role: editors,
      reason: 'claim-missing',
      claim: { name: 'user_id', value: undefined },
      compared: { field: 'editors', value: ['bob', 'ada'] },
    },
    because: 'the token has no usable user_id',
    wouldGrant: ['would pass if the token had user_id one of ["bob","ada"]'],
  },
  {
    evaluation: { role: owner, reason: 'not-every-field' },
    because: 'the rule allows delete on some fields only, which deletes nothing',
    wouldGrant: [],
  },
  {
    evaluation: { role: admins, reason: 'not-every-field' },
    because: 'the rule allows delete on some fields only, which deletes nothing',
    wouldGrant: [],
  },
  {
    evaluation: evaluateForOperation(owner, oidc({ user_id: 'alice' })),
    because: 'the field is missing, the claim is missing',
    wouldGrant: [],
  },
  {
    evaluation: { role: guest, reason: 'not-this-principal' },
    because: 'the rule is for another kind of identity pool user',
    wouldGrant: [],
  },
]

suite('a rule that did not match, in words', () => {
  for (const { evaluation, because, wouldGrant } of roles) {
    test(because, () => {
      const decision: Decision = {
        question: 'update',
        effect: 'deny',
        reason: 'no-role-matches',
        trace: [evaluation],
      }

      const words = explainDecision(decision)

      assert.deepEqual([words.rules[0]?.because, words.wouldGrant], [because, wouldGrant])
    })
  }
})

test('a granted role says what it compared', () => {
  const trace: readonly RoleEvaluation[] = [
    { role: signedIn, reason: 'granted' },
    { role: admins, reason: 'granted', claim: { name: 'user_groups', value: 'SuperAdmins' } },
    {
      role: owner,
      reason: 'granted',
      claim: alice,
      compared: { field: 'owner', value: 'alice' },
    },
  ]

  const { rules } = explainDecision({
    question: 'delete',
    effect: 'allow',
    reason: 'role-granted',
    trace,
  })

  assert.deepEqual(
    rules.map(({ because }) => because),
    [
      'any oidc caller',
      'user_groups is "SuperAdmins", which contains "Admins"',
      'owner is "alice", user_id is "alice"',
    ],
  )
})
