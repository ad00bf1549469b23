import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { ruleText } from '../../emulator/authorization/rule-text.ts'
import type { Rule } from '../../emulator/model/rule.ts'

/** Every form of `auth-semantics` §1.1. */
const cases: readonly { readonly text: string; readonly rule: Rule }[] = [
  { text: 'allow.publicApiKey()', rule: { strategy: 'public', provider: 'apiKey' } },
  { text: 'allow.guest()', rule: { strategy: 'public', provider: 'identityPool' } },
  { text: 'allow.authenticated()', rule: { strategy: 'private', provider: 'userPools' } },
  { text: `allow.authenticated('oidc')`, rule: { strategy: 'private', provider: 'oidc' } },
  {
    text: `allow.authenticated('identityPool').to(['read', 'create'])`,
    rule: { strategy: 'private', provider: 'identityPool', operations: ['read', 'create'] },
  },
  {
    text: 'allow.owner()',
    rule: { strategy: 'owner', provider: 'userPools', ownerField: 'owner' },
  },
  { text: `allow.owner('oidc')`, rule: { strategy: 'owner', provider: 'oidc' } },
  {
    text: `allow.owner('oidc').identityClaim('user_id').to(['read'])`,
    rule: {
      strategy: 'owner',
      provider: 'oidc',
      ownerField: 'owner',
      identityClaim: 'user_id',
      operations: ['read'],
    },
  },
  {
    text: `allow.ownerDefinedIn('author')`,
    rule: { strategy: 'owner', provider: 'userPools', ownerField: 'author' },
  },
  {
    text: "allow.ownersDefinedIn('editors', 'oidc')",
    rule: { strategy: 'owner', provider: 'oidc', ownerField: 'editors', meansList: true },
  },
  {
    text: `allow.ownerDefinedIn('author', 'oidc').identityClaim('https://x/it\\'s')`,
    rule: {
      strategy: 'owner',
      provider: 'oidc',
      ownerField: 'author',
      identityClaim: `https://x/it's`,
    },
  },
  {
    text: `allow.groups(['A', 'B'])`,
    rule: { strategy: 'groups', provider: 'userPools', groups: ['A', 'B'] },
  },
  { text: `allow.groups([], 'oidc')`, rule: { strategy: 'groups', provider: 'oidc' } },
  {
    text: `allow.groupDefinedIn('a\\\\b')`,
    rule: { strategy: 'groups', provider: 'userPools', groupsField: 'a\\b' },
  },
  {
    text: "allow.groupsDefinedIn('teams', 'oidc')",
    rule: { strategy: 'groups', provider: 'oidc', groupsField: 'teams', meansList: true },
  },
  {
    text: `allow.groups(['A'], 'oidc').withClaimIn('user_groups')`,
    rule: { strategy: 'groups', provider: 'oidc', groups: ['A'], groupClaim: 'user_groups' },
  },
  {
    text: `allow.groupDefinedIn('team')`,
    rule: { strategy: 'groups', provider: 'userPools', groupsField: 'team' },
  },
  {
    text: `allow.groupDefinedIn('team', 'oidc').withClaimIn('g').to([])`,
    rule: {
      strategy: 'groups',
      provider: 'oidc',
      groupsField: 'team',
      groupClaim: 'g',
      operations: [],
    },
  },
  { text: 'allow.custom()', rule: { strategy: 'custom', provider: 'function' } },
]

suite('a rule is shown as the developer writes it', () => {
  for (const { text, rule } of cases) {
    test(text, () => {
      assert.equal(ruleText(rule), text)
    })
  }
})
