import assert from 'node:assert/strict'
import { test } from 'node:test'

import { execute, parse } from 'graphql'

import { createFrozenClock } from '../../emulator/clock.ts'
import { parseSdl } from '../../emulator/definition/parse-sdl.ts'
import { buildSchema } from '../../emulator/graphql/build-schema.ts'
import { toAppSyncErrors } from '../../emulator/graphql/to-appsync-errors.ts'
import type { Identity } from '../../emulator/identity/identity.ts'
import { compilePolicy } from '../../emulator/policy/compile-policy.ts'
import { createMemoryStore } from '../../emulator/store/memory-store.ts'

const sdl = `
  type Row @model(timestamps: null) @auth(rules: [
    { allow: private, provider: oidc, operations: [create, read, update] }
    { allow: groups, provider: oidc, groups: ["staff"] }
  ]) {
    id: ID! @primaryKey
    text: String @default(value: "x")
    list: List @belongsTo(references: ["listId"])
    listId: ID
  }
  type List @model(timestamps: null) @auth(rules: [{ allow: private, provider: oidc }]) {
    id: ID! @primaryKey
    rows: [Row] @hasMany(references: ["listId"])
  }
  type Query {
    rows: [Row] @sql(statement: "SELECT * FROM rows") @auth(rules: [{ allow: private, provider: oidc }])
    make: String @generation(aiModel: "m", systemPrompt: "x")
      @auth(rules: [{ allow: groups, provider: oidc, groups: ["staff"] }])
    here: Spot @function(name: "here") @auth(rules: [{ allow: private, provider: oidc }])
  }
  type Mutation {
    chat(id: ID!): String @conversation(aiModel: "m") @aws_oidc
  }
  type Spot {
    floor: Int @auth(rules: [{ allow: groups, provider: oidc, groups: ["staff"] }])
    name: String
  }
  enum AmplifyAIConversationParticipantRole { user assistant }
  interface AmplifyAIConversationMessage { id: ID! }
  type AmplifyAIContentBlock { text: String }
  input AmplifyAIContentBlockInput { text: String }
  type AmplifyAIToolConfiguration { name: String }
  input AmplifyAIToolConfigurationInput { name: String }
  type AmplifyAIConversationMessageStreamPart { id: ID! }
`
const definition = {
  file: 'schema.graphql',
  sdl,
  sources: [],
  functions: [],
  modes: {
    defaultMode: 'oidc',
    additionalModes: [],
    oidc: { providerName: '', issuerUrl: '' },
  } as const,
  ...parseSdl(sdl),
}
const schema = buildSchema(definition, compilePolicy(definition), async () => ({
  floor: 3,
  name: 'desk',
}))

const staff: Identity = oidc({ 'cognito:groups': ['staff'] })
const alice: Identity = oidc({})

function oidc(claims: Record<string, unknown>): Identity {
  return { mode: 'oidc', issuer: 'https://issuer.example', claims: { sub: 's', ...claims } }
}

async function answer(identity: Identity, query: string): Promise<object> {
  const document = parse(query)
  const contextValue = {
    identity,
    store: createMemoryStore(),
    clock: createFrozenClock(0),
    note: () => undefined,
  }
  const { data, errors = [] } = await execute({ schema, document, contextValue })
  const [error] = toAppSyncErrors(errors, document, schema)
  return error === undefined
    ? { data: JSON.parse(JSON.stringify(data)) }
    : { errorType: 'errorType' in error ? error.errorType : null, message: error.message }
}

const noDatabase = 'its model is kept in PostgreSQL, and there is no SQL database here'
const cases: readonly { title: string; as: Identity; query: string; answer: object }[] = [
  ...[
    ['createRow', 'mutation { createRow(input: { id: "1" }) { id } }'],
    ['updateRow', 'mutation { updateRow(input: { id: "1" }) { id } }'],
    ['getRow', '{ getRow(id: "1") { id } }'],
    ['listRows', '{ listRows { items { id } } }'],
  ].map(([name = '', query = '']) => ({
    title: `${name} of an SQL model`,
    as: alice,
    query,
    answer: { errorType: 'NotEmulated', message: `"${name}" is not emulated: ${noDatabase}` },
  })),
  {
    title: 'what the rules refuse first, of an SQL model',
    as: { mode: 'apiKey' },
    query: '{ getRow(id: "1") { id } }',
    answer: {
      errorType: 'Unauthorized',
      message: 'Not Authorized to access getRow on type Query',
    },
  },
  {
    title: 'a query in SQL',
    as: alice,
    query: '{ rows { id } }',
    answer: {
      errorType: 'NotEmulated',
      message:
        'custom operation "rows" is not emulated: its handler is an SQL statement, and there is no SQL database here',
    },
  },
  {
    title: 'a generation, for those whom the rules let through',
    as: staff,
    query: '{ make }',
    answer: {
      errorType: 'NotEmulated',
      message:
        'custom operation "make" is not emulated: it is answered by an AI model (a.generation()), and there is none here',
    },
  },
  {
    title: 'a generation, for others',
    as: alice,
    query: '{ make }',
    answer: { errorType: 'Unauthorized', message: 'Not Authorized to access make on type Query' },
  },
  {
    title: 'a message to a conversation',
    as: alice,
    query: 'mutation { chat(id: "1") }',
    answer: {
      errorType: 'NotEmulated',
      message:
        'custom operation "chat" is not emulated: it belongs to a conversation with an AI model (a.conversation()), and there is none here',
    },
  },
  {
    title: 'a field of a custom type, for those whom its rules name',
    as: staff,
    query: '{ here { floor name } }',
    answer: { data: { here: { floor: 3, name: 'desk' } } },
  },
  {
    title: 'a field of a custom type, for others',
    as: alice,
    query: '{ here { floor name } }',
    answer: { errorType: 'Unauthorized', message: 'Not Authorized to access floor on type Spot' },
  },
]

for (const { title, as, query, answer: expected } of cases) {
  test(title, async () => {
    assert.deepEqual(await answer(as, query), expected)
  })
}
