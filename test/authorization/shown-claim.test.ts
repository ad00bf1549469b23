import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { shownClaim } from '../../emulator/authorization/shown-claim.ts'

const pair = 'sub::username'
const cases = [
  { title: 'one part', claim: 'user_id', claims: { user_id: 'alice' }, value: 'alice' },
  { title: 'one part that is missing', claim: 'user_id', claims: {}, value: undefined },
  { title: 'one part that is null', claim: 'user_id', claims: { user_id: null }, value: undefined },
  { title: 'two parts', claim: pair, claims: { sub: 's1', username: 'u1' }, value: ['s1', 'u1'] },
  { title: 'the first of two', claim: pair, claims: { sub: 's1' }, value: ['s1', undefined] },
  { title: 'the second of two', claim: pair, claims: { username: 'u1' }, value: [undefined, 'u1'] },
  { title: 'two parts, both missing', claim: pair, claims: { user_id: 'alice' }, value: undefined },
] as const

suite('a claim as the trace shows it', () => {
  for (const { title, claim, claims, value } of cases) {
    test(title, () => {
      assert.deepEqual(shownClaim(claim, claims), { name: claim, value })
    })
  }
})
