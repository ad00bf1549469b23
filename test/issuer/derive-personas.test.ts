import assert from 'node:assert/strict'
import { test } from 'node:test'

import { derivePersonas } from '../../emulator/issuer/derive-personas.ts'
import type { Definition } from '../../emulator/model/definition.ts'
import type { Rule } from '../../emulator/model/rule.ts'

function definitionOf(rules: readonly Rule[], fieldRules: readonly Rule[] = []): Definition {
  const field = {
    name: 'content',
    type: 'String',
    kind: 'scalar',
    list: null,
    required: false,
    rules: fieldRules,
  } as const
  const model = {
    name: 'Todo',
    fields: [field],
    identifier: ['id'],
    declaresIdentifier: false,
    rules,
    disabled: [],
    indexes: [],
    feedsSubscriptions: true,
  }
  return {
    file: '/app/amplify/data/resource.ts',
    sdl: '',
    models: [model],
    enums: [],
    customTypes: [],
    inputTypes: [],
    operations: [],
    functions: [],
    modes: { defaultMode: 'oidc', additionalModes: [] },
    sources: [],
  }
}

const owner = { strategy: 'owner', provider: 'oidc' } as const
const groups = { strategy: 'groups', provider: 'oidc' } as const

test('the rules of the docs give two owners, a member of the group and somebody without claims', () => {
  const definition = definitionOf([
    { ...owner, identityClaim: 'user_id' },
    { strategy: 'private', provider: 'oidc' },
    { ...groups, groups: ['testGroupName'], groupClaim: 'user_groups' },
  ])

  assert.deepEqual(derivePersonas(definition), [
    {
      name: 'alice',
      description: 'an owner',
      claims: { sub: 'sub-alice', user_id: 'alice' },
    },
    {
      name: 'bob',
      description: 'another owner',
      claims: { sub: 'sub-bob', user_id: 'bob' },
    },
    {
      name: 'testGroupName',
      description: 'member of testGroupName',
      claims: {
        sub: 'sub-testGroupName',
        user_id: 'testGroupName',
        user_groups: ['testGroupName'],
      },
    },
    {
      name: 'noclaim',
      description: 'signed in, without further claims',
      claims: { sub: 'sub-noclaim' },
    },
  ])
})

const cases: readonly {
  title: string
  rules: readonly Rule[]
  fieldRules?: readonly Rule[]
  claims: object
}[] = [
  {
    title: 'the default owner claim is sub and username',
    rules: [owner],
    claims: {
      alice: { sub: 'alice', username: 'alice' },
      bob: { sub: 'bob', username: 'bob' },
      noclaim: { sub: 'sub-noclaim' },
    },
  },
  {
    title: 'each claim of each owner rule names the owner, on fields too',
    rules: [{ ...owner, identityClaim: 'email' }],
    fieldRules: [{ ...owner, identityClaim: 'a::b', ownerField: 'author' }],
    claims: {
      alice: { sub: 'sub-alice', email: 'alice', a: 'alice', b: 'alice' },
      bob: { sub: 'sub-bob', email: 'bob', a: 'bob', b: 'bob' },
      noclaim: { sub: 'sub-noclaim' },
    },
  },
  {
    title: 'a group looked up in two claims is in both',
    rules: [
      { ...groups, groups: ['Admin', 'Staff'] },
      { ...groups, groups: ['Admin'], groupClaim: 'roles' },
    ],
    claims: {
      Admin: { sub: 'sub-Admin', 'cognito:groups': ['Admin'], roles: ['Admin'] },
      Staff: { sub: 'sub-Staff', 'cognito:groups': ['Staff'] },
      noclaim: { sub: 'sub-noclaim' },
    },
  },
  {
    title: 'a group called as an owner stays apart from that owner',
    rules: [
      { ...owner, identityClaim: 'user_id' },
      { ...groups, groups: ['bob'] },
    ],
    claims: {
      alice: { sub: 'sub-alice', user_id: 'alice' },
      bob: { sub: 'sub-bob', user_id: 'bob' },
      'bob-member': { sub: 'sub-bob-member', user_id: 'bob-member', 'cognito:groups': ['bob'] },
      noclaim: { sub: 'sub-noclaim' },
    },
  },
  {
    title: 'a group called noclaim stays apart too',
    rules: [{ ...groups, groups: ['noclaim'] }],
    claims: {
      noclaim: { sub: 'sub-noclaim', 'cognito:groups': ['noclaim'] },
      'noclaim-2': { sub: 'sub-noclaim-2' },
    },
  },
  {
    title: 'rules of user pools read their default claims',
    rules: [
      { strategy: 'owner', provider: 'userPools' },
      { strategy: 'groups', provider: 'userPools', groups: ['Admin'] },
    ],
    claims: {
      alice: { sub: 'alice', username: 'alice' },
      bob: { sub: 'bob', username: 'bob' },
      Admin: { sub: 'Admin', username: 'Admin', 'cognito:groups': ['Admin'] },
      noclaim: { sub: 'sub-noclaim' },
    },
  },
  {
    title: 'rules of callers without a token give nobody',
    rules: [
      { strategy: 'public', provider: 'apiKey' },
      { strategy: 'private', provider: 'identityPool' },
    ],
    claims: { noclaim: { sub: 'sub-noclaim' } },
  },
]

for (const { title, rules, fieldRules, claims } of cases) {
  test(`personas derived from the rules: ${title}`, () => {
    const personas = derivePersonas(definitionOf(rules, fieldRules))

    assert.deepEqual(
      personas.map((persona) => [persona.name, persona.claims]),
      Object.entries(claims),
    )
  })
}

test('personas derived from the rules: those of a custom operation count', () => {
  const definition = definitionOf([])
  const result = {
    name: 'echo',
    type: 'String',
    kind: 'scalar',
    list: null,
    required: false,
    rules: [],
  } as const
  const operation = {
    root: 'Query',
    name: 'echo',
    arguments: [],
    result,
    rules: [{ ...groups, groups: ['editors'] }],
    gates: [],
    functions: ['echo'],
    triggers: [],
  } as const

  const personas = derivePersonas({ ...definition, operations: [operation] })

  assert.deepEqual(
    personas.map(({ name }) => name),
    ['editors', 'noclaim'],
  )
})

for (const [mode, groupNames, name] of [
  ['apiKey', [], 'api-key'],
  ['apiKey', ['api-key'], 'api-key-2'],
] as const) {
  test(`mode ${mode} adds a caller with the API key, called ${name} beside the groups ${JSON.stringify(groupNames)}`, () => {
    const rules = groupNames.length === 0 ? [] : [{ ...groups, groups: groupNames }]
    const modes = { defaultMode: 'oidc', additionalModes: [mode] } as const

    const personas = derivePersonas({ ...definitionOf(rules), modes })

    assert.deepEqual(personas.at(-1), {
      name,
      description: 'calls with the API key, without a token',
      claims: {},
      mode: 'apiKey',
    })
  })
}
