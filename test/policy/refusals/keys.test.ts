import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import type { Definition, Field, SecondaryIndex } from '../../../emulator/model/definition.ts'
import { findRefusals } from '../../../emulator/policy/refusals.ts'
import {
  compositeFields,
  compositeKey,
  fieldOf,
  fromModels,
  fromSdl,
  many,
  modelOf,
} from '../definition-of.ts'

function indexed(index: Partial<SecondaryIndex>, ...fields: readonly Field[]): Definition {
  const whole = { name: 'todosByA', partitionKey: 'a', sortKeys: [], queryField: 'byA', ...index }
  return fromModels(
    modelOf('Todo', { indexes: [whole], fields: [fieldOf('a', 'String'), ...fields] }),
  )
}

const refusedIndexes = [
  {
    title: 'a name too short',
    definition: indexed({ name: 'x' }),
    message:
      'The indexName is invalid. It should be between 3 and 255 characters. Only A–Z, a–z, 0–9, underscore characters, hyphens, and periods allowed.',
  },
  {
    title: 'a sort key that is the partition key',
    definition: indexed({ sortKeys: ['a'] }),
    message: "@index field 'a' cannot reference itself.",
  },
  {
    title: 'a sort key that is not declared',
    definition: indexed({ sortKeys: ['b'] }),
    message: "Can't find field 'b' in Todo, but it was specified in index 'todosByA'.",
  },
  {
    title: 'a list as sort key',
    definition: indexed({ sortKeys: ['b'] }, fieldOf('b', 'Int', many)),
    message: "The sort key of index 'todosByA' on type 'Todo.b' cannot be a non-scalar.",
  },
  {
    title: 'a Boolean as the one sort key',
    definition: indexed({ sortKeys: ['b'] }, fieldOf('b', 'Boolean')),
    message: "Sort Key Condition could not be constructed for field 'b'",
  },
  {
    title: 'a Boolean as partition key',
    definition: indexed({ partitionKey: 'b' }, fieldOf('b', 'Boolean')),
    message: 'Boolean values cannot be used as sort keys.',
  },
] as const

suite('secondary indexes that AWS does not deploy', () => {
  for (const { title, definition, message } of refusedIndexes) {
    test(title, () => {
      const [found, ...others] = findRefusals(definition)

      assert.deepEqual([found?.message, others], [message, []])
    })
  }
})

suite('identifiers that AWS does not deploy', () => {
  const cases = [
    {
      title: 'a nullable one',
      sdl: 'type T @model @auth(rules: [{allow: private, provider: oidc}]) { a: ID @primaryKey }',
      message: "The primary key on type 'T' must reference non-null fields.",
    },
    {
      title: 'an owner field as sort key, with a claim of two parts',
      sdl: 'type T @model @auth(rules: [{allow: owner, provider: oidc, ownerField: "b"}]) { a: ID! @primaryKey(sortKeyFields: ["b"]) b: String! }',
      message:
        "The primary key's sort key type 'b' cannot be used as an owner @auth field too. Please use another field for the sort key.",
    },
  ] as const
  for (const { title, sdl, message } of cases) {
    test(title, () => {
      assert.deepEqual(findRefusals(fromSdl(sdl)), [{ message }])
    })
  }
})

test('indexes on enums, and on the partition key when the identifier has a sort key', () => {
  const fields = [...compositeFields, fieldOf('state', 'State', { kind: 'enum' })]
  const index = {
    name: 'todosByAAndState',
    partitionKey: 'a',
    sortKeys: ['state'],
    queryField: null,
  }

  const definition = fromModels(modelOf('Todo', { ...compositeKey, fields, indexes: [index] }))

  assert.deepEqual(findRefusals(definition), [])
})
