import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { parseSdl } from '../../emulator/definition/parse-sdl.ts'
import { compileAccessMatrix } from '../../emulator/policy/access-matrix.ts'
import { ownerFields } from '../../emulator/policy/owner-fields.ts'

const owner = (field: string, claim?: string): string =>
  `{ allow: owner, provider: oidc, ownerField: "${field}"${claim === undefined ? '' : `, identityClaim: "${claim}"`} }`

/** `auth-semantics` §2.7. */
const cases = [
  {
    title: 'a field that is not declared, by a single claim',
    sdl: `type T @model @auth(rules: [${owner('owner', 'user_id')}]) { x: String }`,
    fields: [{ name: 'owner', declared: false, returnsLastPart: false }],
  },
  {
    title: 'the default claim has two parts, of which the last is returned',
    sdl: `type T @model @auth(rules: [${owner('owner')}]) { x: String owner: String }`,
    fields: [{ name: 'owner', declared: true, returnsLastPart: true }],
  },
  {
    title: 'two rules on one field: one claim of several parts is enough',
    sdl: `type T @model @auth(rules: [${owner('owner', 'user_id')}, ${owner('owner', 'a::b')}]) { owner: String }`,
    fields: [{ name: 'owner', declared: true, returnsLastPart: true }],
  },
  {
    title: 'in rule order, those of fields after those of the model',
    sdl: `type T @model @auth(rules: [${owner('second', 'c')}]) { x: String @auth(rules: [${owner('first', 'c')}]) }`,
    fields: [
      { name: 'second', declared: false, returnsLastPart: false },
      { name: 'first', declared: false, returnsLastPart: false },
    ],
  },
  {
    title: 'group fields are none',
    sdl: 'type T @model @auth(rules: [{ allow: groups, provider: oidc, groupsField: "team" }]) { team: String }',
    fields: [],
  },
] as const

suite('owner fields', () => {
  for (const { title, sdl, fields } of cases) {
    test(title, () => {
      const [model] = parseSdl(sdl).models
      assert.ok(model)

      assert.deepEqual(ownerFields(compileAccessMatrix(model)), fields)
    })
  }
})
