import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'

import { openSandbox } from '../../emulator/testing/index.ts'
import type { Sandbox } from '../../emulator/testing/index.ts'

/** What GraphQL itself offers, which AppSync serves as it is: a document, its variables and the data. */
const documents: readonly (readonly [
  title: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  data: unknown,
])[] = [
  ['the name of a root type', '{ __typename }', {}, { __typename: 'Query' }],
  ['of the other', 'mutation { __typename }', {}, { __typename: 'Mutation' }],
  [
    'introspection of the schema',
    '{ __schema { queryType { name } mutationType { name } subscriptionType { name } } }',
    {},
    {
      __schema: {
        queryType: { name: 'Query' },
        mutationType: { name: 'Mutation' },
        subscriptionType: { name: 'Subscription' },
      },
    },
  ],
  [
    'introspection of a type',
    '{ __type(name: "Status") { kind enumValues { name } } }',
    {},
    { __type: { kind: 'ENUM', enumValues: [{ name: 'DRAFT' }, { name: 'DONE' }] } },
  ],
  [
    'the name of a type beside its fields',
    '{ getEvery(id: "1") { __typename id } }',
    {},
    { getEvery: { __typename: 'Every', id: '1' } },
  ],
  [
    'aliases',
    '{ a: getEvery(id: "1") { b: id } c: getEvery(id: "2") { id } }',
    {},
    { a: { b: '1' }, c: null },
  ],
  [
    'fragments, named and inline',
    'fragment F on Every { id } { getEvery(id: "1") { ...F ... on Every { text } ... { whole } } }',
    {},
    { getEvery: { id: '1', text: 'x', whole: null } },
  ],
  [
    'fields left out by a directive',
    'query ($is: Boolean!) { getEvery(id: "1") { id @include(if: $is) text @skip(if: $is) } }',
    { is: true },
    { getEvery: { id: '1' } },
  ],
  [
    'the default of a variable that is not given',
    'query ($limit: Int = 1) { listEveries(limit: $limit) { items { id } } }',
    {},
    { listEveries: { items: [{ id: '1' }] } },
  ],
  [
    'a variable that is not given inside of an input, which leaves its field out',
    'query ($text: String) { listEveries(filter: { text: { eq: $text } }) { items { id } } }',
    {},
    { listEveries: { items: [{ id: '1' }] } },
  ],
  [
    'a variable that is null inside of an input, which finds null',
    'query ($text: String) { listEveries(filter: { text: { eq: $text } }) { items { id } } }',
    { text: null },
    { listEveries: { items: [] } },
  ],
  [
    'the same field twice, merged',
    '{ getEvery(id: "1") { id } getEvery(id: "1") { text } }',
    {},
    { getEvery: { id: '1', text: 'x' } },
  ],
  [
    'several mutations, one after the other',
    'mutation { a: createEvery(input: { id: "m", text: "1" }) { text } b: updateEvery(input: { id: "m", text: "2" }) { text } c: deleteEvery(input: { id: "m" }) { text } d: deleteEvery(input: { id: "m" }) { text } }',
    {},
    { a: { text: '1' }, b: { text: '2' }, c: { text: '2' }, d: null },
  ],
]

suite('documents', () => {
  let sandbox: Sandbox
  before(async () => {
    sandbox = await openSandbox({ definition: 'test/graphql/every-scalar.graphql' })
    await sandbox.put('Every', { id: '1', text: 'x' })
  })

  for (const [title, query, variables, data] of documents) {
    test(title, async () => {
      const answer = await sandbox.as({ sub: 's' }).graphql(query, variables)

      assert.deepEqual(answer, { data })
    })
  }

  test('thousands of aliases are answered', async () => {
    const aliases = Array.from({ length: 3000 }, (_, at) => `a${at}: getEvery(id: "1") { id }`)

    const { data, errors } = await sandbox.as({ sub: 's' }).graphql(`{ ${aliases.join(' ')} }`)

    assert.equal(errors, undefined)
    assert.equal(Object.keys(data ?? {}).length, 3000)
  })

  test('fragments that double at every step cost nothing', async () => {
    const fragments = Array.from({ length: 30 }, (_, at) => {
      const inside = at === 29 ? 'id' : `...F${at + 1} ...F${at + 1}`
      return `fragment F${at} on Every { ${inside} }`
    })

    const answer = await sandbox
      .as({ sub: 's' })
      .graphql(`{ getEvery(id: "1") { ...F0 } } ${fragments.join(' ')}`)

    assert.deepEqual(answer, { data: { getEvery: { id: '1' } } })
  })

  test('a hundred thousand levels are too many to be read', async () => {
    const query = `${'{ a '.repeat(100_000)}${'}'.repeat(100_000)}`

    const { data, errors } = await sandbox.as({ sub: 's' }).graphql(query)

    assert.deepEqual(
      [data, errors?.map(({ message }) => message)],
      [null, ['The request is nested deeper than 500 levels.']],
    )
  })
})
