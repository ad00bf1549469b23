import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import type { Rule } from '../../emulator/model/rule.ts'
import { inEvaluationOrder, rolesOfRule } from '../../emulator/policy/role.ts'
import type { Role } from '../../emulator/policy/role.ts'

/** `auth-semantics` §2.2 and the defaults of §3.1 and §3.2. */
const cases: readonly {
  readonly title: string
  readonly rule: Rule
  readonly list?: boolean
  readonly roles: readonly object[]
}[] = [
  {
    title: 'allow.authenticated("oidc")',
    rule: { strategy: 'private', provider: 'oidc' },
    roles: [{ id: 'oidc:private', provider: 'oidc', mode: 'oidc', kind: 'private' }],
  },
  {
    title: 'allow.authenticated()',
    rule: { strategy: 'private', provider: 'userPools' },
    roles: [{ id: 'userPools:private', provider: 'userPools', mode: 'userPool', kind: 'private' }],
  },
  {
    title: 'allow.publicApiKey()',
    rule: { strategy: 'public', provider: 'apiKey' },
    roles: [{ id: 'apiKey:public', provider: 'apiKey', mode: 'apiKey', kind: 'public' }],
  },
  {
    title: 'allow.guest()',
    rule: { strategy: 'public', provider: 'identityPool' },
    roles: [{ id: 'iam:public', provider: 'identityPool', mode: 'iam', kind: 'public' }],
  },
  {
    title: 'allow.authenticated("identityPool")',
    rule: { strategy: 'private', provider: 'identityPool' },
    roles: [{ id: 'iam:private', provider: 'identityPool', mode: 'iam', kind: 'private' }],
  },
  {
    title: 'allow.custom()',
    rule: { strategy: 'custom', provider: 'function' },
    roles: [{ id: 'function:custom', provider: 'function', mode: 'lambda', kind: 'custom' }],
  },
  {
    title: 'allow.owner("oidc") reads sub::username',
    rule: { strategy: 'owner', provider: 'oidc', ownerField: 'owner' },
    roles: [
      {
        id: 'oidc:owner:owner:sub::username',
        provider: 'oidc',
        mode: 'oidc',
        kind: 'owner',
        field: 'owner',
        list: false,
        claim: 'sub::username',
      },
    ],
  },
  {
    title: 'allow.ownersDefinedIn of a declared list',
    rule: { strategy: 'owner', provider: 'oidc', ownerField: 'editors', identityClaim: 'user_id' },
    list: true,
    roles: [
      {
        id: 'oidc:owner:editors:user_id',
        provider: 'oidc',
        mode: 'oidc',
        kind: 'owner',
        field: 'editors',
        list: true,
        claim: 'user_id',
      },
    ],
  },
  {
    title: 'allow.groups: a role for each group, by cognito:groups',
    rule: { strategy: 'groups', provider: 'oidc', groups: ['A', 'B'] },
    roles: ['A', 'B'].map((group) => ({
      id: `oidc:staticGroup:${group}:cognito:groups`,
      provider: 'oidc',
      mode: 'oidc',
      kind: 'static-group',
      group,
      claim: 'cognito:groups',
    })),
  },
  {
    title: 'allow.groupDefinedIn',
    rule: { strategy: 'groups', provider: 'oidc', groupsField: 'team', groupClaim: 'user_groups' },
    roles: [
      {
        id: 'oidc:dynamicGroup:team:user_groups',
        provider: 'oidc',
        mode: 'oidc',
        kind: 'dynamic-group',
        field: 'team',
        list: false,
        claim: 'user_groups',
      },
    ],
  },
]

suite('the roles of a rule', () => {
  for (const { title, rule, list = false, roles } of cases) {
    test(title, () => {
      assert.deepEqual(
        rolesOfRule(rule, () => list),
        roles.map((role) => ({ ...role, rule })),
      )
    })
  }
})

test('roles are tried from the general to those of the item, otherwise as written', () => {
  const written: readonly Rule[] = [
    { strategy: 'groups', provider: 'oidc', groupsField: 'team' },
    { strategy: 'owner', provider: 'oidc', ownerField: 'b' },
    { strategy: 'owner', provider: 'oidc', ownerField: 'a' },
    { strategy: 'groups', provider: 'oidc', groups: ['G'] },
    { strategy: 'private', provider: 'oidc' },
  ]
  const roles = written.flatMap((rule) => rolesOfRule(rule, () => false))

  const ordered: readonly Role[] = inEvaluationOrder(roles, (role) => role)

  assert.deepEqual(
    ordered.map(({ id }) => id),
    [
      'oidc:private',
      'oidc:staticGroup:G:cognito:groups',
      'oidc:owner:b:sub::username',
      'oidc:owner:a:sub::username',
      'oidc:dynamicGroup:team:cognito:groups',
    ],
  )
})
