import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Definition } from '../../emulator/model/definition.ts'
import { compilePolicy } from '../../emulator/policy/compile-policy.ts'
import type { ModelPolicy } from '../../emulator/policy/compile-policy.ts'
import { employee, hr, modelOf, own, signedIn } from './model-of.ts'

function policyOf(sdl: string): ModelPolicy {
  const model = modelOf(sdl)
  const definition: Definition = {
    file: '/schema.graphql',
    sdl,
    models: [model],
    enums: [],
    customTypes: [],
    inputTypes: [],
    operations: [],
    functions: [],
    modes: { defaultMode: 'oidc', additionalModes: [] },
    sources: [],
  }
  const policy = compilePolicy(definition).models.get(model.name)
  assert.ok(policy)
  return policy
}

test('roles are tried from the general to those of the item', () => {
  const { get, list, listen, create, update } = policyOf(employee)

  const ids = {
    get: get.map(({ id }) => id),
    list: list.map(({ id }) => id),
    listen: listen.map(({ id }) => id),
    create: create.map(({ role }) => role.id),
    update: update.map(({ role }) => role.id),
  }
  const readers = [signedIn, hr, own]
  assert.deepEqual(ids, {
    get: readers,
    list: readers,
    listen: readers,
    create: [hr, own],
    update: [hr, own],
  })
})
