import assert from 'node:assert/strict'
import { test } from 'node:test'

import { shownOwner } from '../../emulator/authorization/shown-owner.ts'

/** Java's `split("::")` and its last part (`auth-semantics` §2.7). */
const cases: readonly (readonly [stored: unknown, shown: unknown])[] = [
  ['s1::alice', 'alice'],
  ['alice', 'alice'],
  ['s1::', 's1'],
  ['a::b::c', 'c'],
  ['', ''],
  ['::', ''],
  [
    ['s1::alice', 'bob'],
    ['alice', 'bob'],
  ],
  [7, 7],
  [null, null],
]

for (const [stored, shown] of cases) {
  test(`an owner stored as ${JSON.stringify(stored)} is shown as ${JSON.stringify(shown)}`, () => {
    assert.deepEqual(shownOwner(stored), shown)
  })
}
