import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { compileAccessMatrix } from '../../emulator/policy/access-matrix.ts'
import { employee, hr, modelOf, own, signedIn } from './model-of.ts'

const operations = [
  'create',
  'update',
  'delete',
  'get',
  'list',
  'search',
  'listen',
  'sync',
] as const
const all = 'create update delete get list search listen sync'
const reading = 'get list search listen sync'

/** `auth-semantics` §2.1 and §2.3: what each role holds, field by field. */
const cases = [
  {
    title: 'a model rule grants every field that is written, and no other',
    sdl: 'type T @model @auth(own) { id: ID! a: String b: String }',
    rights: { [own]: { id: all, a: all, b: all } },
  },
  {
    title: 'field rules replace those of the model for that field',
    sdl: employee,
    rights: {
      [signedIn]: { name: reading, ssn: '', salary: '' },
      [own]: { name: all, ssn: all, salary: reading },
      [hr]: { name: reading, ssn: '', salary: all },
    },
  },
  {
    title: 'a role that only a field names holds nothing elsewhere',
    sdl: 'type T @model @auth(own) { x: String s: String @auth(hrRead) }',
    rights: { [own]: { x: all, s: '' }, [hr]: { x: '', s: reading } },
  },
  {
    title: 'of two rules for one role on a field the last wins',
    sdl: 'type T @model @auth(own) { x: String @auth(ownRead, ownCreate) y: String }',
    rights: { [own]: { x: 'create', y: all } },
  },
  {
    title: '.to([]) holds nothing',
    sdl: 'type T @model @auth(keyNothing) { x: String }',
    rights: { 'apiKey:public': { x: '' } },
  },
] as const

suite('the access matrix', () => {
  for (const { title, sdl, rights } of cases) {
    test(title, () => {
      const { roles, fields, holds } = compileAccessMatrix(modelOf(sdl))

      const cells = roles.map((role) => {
        const row = fields.map((field) => {
          const held = operations.filter((operation) => holds(role, operation, field))
          return [field, held.join(' ')]
        })
        return [role.id, Object.fromEntries(row)]
      })
      assert.deepEqual(Object.fromEntries(cells), rights)
    })
  }
})

test('a role on a field carries the rule that decides there', () => {
  const model = modelOf(employee)
  const matrix = compileAccessMatrix(model)
  const owner = matrix.roles.find(({ id }) => id === own)
  assert.ok(owner)

  const rules = ['name', 'ssn', 'salary'].map((field) => matrix.roleOn(owner, field).rule)

  const [, ssn, salary] = model.fields
  assert.deepEqual(rules, [model.rules[1], ssn?.rules[0], salary?.rules[1]])
})

test('an owner field that is not declared as a list is a single owner', () => {
  const { roles } = compileAccessMatrix(
    modelOf('type T @model @auth(own) { owner: [String] x: String }'),
  )
  const undeclared = compileAccessMatrix(modelOf('type T @model @auth(own) { x: String }'))

  const lists = [...roles, ...undeclared.roles].map((role) => 'list' in role && role.list)
  assert.deepEqual(lists, [true, false])
})
