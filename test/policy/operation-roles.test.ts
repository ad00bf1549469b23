import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { compileAccessMatrix } from '../../emulator/policy/access-matrix.ts'
import {
  createRoles,
  deleteRoles,
  rolesOf,
  updateRoles,
} from '../../emulator/policy/operation-roles.ts'
import type { WriteRole } from '../../emulator/policy/operation-roles.ts'
import { employee, hr, key, modelOf, own, signedIn } from './model-of.ts'

/** A write role in short: `full`, or what it may send and empty. */
function short({ role, full, allowed, nullAllowed }: WriteRole): readonly string[] {
  return [role.id, full ? 'full' : 'partial', [...allowed].join(' '), [...nullAllowed].join(' ')]
}

/** `auth-semantics` §2.4. */
const cases = [
  {
    title: 'a role without restrictions is full everywhere',
    sdl: 'type T @model @auth(own) { x: String y: String }',
    create: [[own, 'full', 'x y', 'x y']],
    update: [[own, 'full', 'x y id', 'x y']],
    delete: [own],
    get: [own],
  },
  {
    title: 'fields with rules of their own make everybody partial, and take the delete away',
    sdl: employee,
    create: [
      [own, 'partial', 'name ssn', 'name ssn'],
      [hr, 'partial', 'salary', 'salary'],
    ],
    update: [
      [own, 'partial', 'name ssn id', 'name ssn'],
      [hr, 'partial', 'salary id', 'salary'],
    ],
    delete: [],
    get: [signedIn, own, hr],
  },
  {
    title: 'without delete an update is partial, even of every field',
    sdl: 'type T @model @auth(keyUpdate) { x: String }',
    create: [],
    update: [[key, 'partial', 'x id', '']],
    delete: [],
    get: [],
  },
  {
    title: 'without update a role still takes part in the mutation, with the bare key',
    sdl: 'type T @model @auth(ownReadDelete) { x: String }',
    create: [],
    update: [[own, 'partial', 'id', 'x']],
    delete: [own],
    get: [own],
  },
  {
    title: 'a role that only lists does not get',
    sdl: 'type T @model @auth(hrList) { x: String }',
    create: [],
    update: [],
    delete: [],
    get: [],
  },
] as const

suite('the roles of each operation', () => {
  for (const { title, sdl, ...expected } of cases) {
    test(title, () => {
      const matrix = compileAccessMatrix(modelOf(sdl))

      const roles = {
        create: createRoles(matrix).map(short),
        update: updateRoles(matrix, 'id').map(short),
        delete: deleteRoles(matrix).map(({ id }) => id),
        get: rolesOf(matrix, 'get').map(({ id }) => id),
      }
      assert.deepEqual(roles, expected)
    })
  }
})

test('of the identifier only the partition key is free in an update', () => {
  const matrix = compileAccessMatrix(
    modelOf('type K @model @auth(own) { pk: ID! sk: ID! s: String @auth(own, keyUpdate) }'),
  )

  assert.deepEqual(updateRoles(matrix, 'pk').map(short), [
    [own, 'full', 'pk sk s', 'pk sk s'],
    [key, 'partial', 's pk', ''],
  ])
})
