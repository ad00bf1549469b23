import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parse } from 'graphql'

import { defaultQuery } from '../../emulator/console/page/explorer/default-query.ts'
import { parseDefinition } from '../../emulator/console/page/wire/definition.ts'

const note = {
  name: 'Note',
  pluralName: 'Notes',
  disabled: ['list'],
  fields: [],
  rules: [{ strategy: 'owner' }],
}
const person = {
  name: 'Person',
  pluralName: 'people',
  identifier: ['email'],
  fields: [
    { name: 'email', kind: 'scalar', rules: [] },
    { name: 'status', kind: 'enum', rules: [{ strategy: 'owner' }] },
    { name: 'address', kind: 'customType', rules: [] },
  ],
  rules: [],
}
const answer = {
  file: '/app/amplify/data/resource.ts',
  loadedAt: '2030-01-01T00:00:00.000Z',
  apiUrl: 'http://127.0.0.1:1/graphql',
  models: [note, person],
  modes: {
    defaultMode: 'oidc',
    additionalModes: [],
    oidc: { issuer: 'http://127.0.0.1:1/oidc', clientIds: ['client-id'], authTtlSeconds: 300 },
  },
}

test('the first query lists the first model that can be listed, by identifier and plain fields', () => {
  const query = defaultQuery(parseDefinition(answer).models)

  assert.equal(
    query,
    'query ListPeople {\n  listPeople {\n    items {\n      email\n      status\n    }\n    nextToken\n  }\n}\n',
  )
  assert.equal(parse(query).definitions.length, 1)
})

test('without such a model the Explorer says so', () => {
  assert.equal(
    defaultQuery(parseDefinition({ ...answer, models: [note] }).models),
    '# The definition has no model that can be listed.\n',
  )
})

test('the page reads what it needs of the definition, rules of fields counted', () => {
  const { models, ...rest } = parseDefinition(answer)

  assert.deepEqual(
    models.map(({ ruleCount }) => ruleCount),
    [1, 1],
  )
  assert.deepEqual(rest, {
    file: '/app/amplify/data/resource.ts',
    loadedAt: '2030-01-01T00:00:00.000Z',
    apiUrl: 'http://127.0.0.1:1/graphql',
    defaultMode: 'oidc',
    oidc: { issuer: 'http://127.0.0.1:1/oidc', clientId: 'client-id', authTtlSeconds: 300 },
  })
})

test('an answer that is not a definition is refused with the place', () => {
  assert.throws(() => parseDefinition({ ...answer, models: [{ name: 'Todo' }] }), {
    message: 'the sandbox\'s answer has no list at "Todo.fields"',
  })
})
