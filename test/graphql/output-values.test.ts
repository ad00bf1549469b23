import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'

import { openSandbox } from '../../emulator/testing/index.ts'
import type { Sandbox } from '../../emulator/testing/index.ts'

/** What is stored in a field of `every-scalar.graphql`, what a client reads, and the path and text of the error (`data-api` §5.2). */
type Row = readonly [
  field: string,
  stored: unknown,
  read: unknown,
  fault?: readonly [path: readonly (string | number)[], message: string],
]

const notWritten = (field: string, reason: string): NonNullable<Row[3]> => [
  [field],
  `Can't serialize value (/getEvery/${field}) : ${reason}`,
]
const expected = (field: string, type: string, was: string): NonNullable<Row[3]> =>
  notWritten(field, `Expected type '${type}' but was '${was}'.`)
const unable = (field: string, noun: string): NonNullable<Row[3]> =>
  notWritten(field, `Unable to serialize \`x\` as a valid ${noun}.`)
const noList = (field: string): NonNullable<Row[3]> => [
  [field],
  `Can't resolve value (/getEvery/${field}) : type mismatch error, expected type LIST`,
]

const rows: readonly Row[] = [
  ['text', 5, '5'],
  ['text', { a: 1 }, '{a=1}'],
  ['whole', '5', 5],
  ['whole', 'x', null, expected('whole', 'Int', 'String')],
  ['whole', '', null, expected('whole', 'Int', 'String')],
  ['whole', 1.5, null, expected('whole', 'Int', 'Double')],
  ['whole', 2 ** 40, null, expected('whole', 'Int', 'Long')],
  ['fraction', 'x', null, expected('fraction', 'Float', 'String')],
  ['truth', 'false', false],
  ['truth', [], null, expected('truth', 'Boolean', 'ArrayList')],
  ['ref', 1.5, null, expected('ref', 'ID', 'Double')],
  ['date', 'x', null, unable('date', 'Date Object')],
  ['time', 'x', null, unable('time', 'Time Object')],
  ['at', 'x', null, unable('at', 'DateTime Object')],
  ['seconds', 99999999999, 99999999999],
  ['seconds', 'x', null, unable('seconds', 'timestamp')],
  ['email', 'x', null, unable('email', 'email address')],
  ['url', 'x', null, unable('url', 'URL')],
  ['phone', 'x', null, unable('phone', 'phone number')],
  ['ip', 'x', null, unable('ip', 'IP address')],
  ['data', { b: 1, a: 2 }, '{"b":1,"a":2}'],
  ['data', '{"a":1}', String.raw`"{\"a\":1}"`],
  ['data', 5, '5'],
  [
    'status',
    'RED',
    null,
    notWritten('status', "Invalid input for Enum 'Status'. Unknown value 'RED'"),
  ],
  [
    'states',
    ['RED', 'DONE'],
    [null, 'DONE'],
    [
      ['states', 0],
      "Can't serialize value (/getEvery/states[0]) : Invalid input for Enum 'Status'. Unknown value 'RED'",
    ],
  ],
  ['states', 'DONE', null, noList('states')],
  ['texts', 'a', null, noList('texts')],
  ['texts', ['a', null], ['a', null]],
  [
    'strict',
    [1, null],
    null,
    [
      ['strict', 1],
      "Cannot return null for non-nullable type: 'Int' within parent 'null' (/getEvery/strict[1])",
    ],
  ],
  [
    'place',
    { size: 1 },
    null,
    [
      ['place', 'street'],
      "Cannot return null for non-nullable type: 'String' within parent 'Place' (/getEvery/place/street)",
    ],
  ],
  [
    'places',
    [{ street: 's' }, {}],
    null,
    [
      ['places', 1, 'street'],
      "Cannot return null for non-nullable type: 'String' within parent 'Place' (/getEvery/places[1]/street)",
    ],
  ],
  [
    'places',
    [null],
    null,
    [
      ['places', 0],
      "Cannot return null for non-nullable type: 'Place' within parent 'null' (/getEvery/places[0])",
    ],
  ],
]

suite('what a client reads of what is stored', () => {
  let sandbox: Sandbox
  before(async () => {
    sandbox = await openSandbox({ definition: 'test/graphql/every-scalar.graphql' })
  })

  for (const [at, [field, stored, read, fault]] of rows.entries()) {
    test(`${field}: ${JSON.stringify(stored)}`, async () => {
      const id = `every-${at}`
      await sandbox.put('Every', { id, [field]: stored })
      const selected = field.startsWith('place') ? `${field} { street size }` : field

      const { data, errors } = await sandbox
        .as({ sub: 's' })
        .graphql(`{ getEvery(id: "${id}") { id ${selected} } }`)

      assert.deepEqual(data, { getEvery: { id, [field]: read } })
      const [path, message] = fault ?? []
      // Nothing but these keys: AppSync gives neither an errorType nor a place in the document.
      const entry = { path: ['getEvery', ...(path ?? [])], locations: null, message }
      assert.deepEqual(errors, fault === undefined ? undefined : [entry])
    })
  }

  test('what is required and missing takes its item along, and a list goes on', async () => {
    await sandbox.put('Strict', { id: '1', title: 't', names: [], status: 'DONE' })
    await sandbox.put('Strict', { id: '2', names: [], status: 'DONE' })
    await sandbox.put('Strict', { id: '3', title: 't', names: ['a', null], status: 'DONE' })
    await sandbox.put('Strict', { id: '4', title: 't', names: [], status: 'LOST' })

    const { data, errors = [] } = await sandbox
      .as({ sub: 's' })
      .graphql<{ listStricts: { items: readonly unknown[] } }>(
        '{ listStricts { items { id title names status } } }',
      )

    const items = data?.listStricts.items ?? []
    assert.deepEqual(items.filter(Boolean), [{ id: '1', title: 't', names: [], status: 'DONE' }])
    assert.equal(items.length, 4)
    assert.deepEqual(errors.map(({ message }) => message.replace(/\[\d\]/, '[?]')).toSorted(), [
      "Can't serialize value (/listStricts/items[?]/status) : Invalid input for Enum 'Status'. Unknown value 'LOST'",
      "Cannot return null for non-nullable type: 'String' within parent 'Strict' (/listStricts/items[?]/title)",
      "Cannot return null for non-nullable type: 'String' within parent 'null' (/listStricts/items[?]/names[1])",
    ])
  })

  test('an update that nulls a required field is written, and answered with null', async () => {
    await sandbox.put('Strict', { id: '5', title: 't', names: [], status: 'DONE' })

    const { data, errors = [] } = await sandbox
      .as({ sub: 's' })
      .graphql('mutation { updateStrict(input: { id: "5", title: null }) { id title } }')

    assert.deepEqual(data, { updateStrict: null })
    assert.deepEqual(
      errors.map(({ message }) => message),
      [
        "Cannot return null for non-nullable type: 'String' within parent 'Strict' (/updateStrict/title)",
      ],
    )
    const stored = await sandbox.stored('Strict')
    assert.equal(stored.find((item) => item['id'] === '5')?.['title'], undefined)
  })
})
