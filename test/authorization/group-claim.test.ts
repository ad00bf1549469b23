import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import {
  isEmpty,
  isInStaticGroup,
  iterateGroups,
  readGroups,
} from '../../emulator/authorization/group-claim.ts'

/** The three readers of `auth-semantics` §3.2, for the group "Admin". */
const cases = [
  {
    title: 'a list',
    value: ['Admin', 'B'],
    isAdmin: true,
    parsed: ['Admin', 'B'],
    iterated: ['Admin', 'B'],
  },
  { title: 'a list without it', value: ['B'], isAdmin: false, parsed: ['B'], iterated: ['B'] },
  {
    title: 'a list with a longer name',
    value: ['SuperAdmin'],
    isAdmin: false,
    parsed: ['SuperAdmin'],
    iterated: ['SuperAdmin'],
  },
  { title: 'text', value: 'Admin', isAdmin: true, parsed: ['Admin'], iterated: [] },
  {
    title: 'a longer text',
    value: 'SuperAdmin',
    isAdmin: true,
    parsed: ['SuperAdmin'],
    iterated: [],
  },
  {
    title: 'text in another case',
    value: 'admin',
    isAdmin: false,
    parsed: ['admin'],
    iterated: [],
  },
  {
    title: 'the text of a JSON list',
    value: '["Admin","B"]',
    isAdmin: true,
    parsed: ['Admin', 'B'],
    iterated: [],
  },
  {
    title: 'the text of other JSON',
    value: '{"Admin":true}',
    isAdmin: true,
    parsed: ['{"Admin":true}'],
    iterated: [],
  },
  {
    title: 'text with commas',
    value: 'A,Admin',
    isAdmin: true,
    parsed: ['A,Admin'],
    iterated: [],
  },
  { title: 'empty text', value: '', isAdmin: false, parsed: [''], iterated: [] },
  { title: 'a list of empty text', value: [''], isAdmin: false, parsed: [''], iterated: [] },
  {
    title: 'a list with what is nobody’s name',
    value: [null, {}, [], 7, { Admin: true }],
    isAdmin: false,
    parsed: [null, {}, [], 7, { Admin: true }],
    iterated: [7, { Admin: true }],
  },
  {
    title: 'an object: its values are gone through, its names are not',
    value: { Admin: 'B', other: '' },
    isAdmin: false,
    parsed: ['B', ''],
    iterated: ['B'],
  },
  { title: 'an empty object', value: {}, isAdmin: false, parsed: [], iterated: [] },
  { title: 'an empty list', value: [], isAdmin: false, parsed: [], iterated: [] },
  { title: 'null', value: null, isAdmin: false, parsed: [], iterated: [] },
  { title: 'nothing', value: undefined, isAdmin: false, parsed: [], iterated: [] },
  { title: 'a number', value: 7, isAdmin: false, parsed: [], iterated: [] },
] as const

suite('how group claims are read', () => {
  for (const { title, value, ...expected } of cases) {
    test(title, () => {
      const claims = { user_groups: value }

      const read = {
        isAdmin: isInStaticGroup(claims, 'user_groups', 'Admin'),
        parsed: readGroups(claims, 'user_groups'),
        iterated: iterateGroups(claims, 'user_groups'),
      }
      assert.deepEqual(read, expected)
    })
  }
})

const values = [
  { title: 'nothing', value: undefined, empty: true },
  { title: 'null', value: null, empty: true },
  { title: 'an empty text', value: '', empty: true },
  { title: 'an empty list', value: [], empty: true },
  { title: 'an empty object', value: {}, empty: true },
  { title: 'a text', value: 'a', empty: false },
  { title: 'a blank', value: ' ', empty: false },
  { title: 'zero', value: 0, empty: false },
  { title: 'false', value: false, empty: false },
  { title: 'a list', value: [null], empty: false },
  { title: 'an object', value: { a: null }, empty: false },
] as const

suite('what AWS calls null or empty', () => {
  for (const { title, value, empty } of values) {
    test(`${title}: ${empty}`, () => {
      assert.equal(isEmpty(value), empty)
    })
  }
})
