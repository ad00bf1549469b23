import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { test } from 'node:test'

import { a } from '@aws-amplify/data-schema'
import type { ClientSchema } from '@aws-amplify/data-schema'
import { Amplify } from 'aws-amplify'
import { decodeJWT } from 'aws-amplify/auth'
import { generateClient } from 'aws-amplify/data'
import { WebSocket } from 'ws'

import { openSandbox } from '../../emulator/testing/index.ts'
import { newFolder } from '../running-sandbox.ts'
import { personas } from './definitions.ts'

// Node has a WebSocket of its own only from 22 on; an app on Node 20 does the same.
Object.assign(globalThis, { WebSocket })

const definition = a.schema({
  Note: a
    .model({ title: a.string().required() })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
})
type Schema = ClientSchema<typeof definition>
const options = { definition, personas, listen: true } as const

test("Amplify's own client works in the world of the suite: requests, events, rules", async () => {
  await using sandbox = await openSandbox<Schema>(options)
  const alice = sandbox.as('alice')
  const getTokens = async () => ({ accessToken: decodeJWT(await alice.token()) })
  Amplify.configure(sandbox.outputs, { Auth: { tokenProvider: { getTokens } } })
  const { Note } = generateClient<Schema>({ authMode: 'oidc' }).models
  const heard: string[] = []
  const failed: unknown[] = []
  const subscription = Note.onCreate().subscribe({
    next: ({ title }) => void heard.push(title),
    error: (error: unknown) => void failed.push(error),
  })
  while (sandbox.decisions.length === 0 && failed.length === 0) await turn()

  const { data: note } = await Note.create({ title: 'over HTTP' })
  await alice.models.Note.create({ title: 'in process' })
  await sandbox.as('bob').models.Note.create({ title: 'of bob' })
  await sandbox.put('Note', { id: 'b', title: 'of bob', owner: 'bob' })
  const { data: hidden, errors } = await Note.get({ id: 'b' })
  while (heard.length < 2 && failed.length === 0) await turn()
  subscription.unsubscribe()

  assert.deepEqual([heard, failed], [['over HTTP', 'in process'], []])
  await sandbox.as('bob').cannot('read', (await sandbox.stored('Note', note?.id))[0] ?? null)
  assert.equal(hidden, null)
  assert.equal(errors?.[0]?.message, 'Not Authorized to access getNote on type Query')
})

test('the issuer stands at the same port, and its tokens are for this world', async () => {
  await using sandbox = await openSandbox(options)
  const { issuer } = sandbox.outputs.custom.amplite
  const discovery: unknown = await (
    await fetch(`${issuer}/.well-known/openid-configuration`)
  ).json()
  const body = JSON.stringify({ persona: 'alice' })
  const answer = await fetch(`${sandbox.url}/sandbox/tokens`, { method: 'POST', body })
  const { token }: { readonly token: string } = JSON.parse(await answer.text())

  assert.equal(issuer, `${sandbox.url}/oidc`)
  assert.equal(Reflect.get(Object(discovery), 'issuer'), issuer)
  await sandbox.as.token(token).can('create', 'Note', { input: { title: 'x' } })
  sandbox.clock.advance('2h')
  await sandbox.as.token(token).cannot('create', 'Note', 'expired')
})

test('faults of the port happen there', async () => {
  await using sandbox = await openSandbox(options)
  await sandbox.faults.replace([{ name: 'discovery-unreachable', times: 1 }])
  const discovery = `${sandbox.url}/oidc/.well-known/openid-configuration`

  assert.equal((await fetch(discovery)).status, 503)
  assert.equal((await fetch(discovery)).status, 200)
})

test('close ends what listens, sockets too; worlds have ports of their own', async () => {
  const [one, other] = await Promise.all([openSandbox(options), openSandbox(options)])
  const socket = new WebSocket(`${one.url.replace('http', 'ws')}/graphql/realtime`, 'graphql-ws')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => undefined)

  await one.close()

  await closed
  await assert.rejects(fetch(`${one.url}/ping`))
  assert.equal(await (await fetch(`${other.url}/ping`)).text(), 'healthy')
  await other.close()
})

test('nothing listens unless it was asked for, and nothing is left when opening fails', async (t) => {
  const ports = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length
  const before = ports()
  const file = join(newFolder(t), 'schema.graphql')
  writeFileSync(file, 'type Poll @model @auth(rules: [{ allow: nobody }]) { x: String }')

  const silent = await openSandbox({ definition, personas })
  await assert.rejects(openSandbox({ definition: file, listen: true }), {
    code: 'DEFINITION_INVALID',
  })

  assert.deepEqual([silent.url, silent.outputs, ports()], [undefined, undefined, before])
})

test("what the console saves does not go into the project's files", async (t) => {
  const folder = newFolder(t)
  const file = join(folder, 'schema.graphql')
  writeFileSync(
    file,
    'type Poll @model @auth(rules: [{ allow: private, provider: oidc }]) { x: String }',
  )
  const carol = '{"carol":{"claims":{"sub":"c"}}}'
  writeFileSync(join(folder, 'personas.json'), carol)
  await using sandbox = await openSandbox({ definition: file, listen: true })
  await sandbox.as('carol').can('list', 'Poll')

  const answer = await fetch(`${sandbox.url}/sandbox/personas`, {
    method: 'POST',
    body: JSON.stringify({ name: 'dan', claims: { sub: 'd' } }),
  })

  assert.equal(answer.status, 201)
  await sandbox.as('dan').can('list', 'Poll')
  assert.equal(readFileSync(join(folder, 'personas.json'), 'utf8'), carol)
})

test("'real' is the time of this machine", async () => {
  const sandbox = await openSandbox({ definition, personas, now: 'real' })

  const [before, shown, after] = [Date.now(), sandbox.clock.now(), Date.now()]
  assert.ok(before <= shown && shown <= after)
  sandbox.clock.advance('1d')
  await sandbox.reset()
  assert.ok(sandbox.clock.now() < after + 60_000)
})
