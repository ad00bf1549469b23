import assert from 'node:assert/strict'
import { test } from 'node:test'

import { sayVerdict } from '../../emulator/console/page/token/say-verdict.ts'
import { limitsOf, verdictOf } from '../../emulator/console/page/token/token-limits.ts'

const lifetimes = { authTtlSeconds: 300, issueTtlSeconds: 600 }
const claims = { auth_time: 1000, iat: 1000, exp: 4600 }

function judge(
  given: object,
  now: number,
  limits: object = lifetimes,
): readonly [string, string, string] {
  const verdict = verdictOf(limitsOf({ ...given }, limits), now)
  const { reason, help } = sayVerdict(verdict, 'alice', now)
  return [verdict.effect, reason.replace(/ (at )?\d\d:\d\d:\d\d/, ''), help]
}

const signInRenews = 'Only a new sign-in renews auth_time; a refresh renews iat.'
const signInHelps = 'Signing in again helps; a refresh renews iat only.'
const refreshHelps = 'A refresh helps: it renews iat and exp. So does signing in again.'

const cases = [
  {
    title: 'a fresh token is accepted, and its sign-in ends it first',
    answer: judge(claims, 1000),
    expected: ['accepted', 'auth_time runs out first, in 300 s,.', signInRenews],
  },
  {
    title: 'at 300 s the sign-in still passes',
    answer: judge(claims, 1300),
    expected: ['accepted', 'auth_time runs out first, in 0 s,.', signInRenews],
  },
  {
    title: 'at 301 s the sign-in is too old, and a refresh does not help',
    answer: judge(claims, 1301),
    expected: ['refused', 'auth_time is 301 s old; the API allows 300 s.', signInHelps],
  },
  {
    title: 'a refreshed token of an old sign-in is still refused',
    answer: judge({ ...claims, iat: 1290 }, 1312),
    expected: ['refused', 'auth_time is 312 s old; the API allows 300 s.', signInHelps],
  },
  {
    title: 'where only iat is checked, a refresh helps',
    answer: judge(claims, 1601, { issueTtlSeconds: 600 }),
    expected: ['refused', 'iat is 601 s old; the API allows 600 s.', refreshHelps],
  },
  {
    title: 'without lifetimes, and with lifetimes of 0, only exp counts',
    answer: judge(claims, 4600, { authTtlSeconds: 0 }),
    expected: ['refused', 'exp was, 0 s ago.', refreshHelps],
  },
  {
    title: 'a token without auth_time is refused where its age is checked',
    answer: judge({ iat: 1000, exp: 4600 }, 1000),
    expected: ['refused', 'The token has no auth_time; the API requires it.', signInHelps],
  },
  {
    title: 'a token without exp is refused',
    answer: judge({ iat: 1000, auth_time: 1000 }, 1000),
    expected: ['refused', 'The token has no exp; the API requires it.', refreshHelps],
  },
]

for (const { title, answer, expected } of cases) {
  test(`the Token panel: ${title}`, () => {
    assert.deepEqual(answer, expected)
  })
}
