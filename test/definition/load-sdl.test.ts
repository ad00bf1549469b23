import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'

import { loadDefinition } from '../../emulator/definition/load-definition.ts'
import { createProject } from './project.ts'

const sdl = `type Todo @model @auth(rules: [
  { allow: owner, provider: oidc, identityClaim: "user_id", operations: [create, read] }
  { allow: groups, provider: oidc, groups: ["Admins"], groupClaim: "user_groups" }
  { allow: public }
]) {
  id: ID!
  content: String
}
`

const modelsIn = (file: string) => [
  {
    name: 'Todo',
    fields: [
      { name: 'id', type: 'ID', kind: 'scalar', list: null, required: true, rules: [] },
      { name: 'content', type: 'String', kind: 'scalar', list: null, required: false, rules: [] },
    ],
    identifier: ['id'],
    declaresIdentifier: false,
    rules: [
      {
        strategy: 'owner',
        provider: 'oidc',
        operations: ['create', 'read'],
        ownerField: 'owner',
        identityClaim: 'user_id',
        place: { file, line: 2, column: 3 },
      },
      {
        strategy: 'groups',
        provider: 'oidc',
        groups: ['Admins'],
        groupClaim: 'user_groups',
        place: { file, line: 3, column: 3 },
      },
      { strategy: 'public', provider: 'apiKey', place: { file, line: 4, column: 3 } },
    ],
    indexes: [],
    disabled: [],
    feedsSubscriptions: true,
    place: { file, line: 2, column: 3 },
  },
]

test('without a modes file the modes are those of the rules, oidc first', async (t) => {
  const file = join(createProject(t, { 'schema.graphql': sdl }), 'schema.graphql')

  const definition = await loadDefinition(file)

  assert.deepEqual(definition, {
    file,
    sdl,
    sources: [file],
    modes: {
      defaultMode: 'oidc',
      additionalModes: ['apiKey'],
      oidc: { providerName: '', issuerUrl: '' },
    },
    models: modelsIn(file),
    enums: [],
    customTypes: [],
    inputTypes: [],
    operations: [],
    functions: [],
  })
})

test('a modes file says which modes the API has', async (t) => {
  const modes = {
    defaultAuthorizationMode: 'apiKey',
    apiKeyAuthorizationMode: {},
    oidcAuthorizationMode: {
      oidcProviderName: 'corp',
      oidcIssuerUrl: 'https://idp.example',
      clientId: 'web|app',
      tokenExpiryFromAuthInSeconds: 300,
      tokenExpireFromIssueInSeconds: 600,
    },
  }
  const root = createProject(t, { 'schema.graphql': sdl, 'modes.json': JSON.stringify(modes) })
  const file = join(root, 'schema.graphql')
  const modesFile = join(root, 'modes.json')

  const definition = await loadDefinition(file, { modesFile })

  assert.deepEqual(definition, {
    file,
    sdl,
    sources: [file, modesFile],
    modes: {
      defaultMode: 'apiKey',
      additionalModes: ['oidc'],
      oidc: {
        providerName: 'corp',
        issuerUrl: 'https://idp.example',
        clientId: 'web|app',
        authTtlSeconds: 300,
        issueTtlSeconds: 600,
      },
    },
    models: modelsIn(file),
    enums: [],
    customTypes: [],
    inputTypes: [],
    operations: [],
    functions: [],
  })
})
