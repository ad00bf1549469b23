import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { inferModes } from '../../emulator/definition/parse-modes.ts'
import { parseSdl } from '../../emulator/definition/parse-sdl.ts'
import type { EmulatorErrorCode } from '../../emulator/errors.ts'

const plain = { list: null, required: false, rules: [] }

test('a query behind functions has rules, and says which function is not waited for', () => {
  const { operations } = parseSdl(`
    enum Kind { A B }
    input PlaceInput { kind: Kind! }
    type Place @aws_oidc { kind: Kind }
    type Query {
      find(place: PlaceInput!, kinds: [Kind!], limit: Int): [Place!]!
        @function(name: "FnFind", invocationType: Event) @function(name: "FnFind2")
        @auth(rules: [{ allow: groups, provider: oidc, groups: ["Admins"] }, { allow: owner }])
    }
  `)

  assert.deepEqual(operations, [
    {
      root: 'Query',
      name: 'find',
      arguments: [
        { ...plain, name: 'place', type: 'PlaceInput', kind: 'input', required: true },
        {
          ...plain,
          name: 'kinds',
          type: 'Kind',
          kind: 'enum',
          list: { elementRequired: true },
        },
        { ...plain, name: 'limit', type: 'Int', kind: 'scalar' },
      ],
      result: {
        name: 'find',
        type: 'Place',
        kind: 'customType',
        list: { elementRequired: true },
        required: true,
        rules: [],
      },
      rules: [
        { strategy: 'groups', provider: 'oidc', groups: ['Admins'] },
        {
          strategy: 'owner',
          provider: 'userPools',
          ownerField: 'owner',
          providerImplied: true,
        },
      ],
      gates: [],
      functions: ['FnFind', 'FnFind2'],
      asyncFunctions: [0],
      triggers: [],
    },
  ])
})

test('operations behind JS handlers have gates, and subscriptions their mutations', () => {
  const { operations } = parseSdl(`
    type Todo @model @auth(rules: [{ allow: private, provider: oidc }]) { v: String }
    type Mutation { like(id: ID!): Todo @aws_oidc @aws_cognito_user_pools(cognito_groups: ["A", "B"]) }
    type Subscription { onLike: Todo @aws_subscribe(mutations: ["like", "createTodo"]) @aws_iam }
  `)

  const none = { rules: [], functions: [] }
  assert.deepEqual(operations, [
    {
      ...none,
      root: 'Mutation',
      name: 'like',
      arguments: [{ ...plain, name: 'id', type: 'ID', kind: 'scalar', required: true }],
      result: { ...plain, name: 'like', type: 'Todo', kind: 'model' },
      gates: [{ mode: 'oidc' }, { mode: 'userPool', groups: ['A', 'B'] }],
      triggers: [],
    },
    {
      ...none,
      root: 'Subscription',
      name: 'onLike',
      arguments: [],
      result: { ...plain, name: 'onLike', type: 'Todo', kind: 'model' },
      gates: [{ mode: 'iam' }],
      triggers: ['like', 'createTodo'],
    },
  ])
})

test('the parts of a.combine() make one definition, with one type for what both return', () => {
  const part = (name: string, gate: string): string => `
    type Answer ${gate} { ok: Boolean! }
    type Query { ${name}: Answer ${gate} }
  `

  const { operations, customTypes } = parseSdl(
    part('one', '@aws_oidc') + part('two', '@aws_api_key'),
  )

  assert.deepEqual(
    operations.map(({ name }) => name),
    ['one', 'two'],
  )
  assert.deepEqual(customTypes, [
    {
      name: 'Answer',
      fields: [{ ...plain, name: 'ok', type: 'Boolean', kind: 'scalar', required: true }],
      gates: [{ mode: 'oidc' }, { mode: 'apiKey' }],
    },
  ])
})

test('input types are kept apart from the types that are returned', () => {
  const { inputTypes, customTypes } = parseSdl(`
    input OuterInput { inner: [InnerInput!] at: AWSDate }
    input InnerInput { n: Int }
  `)

  assert.deepEqual(customTypes, [])
  assert.deepEqual(inputTypes, [
    {
      name: 'OuterInput',
      fields: [
        {
          ...plain,
          name: 'inner',
          type: 'InnerInput',
          kind: 'input',
          list: { elementRequired: true },
        },
        { ...plain, name: 'at', type: 'AWSDate', kind: 'scalar' },
      ],
    },
    { name: 'InnerInput', fields: [{ ...plain, name: 'n', type: 'Int', kind: 'scalar' }] },
  ])
})

test('the modes of operations count when modes are inferred', () => {
  const parsed = parseSdl(`type Query {
    one: Int @aws_lambda
    two: Int @function(name: "f") @auth(rules: [{ allow: public }])
  }`)

  assert.deepEqual(inferModes(parsed).additionalModes, ['apiKey', 'lambda'])
})

const refusals: readonly {
  title: string
  sdl: string
  code: EmulatorErrorCode
  message: string
}[] = [
  {
    title: 'an operation whose rules are none',
    sdl: 'type Query { sum: Int @function(name: "sum") @auth(rules: []) }',
    code: 'DEFINITION_INVALID',
    message: '@auth on sum does not have any auth rules.',
  },
  {
    title: 'a model whose rules are none',
    sdl: 'type Todo @model @auth(rules: []) { v: Int }',
    code: 'DEFINITION_INVALID',
    message: '@auth on Todo does not have any auth rules.',
  },
  {
    title: 'an unknown directive',
    sdl: 'type Query { far: String @http(url: "https://example.com") }',
    code: 'NOT_EMULATED',
    message:
      'custom operation "far": the directive "@http" is not emulated; take it out to run the rest',
  },
  {
    title: 'a function in another region',
    sdl: 'type Query { far: String @function(name: "f", region: "eu-west-1") }',
    code: 'NOT_EMULATED',
    message:
      'custom operation "far": @function: its argument "region" is not emulated; take it out to run the rest',
  },
  {
    title: 'an argument with a default value',
    sdl: 'type Query { few(limit: Int = 3): String @aws_oidc }',
    code: 'NOT_EMULATED',
    message: 'argument "limit" of custom operation "few": a default value is not emulated',
  },
  {
    title: 'a result that is not defined',
    sdl: 'type Query { few: Few @aws_oidc }',
    code: 'DEFINITION_INVALID',
    message: 'custom operation "few": its type "Few" is not defined',
  },
  {
    title: 'a gate in front of all queries',
    sdl: 'type Query @aws_oidc { few: Int }',
    code: 'NOT_EMULATED',
    message: 'type "Query": the directive "@aws_oidc" is not emulated; take it out to run the rest',
  },
  {
    title: 'two different types of one name',
    sdl: 'type Answer { ok: Boolean } type Answer { ok: Int }',
    code: 'DEFINITION_INVALID',
    message: 'type "Answer" is defined twice',
  },
  {
    title: 'a default in a custom type',
    sdl: 'type Answer { ok: Boolean @default(value: "true") }',
    code: 'DEFINITION_INVALID',
    message:
      'field "Answer.ok": The @default directive may only be added to object definitions annotated with @model.',
  },
  {
    title: 'a model in a custom type',
    sdl: 'type Answer { todo: Todo } type Todo @model { v: Int }',
    code: 'NOT_EMULATED',
    message: 'field "Answer.todo": a model in a custom type is not emulated',
  },
]

suite('what is refused by name', () => {
  for (const { title, sdl, code, message } of refusals) {
    test(title, () => {
      assert.throws(() => parseSdl(sdl), { name: 'EmulatorError', code, message })
    })
  }
})

test('what answers an operation in AWS alone is noted', () => {
  const sdl = `
    type Query {
      sum: Int @sql(statement: "SELECT 1") @aws_oidc
      make: String @generation(aiModel: "m", systemPrompt: "x") @auth(rules: [{ allow: private }])
      plain: String @aws_oidc
    }`

  const { operations } = parseSdl(sdl)

  assert.deepEqual(
    operations.map(({ name, answeredBy }) => [name, answeredBy]),
    [
      ['sum', 'sql'],
      ['make', 'generation'],
      ['plain', undefined],
    ],
  )
})
