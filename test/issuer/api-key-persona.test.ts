import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { openSandbox } from '../../emulator/testing/index.ts'
import { call } from '../ask.ts'
import { newFolder, runCommand, runSandbox } from '../running-sandbox.ts'

const sdl = `type Post @model @auth(rules: [
  { allow: public, provider: apiKey, operations: [read] },
  { allow: owner, provider: oidc }
]) { id: ID! title: String }
`

/** A project without a file of personas, whose API takes keys and tokens. */
function newProject(t: TestContext): string {
  const file = join(newFolder(t), 'schema.graphql')
  writeFileSync(file, sdl)
  return file
}

const refusal = '"api-key" calls with the API key and has no token; send the key as x-api-key'

test('derived personas end with one that calls with the API key, and it has no token', async (t) => {
  const sandbox = await runSandbox(t, [newProject(t)])

  const { body: personas } = await call(sandbox, '/personas')
  const minted = await call(sandbox, '/tokens', { method: 'POST', body: { persona: 'api-key' } })
  const { status, body } = await call(sandbox, '/personas', { method: 'PUT', body: personas })

  assert.ok(Array.isArray(personas))
  const names = personas.map(({ name }: { name: string }) => name)
  assert.deepEqual(names, ['alice', 'bob', 'noclaim', 'api-key'])
  assert.deepEqual([minted.status, minted.body], [400, { error: `persona: ${refusal}` }])
  assert.deepEqual([status, body], [200, personas])
})

test('rule suites act as it', async (t) => {
  const sandbox = await openSandbox({ definition: newProject(t) })
  t.after(() => sandbox.close())
  const caller = sandbox.as('api-key')

  const { data } = await caller.graphql('{ listPosts { items { id } } }')
  const denied = await caller
    .graphql('mutation { createPost(input: { title: "x" }) { id } }')
    .catch(String)

  assert.deepEqual(data, { listPosts: { items: [] } })
  assert.match(JSON.stringify(denied), /Unauthorized/)
})

test('amplite explains its decisions, and prints no token for it', async (t) => {
  const project = newProject(t)
  const place = ['--definition', project, '--data', newFolder(t)]

  const explained = await runCommand(t, ['explain', ...place, 'api-key', 'list', 'Post'])
  const token = await runCommand(t, ['token', ...place, 'api-key'])

  assert.deepEqual([explained.code, explained.stderr], [0, ''])
  assert.match(explained.stdout, /^Query\.listPosts.*: allow/)
  assert.equal(token.code, 2)
  assert.ok(token.stderr.includes(refusal))
})
