import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  addRow,
  changeRow,
  parseClaimsText,
  readRows,
  rowsOf,
} from '../../emulator/console/page/claims/claims-draft.ts'

const claims = { sub: 'sub-alice', user_groups: ['users'], level: 7, admin: false, boss: null }
const rows = rowsOf(claims)

test('claims of any JSON type come back as they were, in their order', () => {
  assert.deepEqual(readRows(rows), { claims })
  assert.deepEqual(
    rows.map(({ name }) => name),
    Object.keys(claims),
  )
})

test('a claim can be added, renamed and given another value', () => {
  const added = addRow(rowsOf({ sub: 'x' }), 'user_id', '""')
  const edited = changeRow(added, 1, { name: 'username', text: '{"a":[1]}' })

  assert.deepEqual(readRows(edited), { claims: { sub: 'x', username: { a: [1] } } })
})

const problems = [
  { text: 'alice', part: 'value', reason: 'not JSON: a text is written "alice"' },
  { text: ' ', part: 'value', reason: 'a value is any JSON: "text", ["list"], true, 7, null' },
  { name: '', part: 'name', reason: 'a claim needs a name' },
]

for (const { part, reason, ...change } of problems) {
  test(`a draft that cannot be read says: ${reason}`, () => {
    assert.deepEqual(readRows(changeRow(rows, 2, change)), { problems: [{ id: 2, part, reason }] })
  })
}

test('a name that is there twice is marked at both', () => {
  const reason = '"sub" is there twice'

  assert.deepEqual(readRows(addRow(rowsOf({ sub: 'x' }), 'sub', '"y"')), {
    problems: [
      { id: 0, part: 'name', reason },
      { id: 1, part: 'name', reason },
    ],
  })
})

test('the JSON view takes one object and nothing else', () => {
  assert.deepEqual(parseClaimsText('{"user_id":"alice"}'), { user_id: 'alice' })
  for (const text of ['["alice"]', 'null', '"alice"']) {
    assert.throws(() => parseClaimsText(text), { message: /^claims are one JSON object/ })
  }
})
