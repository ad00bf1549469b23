import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { findRefusals } from '../../../emulator/policy/refusals.ts'
import { fieldOf, fromModels, many, modelOf, place } from '../definition-of.ts'

/** AWS's own checks of `@default`, text by text; each line was put to its transformer. */
const defaults = [
  { type: 'Int', takes: ['1', '1.5x', '-3'], refuses: ['x', ''] },
  { type: 'Float', takes: ['1.5', '2e3'], refuses: ['pi'] },
  { type: 'Boolean', takes: ['true', 'FALSE'], refuses: ['yes', '1'] },
  { type: 'AWSDate', takes: ['2024-02-29'], refuses: ['2023-02-29', '2024-04-31', '2024-01-01Z'] },
  { type: 'AWSTime', takes: ['10:00:00Z', '10:00:00.5+01:00'], refuses: ['10:00:00', '24:00:00Z'] },
  {
    type: 'AWSDateTime',
    takes: ['2024-02-29T10:00:00Z', '2024-01-01T10:00:00.123-02:00'],
    refuses: ['2024-01-01T10:00:00', '2024-02-30T10:00:00Z', '2024-02-28T10:00:60Z', '2024-01-01'],
  },
  { type: 'AWSTimestamp', takes: ['0', '12s'], refuses: ['now'] },
  { type: 'AWSJSON', takes: ['{}', '1'], refuses: ['{a: 1}', '[object Object]'] },
  { type: 'AWSEmail', takes: ['a@example.com', 'a@b'], refuses: ['a', 'a@-b.c'] },
  { type: 'AWSURL', takes: ['https://a.example', 'mailto:a'], refuses: ['a.example'] },
  { type: 'AWSPhone', takes: ['+1 (206) 555-0100'], refuses: ['2065550100', '+1 206'] },
  {
    type: 'AWSIPAddress',
    takes: ['10.0.0.1', '::1', 'fe80::1%eth0', '::ffff:1.2.3.4'],
    refuses: ['1.2.3.04', '1.2.3', ':::1', '10.0.0.0/8', 'fe80::1%'],
  },
  { type: 'ID', takes: ['', 'x'], refuses: [] },
] as const

suite('default values', () => {
  test('that a database makes need PostgreSQL', () => {
    const fields = [fieldOf('n', 'Int', { generated: true })]
    const refused = (more: object): number =>
      findRefusals(fromModels({ ...modelOf('T', { fields }), ...more })).length

    assert.deepEqual(findRefusals(fromModels(modelOf('T', { fields }))), [
      {
        message: 'The @default directive requires a value property on non-Postgres datasources.',
        subject: 'T.n',
      },
    ])
    assert.equal(refused({ database: 'mysql' }), 1)
    assert.equal(refused({ database: 'postgresql' }), 0)
  })

  for (const { type, takes, refuses } of defaults) {
    test(`of an ${type} are checked as AWS checks them`, () => {
      const fields = [...takes, ...refuses].map((defaultValue, index) =>
        fieldOf(`f${index}`, type, { defaultValue }),
      )

      const found = findRefusals(fromModels(modelOf('T', { fields })))

      assert.deepEqual(
        found,
        refuses.map((text, index) => ({
          message: `Default value "${text}" is not a valid ${type}.`,
          subject: `T.f${takes.length + index}`,
        })),
      )
    })
  }

  test('of an enum are among its values; lists have none', () => {
    const fields = [
      fieldOf('state', 'State', { kind: 'enum', defaultValue: 'OPEN', required: true }),
      fieldOf('other', 'State', { kind: 'enum', defaultValue: 'CLOSED' }),
      fieldOf('tags', 'String', { ...many, defaultValue: 'x' }),
    ]
    const enums = [{ name: 'State', values: ['OPEN'] }]

    assert.deepEqual(findRefusals({ ...fromModels(modelOf('T', { fields, place })), enums }), [
      {
        message: 'Default value "CLOSED" is not a member of State enum.',
        subject: 'T.other',
        place,
      },
      {
        message: 'The @default directive may only be added to scalar or enum field types.',
        subject: 'T.tags',
        place,
      },
    ])
  })
})

test('validations fit their field and hold a value that can be met', () => {
  const message = 'no'
  const fields = [
    fieldOf('count', 'Int', { validations: [{ type: 'minLength', value: '1', message }] }),
    fieldOf('title', 'String', { validations: [{ type: 'maxLength', value: '-1', message }] }),
    fieldOf('size', 'Float', {
      validations: [
        { type: 'gt', value: '1', message },
        { type: 'gt', value: '2', message },
      ],
    }),
    fieldOf('fine', 'String', { validations: [{ type: 'matches', value: '(', message }] }),
  ]

  assert.deepEqual(findRefusals(fromModels(modelOf('T', { fields }))), [
    {
      message:
        "Validation type 'minLength' can only be used with 'String' fields. Field 'count' is of type 'Int'",
      subject: 'T.count',
    },
    {
      message: "maxLength value must be a non-negative integer. Received '-1' for field 'title'",
      subject: 'T.title',
    },
    {
      message:
        "Duplicate @validate directive with type 'gt' on field 'size'. Each validation type can only be used once per field.",
      subject: 'T.size',
    },
  ])
})
