import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { suite, test } from 'node:test'
import type { TestContext } from 'node:test'

import { loadPolicy } from '../emulator/load-policy.ts'

function definitionFile(t: TestContext, schema: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'amplite-test-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'amplify/data/resource.ts')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(
    file,
    `import { a, defineData } from '@aws-amplify/backend'
${schema}
export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: { oidcProviderName: 'corp', oidcIssuerUrl: 'https://idp.example' },
  },
})
`,
  )
  return file
}

test('a definition that AWS deploys comes with its policy', async (t) => {
  const file = definitionFile(
    t,
    `const schema = a.schema({ Todo: a.model({ title: a.string() }).authorization((allow) => [allow.owner('oidc')]) })`,
  )

  const { definition, policy } = await loadPolicy(file)

  assert.deepEqual(
    [definition.models.map(({ name }) => name), [...policy.models.keys()]],
    [['Todo'], ['Todo']],
  )
})

test('every fault is told in AWS’s words, a line each, with its place', async (t) => {
  const file = definitionFile(
    t,
    `const schema = a.schema({
  Todo: a
    .model({
      title: a.integer().default(1.5),
      note: a.date().default('soon').authorization((allow) => [
        allow.authenticated('oidc').to(['get']),
      ]),
    })
    .authorization((allow) => [
      allow.publicApiKey(),
      allow.owner('oidc').to(['read']),
      allow.owner('oidc').to(['create']),
    ]),
})`,
  )

  await assert.rejects(loadPolicy(file), {
    code: 'DEFINITION_INVALID',
    message: [
      `${file}:6:7: Todo.note: Default value "soon" is not a valid AWSDate.`,
      `${file}:7:15: 'get' operation is not allowed at the field level.`,
      `${file}:11:13: @auth directive with 'apiKey' provider found, but the project has no API Key authentication provider configured.`,
      `${file}:13:13: @auth Todo:oidc:owner:owner:sub::username already exists for Todo`,
    ].join('\n'),
  })
})

/** `transform()` refuses these itself, the first one only. */
const transformFaults = [
  {
    title: 'a model without rules',
    schema: 'a.schema({ Todo: a.model({ title: a.string() }) })',
    place: '2:27',
    message:
      'Model `Todo` is missing authorization rules. Add global rules to the schema or ensure every model has its own rules.',
  },
  {
    title: 'an owner field that is a number',
    schema:
      "a.schema({ Todo: a.model({ by: a.integer() }).authorization((allow) => [allow.ownerDefinedIn('by', 'oidc')]) })",
    place: '2:94',
    message: 'Implicit field by conflicts with the explicit field definition.',
  },
  {
    title: 'an owner field that is declared as a list',
    schema:
      "a.schema({ Todo: a.model({ by: a.string().array() }).authorization((allow) => [allow.ownerDefinedIn('by', 'oidc')]) })",
    place: '2:101',
    message: 'Implicit field by conflicts with the explicit field definition.',
  },
  {
    title: 'one undeclared field for an owner and for owners',
    schema:
      "a.schema({ Todo: a.model({ title: a.string() }).authorization((allow) => [allow.ownerDefinedIn('by', 'oidc'), allow.ownersDefinedIn('by', 'oidc').to(['read'])]) })",
    place: '2:96',
    message: 'Field by defined twice with conflicting definitions.',
  },
  {
    title: 'a custom operation without a rule',
    schema: "a.schema({ echo: a.query().returns(a.string()).handler(a.handler.function('echo')) })",
    place: '2:27',
    message: 'Custom operation echo requires both an authorization rule and a handler reference',
  },
] as const

suite('what the builder refuses reaches the user', () => {
  for (const { title, schema, place, message } of transformFaults) {
    test(title, async (t) => {
      const file = definitionFile(t, `const schema = ${schema}`)

      await assert.rejects(loadPolicy(file), {
        code: 'DEFINITION_INVALID',
        message: `${file}:${place}: ${message}`,
      })
    })
  }
})

test('a filter that AWS leaves undefined is refused at the field that needs it', async (t) => {
  const file = definitionFile(
    t,
    `const schema = a.schema({
  Level: a.enum(['low', 'high']),
  Shelf: a.model({ books: a.hasMany('Book', 'shelfId') }),
  Book: a.model({
    shelfId: a.id(),
    shelf: a.belongsTo('Shelf', 'shelfId'),
    levels: a.ref('Level').array(),
  }).disableOperations(['list']),
}).authorization((allow) => [allow.authenticated('oidc')])`,
  )

  await assert.rejects(loadPolicy(file), {
    code: 'DEFINITION_INVALID',
    message: `${file}:8:5: Book.levels: a relation's filter by this field is a "ModelLevelInput", which AWS leaves undefined, so AppSync does not take the schema; enable the list query of "Book"`,
  })
})
