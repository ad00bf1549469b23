import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { openSandbox } from '../../emulator/testing/index.ts'
import { newFolder } from '../running-sandbox.ts'
import { personas, rooms } from './definitions.ts'

const sample = 'seed/amplify/data/resource.ts'

test('worlds of one definition share nothing: items, clock, tokens, decisions', async () => {
  const [one, other] = await Promise.all([
    openSandbox({ definition: sample }),
    openSandbox({ definition: sample }),
  ])
  await one.as('alice').models['Note'].create({ title: 'x' })
  one.clock.advance('1d')
  const token = await one.as('alice').token()

  assert.deepEqual(await other.stored('Note'), [])
  assert.deepEqual(other.decisions, [])
  assert.equal(other.clock.now(), Date.parse('2030-01-01T00:00:00Z'))
  await other.as.token(token).cannot('list', 'Note', 'unknown-key')
  await one.as.token(token).can('list', 'Note')
})

test('worlds of one definition run its functions apart', async () => {
  const definition = 'test/handlers/shop/amplify/data/resource.ts'
  const heard: string[] = []
  const open = (name: string): ReturnType<typeof openSandbox> =>
    openSandbox({ definition, onFunctionOutput: ({ text }) => void heard.push(`${name}: ${text}`) })
  const [one, other] = [await open('one'), await open('other')]

  const { data } = await other
    .as({ sub: 'x' }, { mode: 'oidc' })
    .queries['sayHello']({ name: 'Zoe' })
  await one.close()
  await other.close()

  assert.ok(typeof data === 'object' && data !== null)
  assert.deepEqual(heard, ['other: greeting Zoe'])
})

test('a definition is compiled again when it or a file that it imports has changed, and only then', async (t) => {
  const folder = newFolder(t)
  const file = join(folder, 'resource.ts')
  const write = (operation: string): void =>
    writeFileSync(join(folder, 'rules.ts'), `export const operations = ['${operation}'] as const\n`)
  writeFileSync(
    file,
    `import { a, defineData } from '@aws-amplify/backend'
import { operations } from './rules.ts'
globalThis.timesCompiled = (globalThis.timesCompiled ?? 0) + 1
export const data = defineData({ schema: a.schema({
  Poll: a.model({ x: a.string() }).authorization((allow) => [allow.publicApiKey().to([...operations])]),
}) })
`,
  )
  write('read')
  const first = await openSandbox({ definition: file })
  await openSandbox({ definition: file })
  const timesBefore: unknown = Reflect.get(globalThis, 'timesCompiled')
  write('create')
  const later = await openSandbox({ definition: file })

  assert.equal(timesBefore, 1)
  assert.equal(Reflect.get(globalThis, 'timesCompiled'), 2)
  await first.as.apiKey().can('list', 'Poll')
  await first.as.apiKey().cannot('create', 'Poll', 'no-role-for-operation')
  await later.as.apiKey().cannot('list', 'Poll')
  await later.as.apiKey().can('create', 'Poll', { fields: ['__typename'] })
})

test('a broken definition is refused each time, and taken once it is mended', async (t) => {
  const file = join(newFolder(t), 'schema.graphql')
  writeFileSync(file, 'type Poll @model @auth(rules: [{ allow: nobody }]) { x: String }')
  for (let time = 1; time <= 2; time += 1) {
    await assert.rejects(openSandbox({ definition: file }), { code: 'DEFINITION_INVALID' })
  }
  writeFileSync(file, 'type Poll @model @auth(rules: [{ allow: public }]) { x: String }')

  const sandbox = await openSandbox({ definition: file })

  await sandbox.as.apiKey().can('list', 'Poll')
})

test('the definition may be a value: props of defineData, what it returned, or a bare schema', async () => {
  const props = rooms()
  const schema: unknown = Reflect.get(props, 'schema')
  assert.ok(typeof schema === 'object' && schema !== null)
  for (const definition of [props, { props }, schema]) {
    const sandbox = await openSandbox({ definition, personas })
    const room = await sandbox.put('Room', { name: 'x', owner: 'alice' })

    await sandbox.as('alice').can('update', room)
    await sandbox.as('bob').cannot('update', room, 'not-the-owner')
  }
  await assert.rejects(openSandbox({ definition: {} }), {
    code: 'DEFINITION_INVALID',
    message:
      'the definition is no value of defineData() or a.schema(); give one of these, or the path of the file',
  })
})

test('put takes one item or several, stored finds them, and runners compare plain data', async () => {
  const sandbox = await openSandbox({ definition: rooms(), personas })
  const now = '2030-01-01T00:00:00.000Z'
  const rest = { createdAt: now, updatedAt: now, __typename: 'Room' }

  const one = await sandbox.put('Room', { id: '1', name: 'x' })
  const more = await sandbox.put('Room', [
    { id: '2', name: 'y' },
    { name: 'z', odd: 1 },
  ])

  assert.deepEqual(one, { id: '1', name: 'x', ...rest })
  assert.equal(more.length, 2)
  assert.deepEqual(await sandbox.stored('Room', '2'), [more[0]])
  assert.deepEqual(await sandbox.stored('Room'), [one, ...more])
  await assert.rejects(sandbox.stored('Rooms'), /no model "Rooms"; did you mean "Room"\?/)
})

test('await using closes it', async () => {
  const forgotten = async (): Promise<void> => {
    await using sandbox = await openSandbox({ definition: rooms(), personas })
    void sandbox.as('alice').can('list', 'Room')
  }

  await assert.rejects(forgotten(), /nobody awaited these checks/)
})

test('a world costs milliseconds, a reset less than one', async () => {
  const opened: number[] = []
  const reset: number[] = []
  await openSandbox({ definition: sample })
  for (let round = 0; round < 30; round += 1) {
    const begun = performance.now()
    const sandbox = await openSandbox({ definition: sample })
    opened.push(performance.now() - begun)
    await sandbox.put('Todo', { content: 'x' })
    const dirty = performance.now()
    await sandbox.reset()
    reset.push(performance.now() - dirty)
  }

  // The limits are wide, because other tests run beside this one; alone it takes about 3 ms and 0.02 ms.
  assert.ok(median(opened) < 50, `opening takes ${median(opened)} ms`)
  assert.ok(median(reset) < 1, `a reset takes ${median(reset)} ms`)
})

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Infinity
}
