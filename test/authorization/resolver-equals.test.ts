import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { resolverEquals, resolverText } from '../../emulator/authorization/resolver-equals.ts'

/** `auth-semantics` §3.1. */
const cases = [
  { title: 'the same text', one: 'a', other: 'a', equal: true },
  { title: 'text is case-sensitive', one: 'a', other: 'A', equal: false },
  { title: 'a part of a text', one: 'alice', other: 'ali', equal: false },
  { title: 'empty text and empty text', one: '', other: '', equal: true },
  { title: 'a number and its text', one: 42, other: '42', equal: true },
  { title: 'a number and another text', one: 42, other: '42.0', equal: false },
  { title: 'a boolean and its text', one: true, other: 'true', equal: true },
  { title: 'null and null, by identity', one: null, other: null, equal: true },
  { title: 'null and its text', one: null, other: 'null', equal: false },
  { title: 'missing and its text', one: undefined, other: 'undefined', equal: false },
  { title: 'missing and null', one: undefined, other: null, equal: false },
  { title: 'two numbers', one: 42, other: 43, equal: false },
  { title: 'missing and empty text', one: undefined, other: '', equal: false },
  { title: 'lists with the same elements', one: ['a', 'b'], other: ['a', 'b'], equal: true },
  { title: 'lists in another order', one: ['a', 'b'], other: ['b', 'a'], equal: false },
  { title: 'lists with one element in common', one: ['a', 'b'], other: ['a', 'c'], equal: false },
  { title: 'a list and the start of it', one: ['a', 'b'], other: ['a'], equal: false },
  { title: 'lists that Java prints alike', one: ['a', 'b'], other: ['a, b'], equal: false },
  { title: 'a list and its only element', one: ['a'], other: 'a', equal: false },
  { title: 'a list and its text in Java', one: ['a', 'b'], other: '[a, b]', equal: true },
  { title: 'objects with the same members', one: { a: 1 }, other: { a: 1 }, equal: true },
  { title: 'objects with other members', one: { a: 1 }, other: { b: 1 }, equal: false },
  { title: 'an object and a part of it', one: { a: 1, b: 2 }, other: { a: 1 }, equal: false },
  { title: 'an empty list and an empty object', one: [], other: {}, equal: false },
] as const

suite('== of resolvers', () => {
  for (const { title, one, other, equal } of cases) {
    test(`${title}: ${equal}`, () => {
      assert.deepEqual([resolverEquals(one, other), resolverEquals(other, one)], [equal, equal])
    })
  }
})

test('values are printed as Java prints them', () => {
  const texts = ['a', 42, true, ['a', ['b'], null], { a: 1, b: ['c'] }].map(resolverText)

  assert.deepEqual(texts, ['a', '42', 'true', '[a, [b], null]', '{a=1, b=[c]}'])
})
