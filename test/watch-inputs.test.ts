import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import { startSandbox } from '../emulator/sandbox.ts'
import type { Sandbox } from '../emulator/sandbox.ts'
import { settle } from '../emulator/settings.ts'
import type { EditEvent } from '../emulator/watch-inputs.ts'
import { newFolder, repository } from './running-sandbox.ts'

const definition = join(repository, 'seed/amplify/data/resource.ts')
const alice = '{ "alice": { "sub": "a", "user_id": "alice" } }'

interface Watched {
  readonly sandbox: Sandbox
  readonly events: readonly EditEvent[]
  readonly personasFile: string
  readonly seedFile: string
}

async function watchSandbox(t: TestContext, { watch = true } = {}): Promise<Watched> {
  const folder = newFolder(t)
  const personasFile = join(folder, 'personas.json')
  const seedFile = join(folder, 'seed.json')
  writeFileSync(personasFile, alice)
  writeFileSync(seedFile, '{}')
  const events: EditEvent[] = []
  const given = { definition, port: 0, memory: true, watch, outputs: join(folder, 'out.json') }
  const settings = settle(
    { ...given, personas: personasFile, seed: seedFile },
    { cwd: repository, isTerminal: false },
  )
  const sandbox = await startSandbox(settings, (event) => events.push(event))
  t.after(() => sandbox.close())
  return { sandbox, events, personasFile, seedFile }
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries++) await pause(25)
  assert.ok(holds())
}

function names({ world }: Sandbox): readonly string[] {
  return world.personas().map(({ name }) => name)
}

interface Health {
  readonly personas: { readonly file: string; readonly error: { readonly message: string } | null }
  readonly seed: { readonly error: unknown }
}

async function health({ urls }: Sandbox): Promise<Health> {
  return (await fetch(`${urls.sandbox}/health`)).json()
}

test('an edit of the personas holds at once, a broken one keeps the last good ones and says why', async (t) => {
  const { sandbox, events, personasFile } = await watchSandbox(t)

  writeFileSync(personasFile, '{ "bob": { "sub": "b" } }')
  await until(() => names(sandbox).join() === 'bob')
  writeFileSync(personasFile, '{ "carol": { "claims": 1 } }')
  await until(() => events.at(-1)?.event === 'personas-failed')
  const broken = await health(sandbox)
  assert.deepEqual(names(sandbox), ['bob'])
  rmSync(personasFile)
  await until(() => events.filter(({ event }) => event === 'personas-failed').length === 2)
  assert.deepEqual(names(sandbox), ['bob'])
  writeFileSync(personasFile, '{ "dora": { "sub": "d" } }')
  await until(() => names(sandbox).join() === 'dora')
  const mended = await health(sandbox)

  assert.match(
    broken.personas.error?.message ?? '',
    /persona "carol": "claims" has to be an object/,
  )
  assert.match(mended.personas.file, /personas\.json$/)
  assert.equal(mended.personas.error, null)
})

test('an edit of the seed waits for the next reset', async (t) => {
  const { sandbox, events, seedFile } = await watchSandbox(t)
  const titles = async (): Promise<string> => JSON.stringify(await sandbox.world.store.records())

  writeFileSync(seedFile, '{ "Note": [ { "id": "n1", "title": "new" } ] }')
  await until(() => events.at(-1)?.event === 'seed-reloaded')
  const before = await titles()
  await sandbox.world.reset()
  const after = await titles()
  writeFileSync(seedFile, '{ "Note": 1 }')
  await until(() => events.at(-1)?.event === 'seed-failed')
  await sandbox.world.reset()

  assert.deepEqual([before.includes('n1'), after.includes('n1')], [false, true])
  assert.ok((await titles()).includes('n1'))
  assert.notEqual((await health(sandbox)).seed.error, null)
})

test('without --watch nothing is read again', async (t) => {
  const { sandbox, events, personasFile } = await watchSandbox(t, { watch: false })

  writeFileSync(personasFile, '{ "bob": { "sub": "b" } }')
  await pause(300)

  assert.deepEqual([names(sandbox), events], [['alice'], []])
})

test('a saved persona stands in the file and can sign in at once', async (t) => {
  const { sandbox, personasFile } = await watchSandbox(t)
  const save = (body: object): Promise<Response> =>
    fetch(`${sandbox.urls.sandbox}/personas`, { method: 'POST', body: JSON.stringify(body) })

  const [zoe, yan] = await Promise.all([
    save({ name: 'zoe', description: 'new', claims: { sub: 'z' }, issuedSecondsAgo: 0 }),
    save({ name: 'yan', claims: { sub: 'y', level: [7, null] }, signedInSecondsAgo: 301 }),
  ])

  assert.deepEqual([zoe?.status, yan?.status], [201, 201])
  assert.deepEqual(names(sandbox), ['alice', 'zoe', 'yan'])
  const text = readFileSync(personasFile, 'utf8')
  assert.ok(text.startsWith('{ "alice": { "sub": "a", "user_id": "alice" },\n'))
  assert.deepEqual(JSON.parse(text), {
    alice: { sub: 'a', user_id: 'alice' },
    zoe: { description: 'new', claims: { sub: 'z' } },
    yan: { claims: { sub: 'y', level: [7, null] }, signedInSecondsAgo: 301 },
  })
})

test('a persona saved into a broken file is refused with its place', async (t) => {
  const { sandbox, personasFile } = await watchSandbox(t, { watch: false })
  writeFileSync(personasFile, '{ "alice": }')
  const body = JSON.stringify({ name: 'zoe', claims: {} })

  const response = await fetch(`${sandbox.urls.sandbox}/personas`, { method: 'POST', body })

  const answer: unknown = await response.json()
  assert.equal(response.status, 400)
  assert.match(JSON.stringify(answer), /personas\.json:1: the personas cannot be read/)
  assert.equal(readFileSync(personasFile, 'utf8'), '{ "alice": }')
})

test('after PUT the file does not count until it is edited', async (t) => {
  const { sandbox, personasFile } = await watchSandbox(t)
  const send = (method: string, body: object): Promise<Response> =>
    fetch(`${sandbox.urls.sandbox}/personas`, { method, body: JSON.stringify(body) })

  await send('PUT', { bob: { sub: 'b' } })
  const saved = await send('POST', { name: 'zoe', claims: {} })

  assert.deepEqual(await saved.json(), { persona: { name: 'zoe', claims: {} }, savedIn: null })
  assert.deepEqual(names(sandbox), ['bob', 'zoe'])
  assert.equal(readFileSync(personasFile, 'utf8'), alice)
  writeFileSync(personasFile, '{ "carol": { "sub": "c" } }')
  await until(() => names(sandbox).join() === 'carol,zoe')
})
