import assert from 'node:assert/strict'
import { test } from 'node:test'

import { buildSchema, execute, parse } from 'graphql'

import { coerceVariables } from '../../emulator/graphql/coerce-variables.ts'
import { writeLeafValues } from '../../emulator/graphql/write-leaf-values.ts'

const schema = writeLeafValues(
  buildSchema(`
    enum Status { DRAFT }
    input Inner { text: String, numbers: [Int!], self: Inner }
    type Query {
      text(v: String): String
      texts(v: [String!]): [String]
      whole(v: Int): Int
      fraction(v: Float): Float
      truth(v: Boolean): Boolean
      truths: [Boolean!]!
      id(v: ID): ID
      status(v: Status): Status
      inner(v: Inner): String
    }
  `),
)

/** A type, the value that a client sends for a variable of it, and what the resolver is given. */
const taken: readonly (readonly [string, string, unknown, unknown])[] = [
  ['text', 'String', 5, '5'],
  ['text', 'String', 1.5, '1.5'],
  ['text', 'String', true, 'true'],
  ['text', 'String!', 5, '5'],
  ['text', 'String', { a: 1, b: ['x', null] }, '{a=1, b=[x, null]}'],
  ['text', 'String', null, null],
  ['texts', '[String!]', [1, 'b'], ['1', 'b']],
  ['texts', '[String!]', 1, ['1']],
  ['whole', 'Int', '5', 5],
  ['whole', 'Int', '-5.0', -5],
  ['whole', 'Int', '1e2', 100],
  ['fraction', 'Float', '1.5', 1.5],
  ['fraction', 'Float', 2, 2],
  ['truth', 'Boolean', 'true', true],
  ['truth', 'Boolean', 'TRUE', true],
  ['truth', 'Boolean', 'yes', false],
  ['truth', 'Boolean', 1, true],
  ['truth', 'Boolean', 0, false],
  ['id', 'ID', 5, '5'],
  [
    'inner',
    'Inner',
    { text: 1, numbers: ['2'], self: { text: false } },
    { text: '1', numbers: [2], self: { text: 'false' } },
  ],
]

for (const [field, type, sent, given] of taken) {
  test(`a variable of type ${type} may be ${JSON.stringify(sent)}`, async () => {
    const document = parse(`query ($v: ${type}) { ${field}(v: $v) }`)
    let got: unknown
    const rootValue = { [field]: ({ v }: { v: unknown }) => void (got = v) }
    const variableValues = coerceVariables({ schema, document }, { v: sent })

    const { errors } = await execute({ schema, document, rootValue, variableValues })

    assert.equal(errors, undefined)
    // The input object has no prototype in graphql-js.
    assert.deepEqual(JSON.parse(JSON.stringify(got)), given)
  })
}

/** What neither graphql-java nor graphql-js takes stays as it is sent, so that messages show it. */
const left: readonly (readonly [string, unknown])[] = [
  ['Int', 'five'],
  ['Int', ''],
  ['Int', ' 5'],
  ['Int', true],
  ['Float', '0x10'],
  ['Float', 'NaN'],
  ['Boolean', [true]],
  ['ID', 1.5],
  ['ID', true],
  ['Status', 'LOST'],
  ['Inner', 'x'],
  ['Nope', 5],
]

for (const [type, sent] of left) {
  test(`a variable of type ${type} stays ${JSON.stringify(sent)}`, () => {
    const document = parse(`query ($v: ${type}) { text(v: $v) }`)

    assert.deepEqual(coerceVariables({ schema, document }, { v: sent }), { v: sent })
  })
}

test('of several operations the variables are those of the one that is named', () => {
  const document = parse('query A($v: Int) { whole(v: $v) } query B($v: String) { text(v: $v) }')
  const coerced = coerceVariables({ schema, document, operationName: 'B' }, { v: 5, other: 1 })

  assert.deepEqual(coerced, { v: '5', other: 1 })
})

/** A field, what is stored there, and what a client reads (localstack #10257 for the texts of a Boolean). */
const written: readonly (readonly [string, unknown, unknown])[] = [
  ['text', 5, '5'],
  ['text', { a: 1 }, '{a=1}'],
  ['texts', ['a', ['b', null], null], ['a', '[b, null]', null]],
  ['truth', 'false', false],
  ['truth', 'true', true],
  ['truth', 1, true],
  ['truths', ['true', 'x'], [true, false]],
  ['whole', '5', 5],
  ['fraction', '1.5', 1.5],
]

for (const [field, stored, answered] of written) {
  for (const way of ['at once', 'later'] as const) {
    test(`${JSON.stringify(stored)} in ${field}, resolved ${way}, is answered as ${JSON.stringify(answered)}`, async () => {
      const value = way === 'later' ? Promise.resolve(stored) : stored
      const document = parse(`{ ${field} }`)

      const { data, errors } = await execute({ schema, document, rootValue: { [field]: value } })

      assert.deepEqual([errors, data?.[field]], [undefined, answered])
    })
  }
}
