import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  isSubscription,
  withOwnName,
} from '../../emulator/console/page/explorer/named-operation.ts'

const two = 'query One { a } subscription Two { b }'

const names = [
  { title: 'a name of the query is kept', query: two, operationName: 'Two', kept: true },
  {
    title: 'a name of an earlier query is dropped',
    query: '{ a }',
    operationName: 'Two',
    kept: false,
  },
  { title: 'without a name nothing changes', query: two, operationName: null, kept: true },
]

for (const { title, query, operationName, kept } of names) {
  test(`the Explorer's request: ${title}`, () => {
    const request = { query, operationName, variables: { x: 1 } }
    const expected = kept ? request : { query, variables: { x: 1 } }

    assert.deepEqual(withOwnName(request), expected)
  })
}

test('a subscription is known by the operation that is asked for', () => {
  const asked = [
    { query: two, operationName: 'One' },
    { query: two, operationName: 'Two' },
    { query: 'subscription { b }' },
    { query: 'subscription {' },
  ]

  assert.deepEqual(asked.map(isSubscription), [false, true, true, false])
})
