import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseSdl } from '../../emulator/definition/parse-sdl.ts'

const cases = [
  {
    title: 'an index is called after the plural of its model and its keys',
    written: '@index(sortKeyFields: ["status", "score"], queryField: "listBoxByName")',
    index: {
      name: 'boxesByNameAndStatusAndScore',
      partitionKey: 'name',
      sortKeys: ['status', 'score'],
      queryField: 'listBoxByName',
    },
  },
  {
    title: 'a query that is not named is called as the index would be',
    written: '@index(name: "byName")',
    index: { name: 'byName', partitionKey: 'name', sortKeys: [], queryField: 'boxesByName' },
  },
  {
    title: 'one sort key may stand without brackets',
    written: '@index(sortKeyFields: "score", queryField: "q")',
    index: {
      name: 'boxesByNameAndScore',
      partitionKey: 'name',
      sortKeys: ['score'],
      queryField: 'q',
    },
  },
  {
    title: 'an index may have no query and hold only keys',
    written: '@index(queryField: null, projection: { type: KEYS_ONLY })',
    index: {
      name: 'boxesByName',
      partitionKey: 'name',
      sortKeys: [],
      queryField: null,
      projection: [],
    },
  },
  {
    title: 'an index may hold some fields',
    written:
      '@index(queryField: "q", projection: { type: INCLUDE, nonKeyAttributes: ["status", "score"] })',
    index: {
      name: 'boxesByName',
      partitionKey: 'name',
      sortKeys: [],
      queryField: 'q',
      projection: ['status', 'score'],
    },
  },
  {
    title: 'an index that holds every field says nothing of it',
    written: '@index(queryField: "q", projection: { type: ALL })',
    index: { name: 'boxesByName', partitionKey: 'name', sortKeys: [], queryField: 'q' },
  },
]

for (const { title, written, index } of cases) {
  test(title, () => {
    const { models } = parseSdl(boxes(written))

    assert.deepEqual(models[0]?.indexes, [index])
  })
}

test('a field may begin several indexes', () => {
  const { models } = parseSdl(boxes('@index(name: "one") @index(name: "two")'))

  assert.deepEqual(
    models[0]?.indexes.map(({ name }) => name),
    ['one', 'two'],
  )
})

const refusals = [
  {
    written: '@index(projection: { type: SOME })',
    message: 'field "Box.name": @index: projection type "SOME" is none of ALL, KEYS_ONLY, INCLUDE',
  },
  {
    written: '@index(name: "few", projection: { type: INCLUDE, nonKeyAttributes: [] })',
    message: `field "Box.name": @index 'few': nonKeyAttributes must be specified when projection type is INCLUDE`,
  },
  {
    written: '@index(name: null)',
    message: 'field "Box.name": Explicit null value not allowed for name field on @index',
  },
]

for (const { written, message } of refusals) {
  test(`${written} is refused`, () => {
    assert.throws(() => parseSdl(boxes(written)), { code: 'DEFINITION_INVALID', message })
  })
}

function boxes(index: string): string {
  return `type Box @model @auth(rules: [{ allow: private, provider: oidc }]) {
    name: String ${index}
    status: String
    score: Int
  }`
}
