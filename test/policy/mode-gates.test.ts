import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { compileAccessMatrix } from '../../emulator/policy/access-matrix.ts'
import { modelGates } from '../../emulator/policy/mode-gates.ts'
import { modelOf } from './model-of.ts'

/** `auth-semantics` §2.8, in each case with oidc as the default mode; IAM passes everywhere and is left out below. */
const cases = [
  {
    title: 'one mode passes where only its rules are',
    sdl: 'type T @model @auth(key) { x: String }',
    gates: 'apiKey',
    but: {},
  },
  {
    title: 'each operation has the modes of the roles that hold it',
    sdl: 'type T @model @auth(own, keyRead) { x: String }',
    gates: 'oidc apiKey',
    but: { create: 'oidc', update: 'oidc', delete: 'oidc' },
  },
  {
    title: 'an operation that nobody holds is open to the default mode',
    sdl: 'type T @model @auth(keyRead) { x: String }',
    gates: 'apiKey',
    but: { create: 'oidc', update: 'oidc', delete: 'oidc', type: 'apiKey oidc' },
  },
  {
    title: 'a delete that a field rule takes away is open to the default mode',
    sdl: 'type T @model @auth(key) { x: String s: String @auth(keyRead) }',
    gates: 'apiKey',
    but: { delete: 'oidc', type: 'apiKey oidc' },
  },
  {
    title: 'delete rights open the delete, not the update',
    sdl: 'type T @model @auth(ownReadDelete, keyUpdate) { x: String }',
    gates: 'oidc',
    but: { update: 'apiKey', type: 'oidc apiKey' },
  },
  {
    title: 'a role of one field counts for the operations that it holds there',
    sdl: 'type T @model @auth(own) { x: String s: String @auth(own, keyRead) }',
    gates: 'oidc apiKey',
    but: { create: 'oidc', update: 'oidc', delete: 'oidc' },
  },
] as const

suite('mode gates', () => {
  for (const { title, sdl, gates, but } of cases) {
    test(title, () => {
      const found = modelGates(compileAccessMatrix(modelOf(sdl)), 'oidc', () => true)

      const names = ['get', 'list', 'create', 'update', 'delete', 'listen', 'index', 'type']
      const expected = Object.fromEntries(names.map((name) => [name, `iam ${gates}`]))
      const others = Object.entries(but).map(([name, modes]) => [name, `iam ${modes}`])
      assert.deepEqual(
        sortedModes(found),
        sortedModes({ ...split(expected), ...split(Object.fromEntries(others)) }),
      )
    })
  }
})

test('a disabled operation does not open the type to the default mode', () => {
  const matrix = compileAccessMatrix(modelOf('type T @model @auth(keyRead) { x: String }'))

  const { type } = modelGates(matrix, 'oidc', (operation) => operation === 'get')

  assert.deepEqual([...type], ['iam', 'apiKey'])
})

type Gates = Readonly<Record<string, Iterable<string>>>

function split(gates: Readonly<Record<string, string>>): Gates {
  return Object.fromEntries(Object.entries(gates).map(([name, modes]) => [name, modes.split(' ')]))
}

function sortedModes(gates: object): object {
  const entries = Object.entries(gates as Gates)
  return Object.fromEntries(entries.map(([name, modes]) => [name, [...modes].toSorted()]))
}
