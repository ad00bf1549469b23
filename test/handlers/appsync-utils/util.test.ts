import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { decodeTime } from 'ulid'

import { createFrozenClock } from '../../../emulator/clock.ts'
import { createAppSyncModules } from '../../../emulator/handlers/appsync-utils/appsync-modules.ts'
import type { HandlerError } from '../../../emulator/handlers/handler-error.ts'
import type { Mode } from '../../../emulator/model/modes.ts'

/** 2030-03-31T00:59:30.007Z: half a minute before summer time begins in Zurich. */
const now = Date.UTC(2030, 2, 31, 0, 59, 30, 7)

interface Heard {
  readonly errors: HandlerError[]
  readonly warnings: string[]
  readonly filters: unknown[]
}

function modulesFor(mode: Mode, heard: Heard): ReturnType<typeof createAppSyncModules> {
  return createAppSyncModules({
    clock: createFrozenClock(now),
    mode,
    fieldName: 'like',
    parentTypeName: 'Mutation',
    appendError: (error) => void heard.errors.push(error),
    warn: (message) => void heard.warnings.push(message),
    setSubscriptionFilter: (filter) => void heard.filters.push(filter),
  })
}

function listener(): Heard {
  return { errors: [], warnings: [], filters: [] }
}

/** Calls `util.…`, `extensions.…` or `runtime.…` by its path, as a resolver does. */
function call(
  path: string,
  given: readonly unknown[],
  { heard = listener(), mode = 'oidc' }: { readonly heard?: Heard; readonly mode?: Mode } = {},
): unknown {
  let found: unknown = modulesFor(mode, heard)['@aws-appsync/utils']
  for (const step of path.split('.')) found = Reflect.get(Object(found), step)
  assert.ok(typeof found === 'function', `${path} is no function`)
  return (found as (...given: readonly unknown[]) => unknown)(...given)
}

const answers: readonly [path: string, given: readonly unknown[], answer: unknown][] = [
  ['util.escapeJavaScript', [`it's "x"\n`], `it\\'s \\"x\\"\\n`],
  ['util.urlEncode', ["a b&c=ü'(~"], 'a+b%26c%3D%C3%BC%27%28%7E'],
  ['util.urlDecode', ['a+b%26c%3D%C3%BC'], 'a b&c=ü'],
  ['util.base64Encode', ['hällo'], 'aMOkbGxv'],
  ['util.base64Decode', ['aMOkbGxv'], 'hällo'],
  ['util.matches', ['a*b', 'aaaaab'], true],
  ['util.matches', ['^a*b$', 'aac'], false],
  ['util.matches', ['(?i)^HELLO$', 'hello'], true],
  ['util.authType', [], 'Open ID Connect Authorization'],
  ['util.str.normalize', ['e\u0301', 'nfc'], '\u00e9'],
  ['util.math.roundNum', [2.5], 3],
  ['util.math.minVal', [2, 3], 2],
  ['util.math.maxVal', [2, 3], 3],
  ['util.math.randomWithinRange', [7, 8], 7],
  ['util.http.copyHeaders', [{ Host: 'x', 'x-mine': '1', connection: 'close' }], { 'x-mine': '1' }],

  ['util.time.nowISO8601', [], '2030-03-31T00:59:30.007Z'],
  ['util.time.nowEpochSeconds', [], now / 1000 - 0.007],
  ['util.time.nowEpochMilliSeconds', [], now],
  ['util.time.nowFormatted', ['yyyy-MM-dd HH:mm:ssZ'], '2030-03-31 00:59:30+0000'],
  [
    'util.time.nowFormatted',
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", 'Europe/Zurich'],
    '2030-03-31T01:59:30.007+01:00',
  ],
  [
    'util.time.nowFormatted',
    ['EEE, d MMM yy h:mm a', 'America/New_York'],
    'Sat, 30 Mar 30 8:59 PM',
  ],
  [
    'util.time.nowFormatted',
    ["EEEE MMMM D k 'o''clock' VV", '+05:30'],
    "Sunday March 90 6 o'clock +05:30",
  ],
  ['util.time.parseISO8601ToEpochMilliSeconds', ['2030-03-31T01:59:30.007+01:00'], now],
  [
    'util.time.parseFormattedToEpochMilliSeconds',
    ['2030-03-31 00:59', 'yyyy-MM-dd HH:mm'],
    now - 30_007,
  ],
  [
    'util.time.parseFormattedToEpochMilliSeconds',
    ['31 Mar 2030, 1:59:30.007 am', 'd MMM yyyy, h:mm:ss.SSS a', 'Europe/Zurich'],
    now,
  ],
  [
    'util.time.parseFormattedToEpochMilliSeconds',
    ['2030-03-31T03:00+02:00', "yyyy-MM-dd'T'HH:mmXXX"],
    now + 29_993,
  ],
  ['util.time.epochMilliSecondsToSeconds', [now], Math.floor(now / 1000)],
  ['util.time.epochMilliSecondsToISO8601', [now], '2030-03-31T00:59:30.007Z'],
  [
    'util.time.epochMilliSecondsToFormatted',
    [now + 30_000, 'HH:mm x', 'Europe/Zurich'],
    '03:00 +02',
  ],

  // Recorded from AWS by localstack/appsync-utils: numbers stay numbers, NULL holds null.
  ['util.dynamodb.toDynamoDB', ['test'], { S: 'test' }],
  ['util.dynamodb.toDynamoDB', [12345], { N: 12345 }],
  ['util.dynamodb.toDynamoDB', [true], { BOOL: true }],
  ['util.dynamodb.toDynamoDB', [null], { NULL: null }],
  ['util.dynamodb.toDynamoDB', [[1, { a: null }]], { L: [{ N: 1 }, { M: { a: { NULL: null } } }] }],
  ['util.dynamodb.toString', ['test'], { S: 'test' }],
  ['util.dynamodb.toString', [null], null],
  ['util.dynamodb.toNumber', [5], { N: 5 }],
  ['util.dynamodb.toBoolean', [false], { BOOL: false }],
  ['util.dynamodb.toNull', [], { NULL: null }],
  ['util.dynamodb.toBinary', ['foo'], { B: 'foo' }],
  ['util.dynamodb.toStringSet', [['foo', 'bar']], { SS: ['foo', 'bar'] }],
  ['util.dynamodb.toNumberSet', [[1, 4.56]], { NS: [1, 4.56] }],
  ['util.dynamodb.toBinarySet', [['foo']], { BS: ['foo'] }],
  [
    'util.dynamodb.toList',
    [['foo', 123, { bar: 'baz' }]],
    { L: [{ S: 'foo' }, { N: 123 }, { M: { bar: { S: 'baz' } } }] },
  ],
  [
    'util.dynamodb.toMap',
    [{ foo: 'bar', beep: ['boop'] }],
    { M: { foo: { S: 'bar' }, beep: { L: [{ S: 'boop' }] } } },
  ],
  ['util.dynamodb.toMapValues', [{ foo: 'bar', gone: undefined }], { foo: { S: 'bar' } }],
  [
    'util.dynamodb.toS3Object',
    ['foo', 'bar', 'baz'],
    { S: '{"s3":{"key":"foo","bucket":"bar","region":"baz"}}' },
  ],
  [
    'util.dynamodb.toS3Object',
    ['foo', 'bar', 'baz', 'beep'],
    { S: '{"s3":{"key":"foo","bucket":"bar","region":"baz","version":"beep"}}' },
  ],
  ['util.dynamodb.fromS3ObjectJson', ['{"s3":{"key":"foo"}}'], { key: 'foo' }],

  [
    'util.transform.toSubscriptionFilter',
    [{ name: { beginsWith: 'A' }, or: [{ n: { gt: 1 } }, { n: { eq: 0 } }] }],
    {
      filterGroup: [
        {
          filters: [
            { fieldName: 'name', operator: 'beginsWith', value: 'A' },
            { fieldName: 'n', operator: 'gt', value: 1 },
          ],
        },
        {
          filters: [
            { fieldName: 'name', operator: 'beginsWith', value: 'A' },
            { fieldName: 'n', operator: 'eq', value: 0 },
          ],
        },
      ],
    },
  ],
  [
    'util.transform.toSubscriptionFilter',
    [{ name: { eq: 'A' }, secret: { eq: 'x' } }, ['secret'], { owner: { eq: 'alice' } }],
    {
      filterGroup: [
        {
          filters: [
            { fieldName: 'name', operator: 'eq', value: 'A' },
            { fieldName: 'owner', operator: 'eq', value: 'alice' },
          ],
        },
      ],
    },
  ],
]

suite('util answers', () => {
  for (const [path, given, answer] of answers) {
    test(`${path}(${given.map((one) => JSON.stringify(one)).join(', ')})`, () => {
      assert.deepEqual(call(path, given), answer)
    })
  }
})

/** The first two are recorded from AWS by localstack/appsync-utils. */
const filters: readonly [filter: object, expression: string, names: object, values: object][] = [
  [
    { title: { contains: 'Hello World' } },
    '(contains(#title,:title_contains))',
    { '#title': 'title' },
    { ':title_contains': { S: 'Hello World' } },
  ],
  [
    { id: { attributeExists: true }, version: { eq: 10 } },
    '(attribute_exists(#id)) AND (#version = :version_eq)',
    { '#id': 'id', '#version': 'version' },
    { ':version_eq': { N: 10 } },
  ],
  [{ id: { attributeExists: false } }, '(attribute_not_exists(#id))', { '#id': 'id' }, {}],
  [
    { n: { gt: 1, le: 9 } },
    '(#n > :n_gt) AND (#n <= :n_le)',
    { '#n': 'n' },
    { ':n_gt': { N: 1 }, ':n_le': { N: 9 } },
  ],
  [
    { n: { between: [1, 2] } },
    '(#n BETWEEN :n_between_1 AND :n_between_2)',
    { '#n': 'n' },
    { ':n_between_1': { N: 1 }, ':n_between_2': { N: 2 } },
  ],
  [
    { s: { in: ['a', 'b'] } },
    '(#s IN (:s_in,:s_in_1))',
    { '#s': 's' },
    { ':s_in': { S: 'a' }, ':s_in_1': { S: 'b' } },
  ],
  [
    { s: { beginsWith: 'a', notContains: 'b' } },
    '(begins_with(#s,:s_beginsWith)) AND (NOT contains(#s,:s_notContains))',
    { '#s': 's' },
    { ':s_beginsWith': { S: 'a' }, ':s_notContains': { S: 'b' } },
  ],
  [
    { s: { attributeType: 'number' } },
    '(attribute_type(#s,:s_attributeType))',
    { '#s': 's' },
    { ':s_attributeType': { S: 'N' } },
  ],
  [
    { tags: { size: { ge: 2 } } },
    '(size(#tags) >= :tags_size_ge)',
    { '#tags': 'tags' },
    { ':tags_size_ge': { N: 2 } },
  ],
  [
    { or: [{ a: { eq: 1 } }, { a: { eq: 2 }, b: { eq: 3 } }] },
    '((#a = :a_eq) OR ((#a = :a_eq_1) AND (#b = :b_eq)))',
    { '#a': 'a', '#b': 'b' },
    { ':a_eq': { N: 1 }, ':a_eq_1': { N: 2 }, ':b_eq': { N: 3 } },
  ],
  [
    { and: [{ a: { eq: 1 } }], not: { b: { eq: null } } },
    '(#a = :a_eq) AND (NOT (#b = :b_eq))',
    { '#a': 'a', '#b': 'b' },
    { ':a_eq': { N: 1 }, ':b_eq': { NULL: null } },
  ],
  [
    { address: { city: { eq: 'Bern' } }, 'a-b': { eq: 1 }, a_b: { eq: 2 } },
    '(#address.#city = :address_city_eq) AND (#a_b = :a_b_eq) AND (#a_b_1 = :a_b_eq_1)',
    { '#address': 'address', '#city': 'city', '#a_b': 'a-b', '#a_b_1': 'a_b' },
    { ':address_city_eq': { S: 'Bern' }, ':a_b_eq': { N: 1 }, ':a_b_eq_1': { N: 2 } },
  ],
  [{}, '', {}, {}],
]

suite('util.transform.toDynamoDBFilterExpression writes', () => {
  for (const [filter, expression, expressionNames, expressionValues] of filters) {
    test(expression || 'nothing', () => {
      const text = call('util.transform.toDynamoDBFilterExpression', [filter])

      assert.deepEqual(JSON.parse(String(text)), { expression, expressionNames, expressionValues })
      assert.equal(text, call('util.transform.toDynamoDBConditionExpression', [filter]))
    })
  }
})

const refusals: readonly [path: string, given: readonly unknown[], error: object][] = [
  [
    'util.unauthorized',
    [],
    { message: 'Not Authorized to access like on type Mutation', errorType: 'Unauthorized' },
  ],
  [
    'util.error',
    ['no', 'Mine', { a: 1 }, { b: 2 }],
    { message: 'no', errorType: 'Mine', details: { data: { a: 1 }, errorInfo: { b: 2 } } },
  ],
  [
    'util.error',
    ['no'],
    { message: 'no', errorType: null, details: { data: null, errorInfo: null } },
  ],
  [
    'util.transform.toElasticsearchQueryDSL',
    [{}],
    {
      message: 'util.transform.toElasticsearchQueryDSL() is not emulated',
      errorType: 'NotEmulated',
    },
  ],
  [
    'util.xml.toMap',
    ['<a/>'],
    { message: 'util.xml.toMap() is not emulated', errorType: 'NotEmulated' },
  ],
  [
    'util.rds.toJsonObject',
    ['{}'],
    { message: 'util.rds.toJsonObject() is not emulated', errorType: 'NotEmulated' },
  ],
  [
    'extensions.invalidateSubscriptions',
    [{}],
    { message: 'extensions.invalidateSubscriptions() is not emulated', errorType: 'NotEmulated' },
  ],
  [
    'extensions.setSubscriptionInvalidationFilter',
    [{}],
    {
      message: 'extensions.setSubscriptionInvalidationFilter() is not emulated',
      errorType: 'NotEmulated',
    },
  ],
  [
    'extensions.setSubscriptionFilter',
    [{ name: 'x' }],
    {
      message:
        'extensions.setSubscriptionFilter() takes what util.transform.toSubscriptionFilter() makes',
    },
  ],
  [
    'util.time.nowFormatted',
    ['yyyy-qq'],
    { message: 'util.time: the letter "q" of a format is not emulated' },
  ],
  [
    'util.time.parseISO8601ToEpochMilliSeconds',
    ['yesterday'],
    { message: 'util.time: "yesterday" is no ISO 8601 time' },
  ],
  [
    'util.time.parseFormattedToEpochMilliSeconds',
    ['31/03', 'yyyy-MM'],
    { message: 'util.time: "31/03" does not have the format "yyyy-MM"' },
  ],
  [
    'util.transform.toDynamoDBFilterExpression',
    [{ a: { equals: 1 } }],
    { message: 'unknown filter operator "equals" of "a"' },
  ],
]

suite('util throws', () => {
  for (const [path, given, error] of refusals) {
    test(`${path}(${given.map((one) => JSON.stringify(one)).join(', ')})`, () => {
      assert.throws(() => call(path, given), error)
    })
  }

  test('an operator that subscription filters do not have', () => {
    const filter = {
      filterGroup: [{ filters: [{ fieldName: 'a', operator: 'equals', value: 1 }] }],
    }

    assert.throws(() => call('extensions.setSubscriptionFilter', [filter]), {
      message: /^"equals" is no operator of subscription filters; they are eq, ne/,
    })
  })

  for (const [module, name] of [
    ['@aws-appsync/utils/rds', 'select'],
    ['@aws-appsync/utils/rds', 'sql'],
    ['@aws-appsync/utils/ai', 'invokeModel'],
  ] as const) {
    test(`"${name}" of ${module}, whether it is called or looked into`, () => {
      const found: unknown = modulesFor('oidc', listener())[module]?.[name]
      const refusal = {
        message: `"${name}" of ${module} is not emulated`,
        errorType: 'NotEmulated',
      }

      assert.ok(typeof found === 'function')
      assert.throws(() => (found as () => unknown)(), refusal)
      assert.throws(() => Reflect.get(found, 'DATE') as unknown, refusal)
    })
  }
})

test('util.appendError tells and goes on', () => {
  const heard = listener()

  call('util.appendError', ['half', 'Mine', { a: 1 }], { heard })

  assert.deepEqual(
    heard.errors.map(({ message, errorType, details }) => ({ message, errorType, details })),
    [{ message: 'half', errorType: 'Mine', details: { data: { a: 1 }, errorInfo: null } }],
  )
})

test('what comes to nothing is told', () => {
  const heard = listener()

  call('util.http.addResponseHeader', ['a', 'b'], { heard })

  assert.deepEqual(heard.warnings, ['util.http.addResponseHeader() is not emulated'])
})

test('ids are new each time, and those that sort do so by the clock', () => {
  assert.match(String(call('util.autoId', [])), /^[0-9a-f-]{36}$/)
  assert.notEqual(call('util.autoId', []), call('util.autoId', []))
  assert.equal(decodeTime(String(call('util.autoUlid', []))), now)
  assert.match(String(call('util.autoKsuid', [])), /^[0-9A-Za-z]{27}$/)
})

for (const [mode, text] of [
  ['apiKey', 'API Key Authorization'],
  ['iam', 'IAM Authorization'],
  ['userPool', 'User Pool Authorization'],
] as const) {
  test(`util.authType() of mode ${mode}`, () => {
    assert.equal(call('util.authType', [], { mode }), text)
  })
}
