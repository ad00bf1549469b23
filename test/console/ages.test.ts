import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  agesOf,
  sayAges,
  situationOf,
  situations,
} from '../../emulator/console/page/sign-in-page/ages.ts'
import { ageOutlook } from '../../emulator/console/page/token/age-outlook.ts'

const limits = { authTtlSeconds: 300, issueTtlSeconds: 600 }

const outlooks = [
  { age: 301, ttl: 300, effect: 'deny', text: '401 now' },
  { age: 300, ttl: 300, effect: 'partial', text: '401 in 0 s' },
  { age: 211, ttl: 300, effect: 'partial', text: '401 in 89 s' },
  { age: 42, ttl: 600, effect: 'allow', text: '558 s left' },
  { age: 9999, ttl: 0, effect: 'allow', text: 'no limit' },
  { age: 9999, ttl: undefined, effect: 'allow', text: 'no limit' },
]

for (const { age, ttl, effect, text } of outlooks) {
  test(`a claim ${age} s old under a limit of ${ttl} s: ${text}`, () => {
    assert.deepEqual(ageOutlook(age, ttl), { effect, text })
  })
}

test('every usual situation is recognised again from its ages', () => {
  assert.deepEqual(
    situations.map((situation) => situationOf(agesOf(situation, limits), limits)),
    situations,
  )
  assert.equal(situationOf({ issuedSecondsAgo: 1, signedInSecondsAgo: 2 }, limits), undefined)
})

test('the usual situations are accepted or refused as their names say', () => {
  assert.deepEqual(
    situations.map((situation) => /will refuse/.test(sayAges(agesOf(situation, limits), limits))),
    [false, false, true, true],
  )
})
