import assert from 'node:assert/strict'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { ask, call, tokenFor } from './ask.ts'
import { newFolder, runSandbox, sample } from './running-sandbox.ts'

const create = 'mutation($id: ID!) { createNote(input: { id: $id, title: "kept" }) { id } }'
const read = '{ getNote(id: "n1") { title owner } }'

test('items are kept by lowdb in a file that people can read, and are there after Ctrl-C', async (t) => {
  const folder = newFolder(t)
  const first = await runSandbox(t, [sample, '--data', folder])
  const token = await tokenFor(first, { persona: 'alice' })
  await ask(first, { token, query: create, variables: { id: 'n1' } })
  const before = (await call(first, '/records')).body

  await first.stop()
  const file: unknown = JSON.parse(readFileSync(join(folder, 'items.json'), 'utf8'))
  const second = await runSandbox(t, [sample, '--data', folder])
  const after = (await call(second, '/records')).body

  assert.deepEqual(file, before)
  assert.deepEqual(after, before)
  const answer = await ask(second, {
    token: await tokenFor(second, { persona: 'alice' }),
    query: read,
  })
  assert.deepEqual(answer.body, { data: { getNote: { title: 'kept', owner: 'alice' } } })
})

test('whatever was acknowledged survives kill -9, and the folder opens again', async (t) => {
  const folder = newFolder(t)
  const first = await runSandbox(t, [sample, '--data', folder])
  const token = await tokenFor(first, { persona: 'alice' })
  const ids = Array.from({ length: 50 }, (_, index) => `n${index}`)
  await Promise.all(ids.map((id) => ask(first, { token, query: create, variables: { id } })))
  await ask(first, { token, query: 'mutation { deleteNote(input: { id: "n0" }) { id } }' })
  const before = (await call(first, '/records')).body

  const killed = await first.kill()
  const second = await runSandbox(t, [sample, '--data', folder])
  const after = (await call(second, '/records')).body

  assert.equal(killed.code, null)
  assert.deepEqual(after, before)
  const { Note }: { Note: { id: string }[] } = JSON.parse(JSON.stringify(after))
  const kept = Note.map(({ id }) => id).filter((id) => /^n\d+$/.test(id))
  assert.deepEqual(kept.toSorted(), ids.slice(1).toSorted())
})

for (const end of ['stop', 'kill'] as const) {
  test(`a token made before ${end} passes after it: the key is kept`, async (t) => {
    const folder = newFolder(t)
    const first = await runSandbox(t, [sample, '--data', folder])
    const { port } = new URL(first.ready.url)
    // The issuer is part of the token: the same address as after a restart on the usual port.
    const token = await tokenFor(first, { persona: 'alice' })

    await first[end]()
    const second = await runSandbox(t, [sample, '--data', folder, '--port', port])
    const answer = await ask(second, { token, query: '{ getNote(id: "note-alice") { title } }' })

    assert.equal(second.ready.issuer, first.ready.issuer)
    assert.deepEqual(answer.body, { data: { getNote: { title: "Alice's note" } } })
  })
}

test('a store that holds items is not seeded again', async (t) => {
  const folder = newFolder(t)
  const first = await runSandbox(t, [sample, '--data', folder])
  const records = { Todo: [{ id: 'only', content: 'mine' }] }
  await call(first, '/records', { method: 'PUT', body: records })

  await first.stop()
  const second = await runSandbox(t, [sample, '--data', folder])

  assert.deepEqual((await call(second, '/records')).body, records)
})

test('items edited by hand between two runs are served as edited', async (t) => {
  const folder = newFolder(t)
  await (await runSandbox(t, [sample, '--data', folder])).stop()
  const records = { Note: [{ id: 'n1', title: 'by hand', owner: 'bob' }] }
  writeFileSync(join(folder, 'items.json'), JSON.stringify(records))

  const second = await runSandbox(t, [sample, '--data', folder])
  const token = await tokenFor(second, { persona: 'bob' })
  const answer = await ask(second, { token, query: read })

  assert.deepEqual(answer.body, { data: { getNote: { title: 'by hand', owner: 'bob' } } })
})

test('--memory keeps nothing: neither items nor the key', async (t) => {
  const folder = newFolder(t)
  const args = [sample, '--memory', '--outputs', join(folder, 'outputs.json'), '--data', folder]
  const first = await runSandbox(t, args)
  const { port } = new URL(first.ready.url)
  const token = await tokenFor(first, { persona: 'alice' })
  await ask(first, { token, query: create, variables: { id: 'n1' } })

  await first.stop()
  const second = await runSandbox(t, [...args, '--port', port])
  const fresh = await tokenFor(second, { persona: 'alice' })
  const withOld = await ask(second, { token, query: read })
  const withFresh = await ask(second, { token: fresh, query: read })

  assert.equal(second.ready.issuer, first.ready.issuer)
  assert.equal(withOld.status, 401)
  assert.deepEqual(withFresh.body, { data: { getNote: null } })
  assert.deepEqual(readdirSync(folder), ['outputs.json'])
})

test('an edit of the definition is in force once it is announced; a broken one never is', async (t) => {
  const folder = newFolder(t)
  const definition = join(folder, 'resource.ts')
  const write = (model: string): void =>
    writeFileSync(
      definition,
      `import { a, defineData } from '@aws-amplify/backend'
const schema = a.schema({ Todo: ${model}.authorization((allow) => [allow.authenticated('oidc')]) })
export const data = defineData({ schema, authorizationModes: { defaultAuthorizationMode: 'oidc',
  oidcAuthorizationMode: { oidcProviderName: 'x', oidcIssuerUrl: 'https://example.com',
    tokenExpiryFromAuthInSeconds: 0, tokenExpireFromIssueInSeconds: 0 } } })\n`,
    )
  write('a.model({ content: a.string() })')
  const sandbox = await runSandbox(t, [definition, '--watch'])
  const fields = async (): Promise<readonly string[]> => {
    const { body } = await call(sandbox, '/definition')
    const view: { models: { fields: { name: string }[] }[] } = JSON.parse(JSON.stringify(body))
    return view.models.flatMap((model) => model.fields.map(({ name }) => name))
  }

  write('a.model({ content: a.string(), due: a.date() })')
  const reloaded = await sandbox.line(2)
  const edited = await fields()
  write('a.model({ content: a.strin() })')
  const failed = await sandbox.line(3)

  assert.match(reloaded, /^\{"event":"reloaded","loadedAt":"[^"]+"\}$/)
  assert.deepEqual(edited, ['content', 'due'])
  assert.match(failed, /^\{"event":"reload-failed","code":"DEFINITION_INVALID","message":".*strin/)
  assert.deepEqual(await fields(), ['content', 'due'])
  const { body } = await call(sandbox, '/health')
  const health: { definition: { error: object } } = JSON.parse(JSON.stringify(body))
  const { code, message }: { code: string; message: string } = JSON.parse(failed)
  assert.deepEqual(health.definition.error, { code, message })
})
