import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'

import { openSandbox } from '../../emulator/testing/index.ts'
import type { Sandbox } from '../../emulator/testing/index.ts'

/** What a client sends for a field of `every-scalar.graphql`, and what it reads of it afterwards, or AppSync's refusal (`data-api` §5.2, §5.3). */
type Row = readonly [field: string, sent: unknown, answer: { readonly is: unknown } | string]

const wrongType = (value: string, place: string, type: string): string =>
  `Validation error of type WrongType: argument 'input.${place}' with value '${value}' is not a valid '${type}' @ 'createEvery'`
const invalid = (field: string, reason: string): string =>
  `Variable '${field}' has an invalid value. ${reason}`
const notParsed = (field: string, value: string, noun: string): string =>
  invalid(field, `Unable to parse \`${value}\` as a valid ${noun}.`)
const nullInside = (type: string): string =>
  `Variable 'input' has coerced Null value for NonNull type '${type}'`

/** Literals are taken to the letter. */
const literals: readonly Row[] = [
  ['text', '1', wrongType('IntValue{value=1}', 'text', 'String')],
  ['text', 'true', wrongType('BooleanValue{value=true}', 'text', 'String')],
  ['text', 'null', { is: null }],
  ['text', '""', { is: '' }],
  ['text', '"""a\n  b"""', { is: 'a\nb' }],
  ['whole', '2147483647', { is: 2147483647 }],
  ['whole', '-2147483648', { is: -2147483648 }],
  ['whole', '2147483648', wrongType('IntValue{value=2147483648}', 'whole', 'Int')],
  ['whole', '1.0', wrongType('FloatValue{value=1.0}', 'whole', 'Int')],
  ['whole', '"1"', wrongType("StringValue{value='1'}", 'whole', 'Int')],
  ['fraction', '1', { is: 1 }],
  ['fraction', '"1"', wrongType("StringValue{value='1'}", 'fraction', 'Float')],
  ['truth', '1', wrongType('IntValue{value=1}', 'truth', 'Boolean')],
  ['truth', '"true"', wrongType("StringValue{value='true'}", 'truth', 'Boolean')],
  ['ref', '1', { is: '1' }],
  ['ref', '99999999999999999999', { is: '99999999999999999999' }],
  ['ref', '1.5', wrongType('FloatValue{value=1.5}', 'ref', 'ID')],
  ['date', '"2020-02-29Z"', { is: '2020-02-29Z' }],
  ['date', '"2020-02-30"', wrongType("StringValue{value='2020-02-30'}", 'date', 'AWSDate')],
  ['time', '"25:00"', wrongType("StringValue{value='25:00'}", 'time', 'AWSTime')],
  [
    'at',
    '"2020-01-01T00:00"',
    wrongType("StringValue{value='2020-01-01T00:00'}", 'at', 'AWSDateTime'),
  ],
  ['seconds', '99999999999', { is: 99999999999 }],
  ['seconds', '1.5', wrongType('FloatValue{value=1.5}', 'seconds', 'AWSTimestamp')],
  ['seconds', '"1"', wrongType("StringValue{value='1'}", 'seconds', 'AWSTimestamp')],
  ['email', '"x"', wrongType("StringValue{value='x'}", 'email', 'AWSEmail')],
  ['data', String.raw`"{ \"b\": 1, \"a\": [] }"`, { is: '{"b":1,"a":[]}' }],
  ['data', '"1"', { is: '1' }],
  ['data', '"{"', wrongType("StringValue{value='{'}", 'data', 'AWSJSON')],
  ['data', '1', wrongType('IntValue{value=1}', 'data', 'AWSJSON')],
  [
    'data',
    '{a: 1}',
    wrongType(
      "ObjectValue{objectFields=[ObjectField{name='a', value=IntValue{value=1}}]}",
      'data',
      'AWSJSON',
    ),
  ],
  ['url', '"x"', wrongType("StringValue{value='x'}", 'url', 'AWSURL')],
  ['phone', '"1110004444"', wrongType("StringValue{value='1110004444'}", 'phone', 'AWSPhone')],
  ['ip', '"1.1.1.256"', wrongType("StringValue{value='1.1.1.256'}", 'ip', 'AWSIPAddress')],
  ['status', 'DRAFT', { is: 'DRAFT' }],
  ['status', 'RED', wrongType("EnumValue{name='RED'}", 'status', 'Status')],
  ['status', '"DRAFT"', wrongType("StringValue{value='DRAFT'}", 'status', 'Status')],
  ['states', 'DRAFT', { is: ['DRAFT'] }],
  ['states', '[DRAFT, null]', { is: ['DRAFT', null] }],
  ['texts', '["a", 1]', wrongType('IntValue{value=1}', 'texts[1]', 'String')],
  [
    'strict',
    '[1, null]',
    "Validation error of type WrongType: argument 'input.strict[1]' with value 'NullValue{}' must not be null @ 'createEvery'",
  ],
  ['place', '{street: "s"}', { is: { street: 's', size: null } }],
  ['places', '{street: "s"}', { is: [{ street: 's', size: null }] }],
  [
    'place',
    '{street: null}',
    "Validation error of type WrongType: argument 'input.place.street' with value 'NullValue{}' must not be null @ 'createEvery'",
  ],
]

/** Variables are coerced as graphql-java does it. */
const variables: readonly Row[] = [
  ['text', 1, { is: '1' }],
  ['text', false, { is: 'false' }],
  ['text', null, { is: null }],
  ['text', { a: 1 }, { is: '{a=1}' }],
  ['whole', '1', { is: 1 }],
  ['whole', 1.5, invalid('whole', "Expected type 'Int' but was 'Double'.")],
  ['whole', 2147483648, invalid('whole', "Expected type 'Int' but was 'Long'.")],
  ['whole', 'x', invalid('whole', "Expected type 'Int' but was 'String'.")],
  ['fraction', 'x', invalid('fraction', "Expected type 'Float' but was 'String'.")],
  ['fraction', [], invalid('fraction', "Expected type 'Float' but was 'ArrayList'.")],
  ['truth', 'true', { is: true }],
  ['truth', 'yes', { is: false }],
  ['truth', {}, invalid('truth', "Expected type 'Boolean' but was 'LinkedHashMap'.")],
  ['ref', 1, { is: '1' }],
  ['ref', 1.5, invalid('ref', "Expected type 'ID' but was 'Double'.")],
  ['ref', true, invalid('ref', "Expected type 'ID' but was 'Boolean'.")],
  ['date', '2020-02-30', notParsed('date', '2020-02-30', 'date')],
  ['time', '25:00', notParsed('time', '25:00', 'time')],
  ['at', '2024-01-01T10:00', notParsed('at', '2024-01-01T10:00', 'DateTime')],
  ['seconds', 99999999999, { is: 99999999999 }],
  ['seconds', -1, { is: -1 }],
  ['seconds', '1', notParsed('seconds', '1', 'timestamp')],
  ['email', 'x', notParsed('email', 'x', 'email address')],
  ['data', '{ "b": 1, "a": 2 }', { is: '{"b":1,"a":2}' }],
  ['data', 'null', { is: null }],
  ['data', { a: 1 }, notParsed('data', '{"a":1}', 'JSON')],
  ['data', '{', notParsed('data', '{', 'JSON')],
  ['url', 'x', notParsed('url', 'x', 'URL')],
  ['phone', '(415) 555-2671', { is: '(415) 555-2671' }],
  ['phone', '1110004444', notParsed('phone', '1110004444', 'phone number')],
  ['ip', 'x', notParsed('ip', 'x', 'IP address')],
  [
    'status',
    'RED',
    invalid('status', "Invalid input for Enum 'Status'. No value found for name 'RED'"),
  ],
  ['states', 'DRAFT', { is: ['DRAFT'] }],
  ['texts', ['a', 1, null], { is: ['a', '1', null] }],
  ['strict', [1, null], nullInside('Int!')],
  ['place', { size: 1 }, nullInside('String!')],
  ['place', { street: null }, nullInside('String!')],
  [
    'place',
    'x',
    invalid(
      'place',
      "Expected type 'Map' but was 'String'. Variables for input objects must be an instance of type 'Map'.",
    ),
  ],
  [
    'place',
    { street: 's', nope: 1 },
    "The variables input contains a field that is not defined for input object type 'PlaceInput' ",
  ],
  ['places', { street: 's' }, { is: [{ street: 's', size: null }] }],
]

const selection = (field: string): string =>
  field.startsWith('place') ? `${field} { street size }` : field

suite('what a client may send for a field', () => {
  let sandbox: Sandbox
  before(async () => {
    sandbox = await openSandbox({ definition: 'test/graphql/every-scalar.graphql' })
  })

  const check = async ([field, , answer]: Row, query: string, input: object = {}) => {
    const actor = sandbox.as({ sub: 's' })
    const { data, errors } = await actor.graphql<{ createEvery?: Record<string, unknown> }>(query, {
      input,
    })
    if (typeof answer !== 'string') {
      assert.deepEqual([errors, data?.createEvery?.[field]], [undefined, answer.is])
      return
    }
    assert.equal(data, null)
    assert.deepEqual(
      errors?.map(({ path, message }) => [path, message]),
      [[null, answer]],
    )
  }

  for (const row of literals) {
    const [field, sent] = row
    test(`the literal ${field}: ${String(sent)}`, () =>
      check(
        row,
        `mutation { createEvery(input: { ${field}: ${String(sent)} }) { ${selection(field)} } }`,
      ))
  }
  for (const row of variables) {
    const [field, sent] = row
    test(`a variable with ${field}: ${JSON.stringify(sent)}`, () =>
      check(
        row,
        `mutation ($input: CreateEveryInput!) { createEvery(input: $input) { ${selection(field)} } }`,
        { [field]: sent },
      ))
  }
})
