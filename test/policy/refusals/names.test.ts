import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { findRefusals } from '../../../emulator/policy/refusals.ts'
import { rootFields } from '../../../emulator/policy/refusals/root-fields.ts'
import { fieldOf, fromModels, modelOf, operationOf, place } from '../definition-of.ts'

suite('names', () => {
  const nameOf = (operation: string, model: string): string => `${operation}${model}`

  test('a type is defined once', () => {
    const found = findRefusals(fromModels(modelOf('T', {}), modelOf('T', { place })))

    const message = 'Schema validation failed. There can be only one type named "T".'
    assert.deepEqual(found, [{ message, place }])
  })

  test('an index query has a name of its own, and so has a custom operation', () => {
    const index = { name: 'tsByA', partitionKey: 'a', sortKeys: [], queryField: 'getT' }
    const fields = [fieldOf('a', 'String')]
    const operations = [operationOf({ root: 'Mutation', name: 'createT' })]

    const found = rootFields(
      { ...fromModels(modelOf('T', { fields, indexes: [index] })), operations },
      nameOf,
    )

    assert.deepEqual(found, [
      { message: "Object type extension 'Mutation' cannot redeclare field createT" },
      { message: "Object type extension 'Query' cannot redeclare field getT" },
    ])
  })

  test('a schema has a query', () => {
    const [found] = rootFields(fromModels(modelOf('T', { disabled: ['get', 'list'] })), nameOf)

    assert.match(found?.message ?? '', /^the schema has no query/)
  })
})
