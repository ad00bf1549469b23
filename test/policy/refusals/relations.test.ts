import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import type { Definition, Field } from '../../../emulator/model/definition.ts'
import { findRefusals } from '../../../emulator/policy/refusals.ts'
import {
  compositeFields,
  compositeKey,
  fieldOf,
  fromModels,
  modelOf,
  relationOf,
} from '../definition-of.ts'

const kids = relationOf('hasMany', ['kids', 'Kid'], ['parentId'])
const parent = relationOf('belongsTo', ['parent', 'Parent'], ['parentId'])
const parentId = fieldOf('parentId', 'ID')
function family(parentFields: readonly Field[], kidFields: readonly Field[]): Definition {
  return fromModels(
    modelOf('Parent', { fields: parentFields }),
    modelOf('Kid', { fields: kidFields }),
  )
}

function composite(references: readonly string[], ...keys: readonly Field[]): Definition {
  const fields = [...compositeFields, relationOf('hasMany', ['kids', 'Kid'], references)]
  return fromModels(
    modelOf('Parent', { ...compositeKey, fields }),
    modelOf('Kid', {
      fields: [...keys, relationOf('belongsTo', ['parent', 'Parent'], references)],
    }),
  )
}

const uniDirectional =
  'Uni-directional relationships are not supported. Add a @belongsTo field in Kid to match the @hasMany field Parent.kids, and ensure the number and type of reference fields match the number and type of primary key fields in Parent.'
const uniDirectionalBack =
  'Uni-directional relationships are not supported. Add a @hasOne or @hasMany field in Parent to match the @belongsTo field Kid.parent, and ensure the number and type of reference fields match the number and type of primary key fields in Parent.'

const refusedRelations = [
  { title: 'no way back', definition: family([kids], [parentId]), messages: [uniDirectional] },
  {
    title: 'no way there',
    definition: family([], [parentId, parent]),
    messages: [uniDirectionalBack],
  },
  {
    title: 'another reference on the way back',
    definition: family(
      [kids],
      [
        parentId,
        fieldOf('otherId', 'ID'),
        relationOf('belongsTo', ['parent', 'Parent'], ['otherId']),
      ],
    ),
    messages: [uniDirectional, uniDirectionalBack],
  },
  {
    title: 'a reference that is not declared',
    definition: family([kids], [parent]),
    messages: ['parentId is not a field in Kid'],
  },
  {
    title: 'a reference of another type',
    definition: family([kids], [fieldOf('parentId', 'Int'), parent]),
    messages: [
      'Type mismatch between primary key field(s) of Parent and reference fields of Kid. Type of Parent.id does not match type of Kid.parentId',
    ],
  },
  {
    title: 'fewer references than identifier fields',
    definition: composite(['x'], fieldOf('x', 'String')),
    messages: [
      'The number of references provided to @hasMany must match the number of primary keys on Parent.',
      'The number of references provided to @belongsTo must match the number of primary keys on Parent.',
    ],
  },
  {
    title: 'references of which one is required',
    definition: composite(
      ['x', 'y'],
      fieldOf('x', 'String', { required: true }),
      fieldOf('y', 'ID'),
    ),
    messages: [
      "Reference fields defined on related type: 'Kid' for @hasMany(references: ['x', 'y']) Parent.kids relationship have inconsistent nullability. Required fields: 'x' Nullable fields: 'y' Update reference fields on type 'Kid' to have consistent nullability -- either all required or all nullable.",
    ],
  },
  {
    title: 'required relations',
    definition: family(
      [{ ...kids, list: { elementRequired: true } }],
      [parentId, { ...parent, required: true }],
    ),
    messages: [
      "@hasMany fields must not be required. Change 'Parent.kids: [Kid!]' to 'Parent.kids: [Kid]'",
      "@belongsTo fields must not be required. Change 'Kid.parent: Parent!' to 'Kid.parent: Parent'",
    ],
  },
] as const

suite('relations that AWS does not deploy', () => {
  for (const { title, definition, messages } of refusedRelations) {
    test(title, () => {
      const found = findRefusals(definition)

      assert.deepEqual(
        found,
        messages.map((message) => ({ message })),
      )
    })
  }
})

test('relations by equal references, to itself too; a String refers to an ID', () => {
  const self = [
    fieldOf('parentId', 'String'),
    relationOf('hasMany', ['children', 'Node'], ['parentId']),
    relationOf('belongsTo', ['parent', 'Node'], ['parentId']),
  ]
  const definition = fromModels(
    ...family([kids], [parentId, parent]).models,
    modelOf('Node', { fields: self }),
  )

  assert.deepEqual(findRefusals(definition), [])
})
