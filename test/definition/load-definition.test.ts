import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'

import { loadDefinition } from '../../emulator/definition/load-definition.ts'
import type { Field, Model } from '../../emulator/model/definition.ts'
import { createProject, oidcModes, resourcePath, resourceText } from './project.ts'

/** A field without anything special, to be spread over. */
const plain = {
  type: 'String',
  kind: 'scalar',
  list: null,
  required: false,
  rules: [],
} as const satisfies Omit<Field, 'name'>

const modes = {
  defaultMode: 'oidc',
  additionalModes: [],
  oidc: { providerName: 'corp', issuerUrl: 'https://idp.example' },
} as const

const docsTodo = `const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.authenticated('oidc'),
      allow.groups(['testGroupName'], 'oidc').withClaimIn('user_groups'),
    ]),
})`

/** A model of an untouched project: no identifier, nothing disabled. */
function modelOf(name: string, rest: Pick<Model, 'fields' | 'rules'> & Partial<Model>): Model {
  return {
    name,
    identifier: ['id'],
    declaresIdentifier: false,
    indexes: [],
    disabled: [],
    feedsSubscriptions: true,
    ...rest,
  }
}

test('the definition of the documentation is read with the place of every rule', async (t) => {
  const file = join(createProject(t, { [resourcePath]: resourceText(docsTodo) }), resourcePath)

  const definition = await loadDefinition(file)

  const placeAt = (line: number): object => ({ file, line, column: 13 })
  const { sdl, ...rest } = definition
  assert.match(sdl, /^type Todo @model @auth/)
  assert.deepEqual(rest, {
    file,
    sources: [file],
    modes,
    enums: [],
    customTypes: [],
    inputTypes: [],
    operations: [],
    functions: [],
    models: [
      {
        name: 'Todo',
        fields: [{ name: 'content', ...plain }],
        identifier: ['id'],
        declaresIdentifier: false,
        indexes: [],
        disabled: [],
        feedsSubscriptions: true,
        place: placeAt(7),
        rules: [
          {
            strategy: 'owner',
            provider: 'oidc',
            ownerField: 'owner',
            identityClaim: 'user_id',
            place: placeAt(7),
          },
          { strategy: 'private', provider: 'oidc', place: placeAt(8) },
          {
            strategy: 'groups',
            provider: 'oidc',
            groups: ['testGroupName'],
            groupClaim: 'user_groups',
            place: placeAt(9),
          },
        ],
      },
    ],
  })
})

suite('where the schema may come from', () => {
  test('a helper in another file is followed, and is where its rule stands', async (t) => {
    const root = createProject(t, {
      'amplify/data/rules.ts': `import type { Anything } from './types'
export const mine = (allow: Anything) => allow.owner('oidc').identityClaim('user_id')
`,
      'amplify/data/types.ts': 'export type Anything = any\n',
      [resourcePath]: `import { mine } from './rules'
${resourceText(`const schema = a.schema({
  Todo: a.model({ content: a.string() }).authorization((allow) => [mine(allow)]),
})`)}`,
    })

    const { models, sources } = await loadDefinition(join(root, resourcePath))

    const rules = join(root, 'amplify/data/rules.ts')
    assert.deepEqual(models[0]?.rules[0]?.place, { file: rules, line: 2, column: 48 })
    assert.deepEqual(sources.toSorted(), [join(root, resourcePath), rules])
  })

  test('a path alias of tsconfig.json leads to the user’s file, not to a package', async (t) => {
    const root = createProject(t, {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@rules/*": ["./lib/*"] } } }',
      'lib/mine.ts': `export const mine = (allow: any) => allow.owner('oidc').identityClaim('user_id')\n`,
      [resourcePath]: `import { mine } from '@rules/mine'
${resourceText(`const schema = a.schema({
  Todo: a.model({ content: a.string() }).authorization((allow) => [mine(allow)]),
})`)}`,
    })

    const { models, sources } = await loadDefinition(join(root, resourcePath))

    const lib = join(root, 'lib/mine.ts')
    assert.deepEqual(models[0]?.rules[0]?.place, { file: lib, line: 1, column: 43 })
    assert.deepEqual(sources.toSorted(), [join(root, resourcePath), lib])
  })

  test('a.combine keeps each schema’s own rules', async (t) => {
    const body = `const one = a.schema({ One: a.model({ x: a.string() }) })
  .authorization((allow) => [allow.authenticated('oidc')])
const two = a.schema({ Two: a.model({ x: a.string() }) })
  .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')])
const schema = a.combine([one, two])`
    const file = join(createProject(t, { [resourcePath]: resourceText(body) }), resourcePath)

    const { models } = await loadDefinition(file)

    const authenticated = {
      strategy: 'private',
      provider: 'oidc',
      place: { file, line: 4, column: 36 },
    } as const
    const owner = {
      strategy: 'owner',
      provider: 'oidc',
      ownerField: 'owner',
      identityClaim: 'user_id',
      place: { file, line: 6, column: 36 },
    } as const
    const fields = [{ name: 'x', ...plain }]
    assert.deepEqual(models, [
      modelOf('One', { fields, rules: [authenticated], place: authenticated.place }),
      modelOf('Two', { fields, rules: [owner], place: owner.place }),
    ])
  })

  test('defineData takes SDL text', async (t) => {
    const body = `const schema = /* GraphQL */ \`
  type Todo @model @auth(rules: [{ allow: owner, provider: oidc, identityClaim: "user_id" }]) {
    content: String
  }
\``
    const file = join(createProject(t, { [resourcePath]: resourceText(body) }), resourcePath)

    const { models } = await loadDefinition(file)

    const rule = {
      strategy: 'owner',
      provider: 'oidc',
      ownerField: 'owner',
      identityClaim: 'user_id',
    } as const
    assert.deepEqual(models, [
      modelOf('Todo', { fields: [{ name: 'content', ...plain }], rules: [rule] }),
    ])
  })

  test('JavaScript and a default export do as well', async (t) => {
    const text = `import { a, defineData } from '@aws-amplify/backend'
const schema = a.schema({ Todo: a.model({ content: a.string() }) })
  .authorization((allow) => [allow.authenticated('oidc')])
export default defineData({ schema, authorizationModes: ${oidcModes} })
`
    const file = join(createProject(t, { 'data.mjs': text }), 'data.mjs')

    const { models, modes: read } = await loadDefinition(file)

    assert.deepEqual([models.map(({ name }) => name), read], [['Todo'], modes])
  })

  test('after an edit the next load sees the new text, of imported files too', async (t) => {
    const imported = (claim: string): string =>
      `export const claim = '${claim}'\nexport const extra = {}\n`
    const root = createProject(t, {
      'amplify/data/claim.ts': imported('user_id'),
      [resourcePath]: `import { claim } from './claim'
${resourceText(`const schema = a.schema({
  Todo: a.model({ content: a.string() }).authorization((allow) => [allow.owner('oidc').identityClaim(claim)]),
})`)}`,
    })
    const file = join(root, resourcePath)

    const before = await loadDefinition(file)
    writeFileSync(join(root, 'amplify/data/claim.ts'), imported('email'))
    const after = await loadDefinition(file)

    const claims = [before, after].map(({ models }) => models[0]?.rules[0]?.identityClaim)
    assert.deepEqual(claims, ['user_id', 'email'])
  })
})

test('fields, enums, custom types, identifier and disabled operations are read', async (t) => {
  const body = `const schema = a.schema({
  Kind: a.enum(['A', 'B']),
  Place: a.customType({ lat: a.float().required() }),
  Todo: a
    .model({
      id: a.id().required(),
      rank: a.integer().required(),
      kind: a.ref('Kind').required(),
      state: a.enum(['open', 'done']),
      at: a.ref('Place'),
      spans: a.customType({ days: a.integer() }),
      tags: a.string().required().array().required(),
      count: a.integer().default(3),
      secret: a.string().authorization((allow) => [allow.owner('oidc').to(['read'])]),
    })
    .identifier(['id', 'rank'])
    .disableOperations(['subscriptions', 'delete'])
    .authorization((allow) => [allow.authenticated('oidc')]),
})`
  const file = join(createProject(t, { [resourcePath]: resourceText(body) }), resourcePath)

  const { models, enums, customTypes } = await loadDefinition(file)

  const place = { file, line: 20, column: 38 }
  assert.deepEqual(models, [
    {
      name: 'Todo',
      fields: [
        { name: 'id', ...plain, type: 'ID', required: true },
        { name: 'rank', ...plain, type: 'Int', required: true },
        { name: 'kind', ...plain, type: 'Kind', kind: 'enum', required: true },
        { name: 'state', ...plain, type: 'TodoState', kind: 'enum' },
        { name: 'at', ...plain, type: 'Place', kind: 'customType' },
        { name: 'spans', ...plain, type: 'TodoSpans', kind: 'customType' },
        { name: 'tags', ...plain, list: { elementRequired: true }, required: true },
        { name: 'count', ...plain, type: 'Int', defaultValue: '3' },
        {
          name: 'secret',
          ...plain,
          rules: [
            {
              strategy: 'owner',
              provider: 'oidc',
              operations: ['read'],
              ownerField: 'owner',
              place: { file, line: 16, column: 58 },
            },
          ],
        },
      ],
      identifier: ['id', 'rank'],
      declaresIdentifier: true,
      rules: [{ strategy: 'private', provider: 'oidc', place }],
      indexes: [],
      disabled: ['delete', 'onCreate', 'onUpdate', 'onDelete'],
      feedsSubscriptions: false,
      place,
    },
  ])
  assert.deepEqual(enums, [
    { name: 'Kind', values: ['A', 'B'] },
    { name: 'TodoState', values: ['open', 'done'] },
  ])
  assert.deepEqual(customTypes, [
    { name: 'Place', fields: [{ name: 'lat', ...plain, type: 'Float', required: true }] },
    { name: 'TodoSpans', fields: [{ name: 'days', ...plain, type: 'Int' }] },
  ])
})

test('a rule that names no provider says so, and one that means a list', async (t) => {
  const schema = `const schema = a.schema({
  Todo: a.model({ v: a.string() }).authorization((allow) => [
    allow.owner(),
    allow.ownersDefinedIn('editors', 'userPools'),
    allow.groupsDefinedIn('teams', 'userPools'),
  ]),
})`
  const file = join(createProject(t, { [resourcePath]: resourceText(schema) }), resourcePath)

  const { models } = await loadDefinition(file)

  const said = models[0]?.rules.map(({ providerImplied, meansList }) => [
    providerImplied,
    meansList,
  ])
  assert.deepEqual(said, [
    [true, undefined],
    [undefined, true],
    [undefined, true],
  ])
})

test('allow.resource gives no rule, and does not shift the places of the others', async (t) => {
  const body = `const fn = { name: 'fn' }
const schema = a.schema({ Todo: a.model({ content: a.string() }) }).authorization((allow) => [
  allow.resource(fn as never).to(['query']),
  allow.authenticated('oidc'),
])`
  const file = join(createProject(t, { [resourcePath]: resourceText(body) }), resourcePath)

  const { models } = await loadDefinition(file)

  const place = { file, line: 6, column: 9 }
  assert.deepEqual(models[0]?.rules, [{ strategy: 'private', provider: 'oidc', place }])
})
