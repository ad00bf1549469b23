import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readClaim } from '../../emulator/identity/claims.ts'

const cases = [
  { title: 'a claim is read as it is', claims: { user_id: 42 }, name: 'user_id', value: 42 },
  { title: 'an empty text is a value', claims: { user_id: '' }, name: 'user_id', value: '' },
  { title: 'false is a value', claims: { admin: false }, name: 'admin', value: false },
  { title: 'a missing claim is undefined', claims: {}, name: 'user_id', value: undefined },
  { title: 'JSON null is undefined', claims: { a: null }, name: 'a', value: undefined },
  { title: 'names are case-sensitive', claims: { User: 1 }, name: 'user', value: undefined },
  { title: 'a dot is part of the name', claims: { 'a.b': 1 }, name: 'a.b', value: 1 },
  { title: 'no path leads inside', claims: { a: { b: 1 } }, name: 'a.b', value: undefined },
  {
    title: 'a URL is a name',
    claims: { 'https://example.com/groups': ['x'] },
    name: 'https://example.com/groups',
    value: ['x'],
  },
  { title: 'what every object has is no claim', claims: {}, name: 'toString', value: undefined },
  { title: 'nor is its prototype', claims: {}, name: '__proto__', value: undefined },
  {
    title: 'username comes first',
    claims: { username: 'a', 'cognito:username': 'b' },
    name: 'username',
    value: 'a',
  },
  {
    title: 'username falls back to cognito:username',
    claims: { username: null, 'cognito:username': 'b' },
    name: 'username',
    value: 'b',
  },
  {
    title: 'no other name falls back',
    claims: { 'cognito:sub': 'b' },
    name: 'sub',
    value: undefined,
  },
]

for (const { title, claims, name, value } of cases) {
  test(`reading a claim: ${title}`, () => {
    assert.deepEqual(readClaim(claims, name), value)
  })
}
