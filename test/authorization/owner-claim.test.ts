import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import {
  ownerMatches,
  readableOwners,
  readOwnerClaim,
} from '../../emulator/authorization/owner-claim.ts'

/** `auth-semantics` §3.1: what writes take the caller for, and what reads look for (§4.4). */
const cases = [
  {
    title: 'a claim of one part',
    claim: 'user_id',
    claims: { user_id: 'alice' },
    owner: { value: 'alice', parts: [] },
    readable: ['alice'],
  },
  {
    title: 'a missing claim names nobody',
    claim: 'user_id',
    claims: { sub: 's1' },
    owner: undefined,
    readable: [],
  },
  {
    title: 'a claim that is null names nobody',
    claim: 'user_id',
    claims: { user_id: null },
    owner: undefined,
    readable: [],
  },
  {
    title: 'an empty text names somebody',
    claim: 'user_id',
    claims: { user_id: '' },
    owner: { value: '', parts: [] },
    readable: [''],
  },
  {
    title: 'a number stays a number',
    claim: 'user_id',
    claims: { user_id: 42 },
    owner: { value: 42, parts: [] },
    readable: [42],
  },
  {
    title: 'a list is one value, not several',
    claim: 'user_id',
    claims: { user_id: ['a', 'b'] },
    owner: { value: ['a', 'b'], parts: [] },
    readable: [['a', 'b']],
  },
  {
    title: 'a claim of two parts is joined',
    claim: 'sub::username',
    claims: { sub: 's1', username: 'u1' },
    owner: { value: 's1::u1', parts: ['s1', 'u1'] },
    readable: ['s1::u1', 's1', 'u1'],
  },
  {
    title: 'username falls back to cognito:username',
    claim: 'sub::username',
    claims: { sub: 's1', 'cognito:username': 'c1' },
    owner: { value: 's1::c1', parts: ['s1', 'c1'] },
    readable: ['s1::c1', 's1', 'c1'],
  },
  {
    title: 'without one of its parts it names nobody, but reads look for the other',
    claim: 'sub::username',
    claims: { sub: 's1' },
    owner: undefined,
    readable: ['s1'],
  },
  {
    title: 'a dotted name is a name, not a path',
    claim: 'user.id',
    claims: { user: { id: 'alice' } },
    owner: undefined,
    readable: [],
  },
  {
    title: 'what every object has is no claim',
    claim: 'constructor',
    claims: {},
    owner: undefined,
    readable: [],
  },
] as const

suite('the owner claim', () => {
  for (const { title, claim, claims, owner, readable } of cases) {
    test(title, () => {
      assert.deepEqual(
        { owner: readOwnerClaim(claims, claim), readable: readableOwners(claims, claim) },
        { owner, readable },
      )
    })
  }
})

const pair = { value: 's1::u1', parts: ['s1', 'u1'] }
const matches = [
  { title: 'the whole value', owner: pair, stored: 's1::u1', list: false, match: true },
  { title: 'one part', owner: pair, stored: 'u1', list: false, match: true },
  { title: 'a prefix', owner: pair, stored: 's1::', list: false, match: false },
  { title: 'null', owner: pair, stored: null, list: false, match: false },
  { title: 'nothing stored', owner: pair, stored: undefined, list: false, match: false },
  { title: 'one of a list', owner: pair, stored: ['x', 'u1'], list: true, match: true },
  { title: 'none of a list', owner: pair, stored: ['x', null], list: true, match: false },
  { title: 'an empty list', owner: pair, stored: [], list: true, match: false },
  { title: 'text where a list is declared', owner: pair, stored: 'u1', list: true, match: false },
  {
    title: 'a number and its text',
    owner: { value: 42, parts: [] },
    stored: '42',
    list: false,
    match: true,
  },
] as const

suite('whether a stored owner is the caller', () => {
  for (const { title, owner, stored, list, match } of matches) {
    test(`${title}: ${match}`, () => {
      assert.equal(ownerMatches(owner, stored, list), match)
    })
  }
})
