import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { compileAccessMatrix } from '../../emulator/policy/access-matrix.ts'
import { protectedFields } from '../../emulator/policy/protected-fields.ts'
import { employee, hr, key, modelOf, own } from './model-of.ts'

/** `auth-semantics` §2.5: the fields that some reader may not see, and who may. */
const cases = [
  {
    title: 'where every reader sees every field nothing is protected',
    sdl: 'type T @model @auth(own, hrRead) { x: String y: String }',
    fields: {},
  },
  {
    title: 'a field that some readers do not see is protected',
    sdl: employee,
    fields: { ssn: [own], salary: [own, hr] },
  },
  {
    title: 'a role that one field lets in protects every other field',
    sdl: 'type T @model @auth(own) { x: String y: String s: String @auth(own, hrRead) }',
    fields: { x: [own], y: [own] },
  },
  {
    title: 'a role that only lists is no reader (a slip of AWS’s that decides who sees what)',
    sdl: 'type T @model @auth(own, hrList) { x: String ssn: String @auth(own) }',
    fields: {},
  },
  {
    title: 'a field that nobody may read is protected from everybody',
    sdl: 'type T @model @auth(own) { x: String @auth(ownRead, ownCreate) y: String }',
    fields: { x: [] },
  },
  {
    title: 'what only writes differ in is not protected',
    sdl: 'type T @model @auth(own) { x: String s: String @auth(ownRead) }',
    fields: {},
  },
  {
    title:
      'any signed-in reader of a field covers the other roles of the provider, not other providers',
    sdl: 'type T @model @auth(own, hrRead, keyRead) { x: String s: String @auth(signedInRead) }',
    fields: { x: [own, hr, key], s: ['oidc:private'] },
  },
] as const

suite('protected fields', () => {
  for (const { title, sdl, fields } of cases) {
    test(title, () => {
      const found = protectedFields(compileAccessMatrix(modelOf(sdl)))

      const roles = [...found].map(([field, allowed]) => [field, allowed.map(({ id }) => id)])
      assert.deepEqual(Object.fromEntries(roles), fields)
    })
  }
})
