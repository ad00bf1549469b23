import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseValue } from 'graphql'

import { awsScalars } from '../../../emulator/graphql/types/aws-scalars.ts'

function scalar(name: string) {
  const found = awsScalars.find((candidate) => candidate.name === name)
  assert.ok(found, `no scalar ${name}`)
  return found
}

const accepted: readonly (readonly [string, readonly string[]])[] = [
  [
    'AWSDate',
    [
      '2030-01-31',
      '2028-02-29',
      '2000-02-29Z',
      '1970-01-01-07:00',
      '1970-01-01+05:30:15',
      '-2017-01-01',
    ],
  ],
  ['AWSTime', ['12:30', '12:30Z', '12:30:24-07:00', '12:30:24.500+05:30', '00:00:00.123456789']],
  [
    'AWSDateTime',
    [
      '2030-01-01T00:00:00.000Z',
      '2030-01-01T10:00Z',
      '2023-11-30T11:04:03+08:00:30',
      '-2017-01-01T00:00Z',
    ],
  ],
  ['AWSEmail', ['alice@example.com', "o'neil+todo@sub.example.co", 'root@localhost']],
  ['AWSURL', ['https://example.com/a?b=c#d', 'http://localhost:3000', 'mailto:alice@example.com']],
  [
    'AWSPhone',
    [
      '+14155552671',
      '(415) 555-2671',
      '415-555-2671',
      '1 415 555 2671',
      '+44 20 7946 0958',
      '+683 4002',
      '4155552671',
      '415.555.2671',
      '+4915112345678',
      '+1 415 555 2671 ext. 5',
      '011 44 20 7946 0958',
    ],
  ],
  ['AWSIPAddress', ['127.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32']],
]

const refused: readonly (readonly [string, string, readonly (string | number)[]])[] = [
  [
    'AWSDate',
    'date',
    [
      '2030-02-29',
      '1900-02-29',
      '2030-13-01',
      '2030-1-1',
      '2030-01-01T00:00Z',
      '2019-12-24T04:15:57.798Z',
      20300101,
    ],
  ],
  ['AWSTime', 'time', ['24:00', '12:60', '12:30:24.', '12', '12:30+19:00', '12:30:24.0123456789']],
  [
    'AWSDateTime',
    'DateTime',
    [
      '2024-01-01T10:00',
      '2030-04-31T10:00Z',
      '2030-01-01',
      '2023-11-30T11:04:03+0800',
      '2020-05-19T11:5:29.000Z',
    ],
  ],
  [
    'AWSEmail',
    'email address',
    ['alice', 'alice@', '@example.com', 'a b@example.com', 'alice@-a.com'],
  ],
  [
    'AWSURL',
    'URL',
    [
      'example.com',
      '//example.com/a',
      'https://example.com/a//b',
      'https://exa mple.com',
      'http://',
    ],
  ],
  [
    'AWSPhone',
    'phone number',
    [
      '1110004444',
      '555-2671',
      '+1 415 155 2671',
      '+441234',
      '+44 20 7946 0958 0958 0',
      'call me',
      '++14155552671',
      // Of the right form, and nobody's (amplify-js #9065, #2825).
      '6781982162',
      '575-111-1111',
      '+15555550123',
      '+1415555267a',
      '',
    ],
  ],
  [
    'AWSIPAddress',
    'IP address',
    [
      '127.0.0.256',
      '10.0.0.0/33',
      '::1/129',
      '10.0.0.0/',
      '10.0.0.0/8/8',
      'localhost',
      '10.0.0.0/+8',
    ],
  ],
]

for (const [name, texts] of accepted) {
  for (const text of texts) {
    test(`${name} takes ${text} and keeps it as it was sent`, () => {
      const type = scalar(name)
      const literal = parseValue(JSON.stringify(text))

      const results = [type.parseValue(text), type.parseLiteral(literal, {}), type.serialize(text)]

      assert.deepEqual(results, [text, text, text])
    })
  }
}

for (const [name, noun, values] of refused) {
  for (const value of values) {
    test(`${name} refuses ${JSON.stringify(value)} in AppSync's words`, () => {
      const type = scalar(name)
      const literal = parseValue(JSON.stringify(value))

      assert.throws(() => type.parseValue(value), {
        name: 'GraphQLError',
        message: `Unable to parse \`${value}\` as a valid ${noun}.`,
      })
      assert.throws(() => type.parseLiteral(literal, {}), {
        name: 'GraphQLError',
        nodes: [literal],
      })
      assert.throws(() => type.serialize(value), { message: /^Unable to serialize `/ })
    })
  }
}

for (const seconds of [0, -1, 1_700_000_000, 1_700_000_000_000]) {
  test(`AWSTimestamp takes ${seconds}`, () => {
    const type = scalar('AWSTimestamp')
    const literal = parseValue(String(seconds))

    const results = [
      type.parseValue(seconds),
      type.parseLiteral(literal, {}),
      type.serialize(seconds),
    ]

    assert.deepEqual(results, [seconds, seconds, seconds])
  })
}

for (const value of ['1700000000', 1.5, true, Number.MAX_VALUE]) {
  test(`AWSTimestamp refuses ${JSON.stringify(value)}`, () => {
    const type = scalar('AWSTimestamp')
    const literal = parseValue(JSON.stringify(value).replace('+', ''))
    const message = `Unable to parse \`${value}\` as a valid timestamp.`

    assert.throws(() => type.parseValue(value), { name: 'GraphQLError', message })
    assert.throws(() => type.parseLiteral(literal, {}), { name: 'GraphQLError', nodes: [literal] })
    assert.throws(() => type.serialize(value), {
      message: `Unable to serialize \`${value}\` as a valid timestamp.`,
    })
  })
}

const jsonCases: readonly (readonly [string, unknown, string])[] = [
  ['{ "a": 1, "b": [true, null] }', { a: 1, b: [true, null] }, '{"a":1,"b":[true,null]}'],
  ['[1, 2]', [1, 2], '[1,2]'],
  ['"text"', 'text', '"text"'],
  ['1', 1, '1'],
  ['null', null, 'null'],
]

for (const [sent, stored, answered] of jsonCases) {
  test(`AWSJSON stores the value of ${sent} and answers it compactly`, () => {
    const type = scalar('AWSJSON')
    const literal = parseValue(JSON.stringify(sent))

    const results = [type.parseValue(sent), type.parseLiteral(literal, {}), type.serialize(stored)]

    assert.deepEqual(results, [stored, stored, answered])
  })
}

for (const value of [{ a: 1 }, [1], 1, true, '{a: 1}', '']) {
  test(`AWSJSON refuses ${JSON.stringify(value)} as input`, () => {
    const shown = typeof value === 'string' ? value : JSON.stringify(value)

    assert.throws(() => scalar('AWSJSON').parseValue(value), {
      message: `Unable to parse \`${shown}\` as a valid JSON.`,
    })
  })
}

test('AWSJSON refuses an object literal', () => {
  const literal = parseValue('{ upvotes: 10 }')

  assert.throws(() => scalar('AWSJSON').parseLiteral(literal, {}), { nodes: [literal] })
})

test('AWSJSON encodes a string once more, even when it is JSON already', () => {
  assert.equal(scalar('AWSJSON').serialize('{"a":1}'), String.raw`"{\"a\":1}"`)
})

test('AWSJSON cannot answer what JSON cannot say', () => {
  assert.throws(() => scalar('AWSJSON').serialize(() => 1), /Unable to serialize/)
  assert.throws(() => scalar('AWSJSON').serialize(10n), {
    message: 'Unable to serialize `10` as a valid JSON.',
  })
})
