import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { readCaseFiles } from '../../emulator/recording/read-cases.ts'
import type { CountedCase } from '../../emulator/recording/read-cases.ts'
import { newFolder, repository, sample, spawnCommand } from '../running-sandbox.ts'
import type { Ended } from '../running-sandbox.ts'

const testing = join(repository, 'emulator/testing/index.ts')
const definition = join(repository, sample)
const tsx = import.meta.resolve('tsx')

interface Suite {
  readonly body: string
  readonly variable?: string
  readonly dir: string
}

/** Runs a suite in a process of its own, told to record. */
async function run(
  t: TestContext,
  { body, dir, variable = 'AMPLITE_COVERAGE' }: Suite,
): Promise<Ended> {
  const path = join(newFolder(t), 'suite.mts')
  writeFileSync(
    path,
    `import { openSandbox } from ${JSON.stringify(testing)}
const open = () => openSandbox({ definition: ${JSON.stringify(definition)} })
${body}
`,
  )
  const command = ['env', '-u', 'NODE_TEST_CONTEXT', `${variable}=${dir}`]
  return spawnCommand(t, [process.execPath, '--import', tsx, path], { command }).ended
}

function words({ at = '', subject, study, wants, granted, count }: CountedCase): string {
  const line = at.slice(at.lastIndexOf(':') + 1)
  const what = study === wants[0] ? wants.join('+') : `${study} ${wants.join('+')}`
  return `${line}: ${subject} ${what} ${granted ? 'granted' : 'refused'} ×${count}`
}

function recorded(dir: string): readonly string[] {
  return readCaseFiles(dir).flatMap(({ cases }) => cases.map(words))
}

const seen: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'what is stored past the rules is no question',
    `const sandbox = await open()
await sandbox.put('Note', { title: 'x', owner: 'alice' })
await sandbox.as.admin().models.Note.list()
await sandbox.close()`,
    [],
  ],
  [
    'checks, dry runs and real requests are, each with its line',
    `const sandbox = await open()
const note = await sandbox.put('Note', { title: 'x', owner: 'alice' })
await sandbox.as('alice').can('update', note, { input: { title: 'y' } })
await sandbox.as('bob').cannot('delete', note)
await sandbox.as('bob').sees([note])
await sandbox.as('bob').decide('get', note)
await sandbox.as('alice').models.Note.create({ title: 'z' })
await sandbox.as('alice').graphql('{ listNotes { items { id } } }')
await sandbox.close()`,
    [
      '5: Note update+set title granted ×1',
      '6: Note delete refused ×1',
      '7: Note list refused ×1',
      '8: Note get refused ×1',
      '9: Note create granted ×1',
      '10: Note list granted ×1',
      '10: Note list granted ×1',
    ],
  ],
  [
    'the same request of one line is counted, in however many sandboxes',
    `for (const _ of [1, 2, 3]) {
  const sandbox = await open()
  await sandbox.as('alice').can('create', 'Note', { input: { title: 'x' } })
  await sandbox.close()
}`,
    ['5: Note create granted ×3'],
  ],
  [
    'a subscription, and every event that it might be for',
    `const sandbox = await open()
const note = await sandbox.put('Note', { title: 'x', owner: 'alice' })
await sandbox.as('bob').subscribe('subscription { onUpdateNote { id owner } }')
await sandbox.as('alice').models.Note.update({ id: note.id, title: 'y' })
await sandbox.close()`,
    [
      '5: Note listen granted ×1',
      '6: Note update+set title granted ×1',
      '6: Note listen hear refused ×1',
    ],
  ],
]

for (const [title, body, expected] of seen) {
  test(`recorded: ${title}`, async (t) => {
    const dir = join(newFolder(t), 'asked')

    const { code, stderr } = await run(t, { body, dir })

    assert.deepEqual([code, stderr], [0, ''])
    assert.deepEqual(recorded(dir), expected)
  })
}

test('a table of expectations asks much from one line', async (t) => {
  const dir = join(newFolder(t), 'asked')
  const body = `const sandbox = await open()
const own = await sandbox.put('Note', { title: 'x', owner: 'alice' })
await sandbox.expects('Note', { own }, { alice: { own: 'get list update delete', new: 'create listen' } }).catch(() => undefined)
await sandbox.close()`

  await run(t, { body, dir })

  const granted = recorded(dir).filter((line) => line.includes('granted'))
  assert.ok(recorded(dir).every((line) => line.startsWith('5: Note ')))
  for (const operation of ['get', 'list', 'update', 'delete', 'create', 'listen'])
    assert.ok(
      granted.some((line) => line.startsWith(`5: Note ${operation} granted`)),
      operation,
    )
})

/** Ways for a process to end that close no sandbox. */
const ends = {
  'by itself': '',
  'by process.exit()': 'process.exit(0)',
  'by being killed':
    "await new Promise((go) => setTimeout(go, 100)); process.kill(process.pid, 'SIGKILL')",
} as const

for (const [how, end] of Object.entries(ends)) {
  test(`nothing is lost of a suite that never closes its sandbox, and ends ${how}`, async (t) => {
    const dir = join(newFolder(t), 'asked')
    const body = `const sandbox = await open()
await sandbox.as('alice').can('create', 'Note', { input: { title: 'x' } })
${end}`

    await run(t, { body, dir })

    assert.deepEqual(recorded(dir), ['4: Note create granted ×1'])
  })
}

test('AMPLITE_RECORD asks for the same', async (t) => {
  const dir = join(newFolder(t), 'asked')
  const body = `const sandbox = await open()
await sandbox.as('alice').can('create', 'Note', { input: { title: 'x' } })`

  await run(t, { body, dir, variable: 'AMPLITE_RECORD' })

  assert.deepEqual(recorded(dir), ['4: Note create granted ×1'])
})

test('two processes write a file each, and name the definition', async (t) => {
  const dir = join(newFolder(t), 'asked')
  const body = "await (await open()).as('alice').can('create', 'Note', { input: { title: 'x' } })"

  await Promise.all([run(t, { body, dir }), run(t, { body, dir })])

  const files = readCaseFiles(dir)
  assert.deepEqual(
    files.map(({ file }) => file),
    [definition, definition],
  )
  assert.equal(new Set(files.map(({ hash }) => hash)).size, 1)
  assert.match(files[0]?.hash ?? '', /^[0-9a-f]{16}$/)
})

test('tokens are not kept, nor what passes with them', async (t) => {
  const dir = join(newFolder(t), 'asked')
  const body = "await (await open()).as('alice').can('create', 'Note', { input: { title: 'x' } })"

  await run(t, { body, dir })

  const [name = ''] = readdirSync(dir)
  const text = readFileSync(join(dir, name), 'utf8')
  assert.doesNotMatch(text, /eyJ|"iat"|"exp"|"auth_time"/)
})

test('without the variable nothing is written', async (t) => {
  const folder = newFolder(t)
  const body = "await (await open()).as('alice').can('create', 'Note', { input: { title: 'x' } })"

  await run(t, { body, dir: join(folder, 'asked'), variable: 'AMPLITE_OTHER' })

  assert.ok(!existsSync(join(folder, 'asked')))
})

test('a folder that cannot be written is one sentence when the sandbox opens', async (t) => {
  const dir = join(newFolder(t), 'asked')
  writeFileSync(dir, 'a file')
  const body = 'await open().catch((error) => console.log(error.code, error.message))'

  const { stdout } = await run(t, { body, dir })

  assert.match(
    stdout,
    /^USAGE AMPLITE_COVERAGE="[^"]+": what the suite asks cannot be written there \(E(?:EXIST|NOTDIR).*\); name a folder that can be written\n$/,
  )
})

test('a disk that is full is one sentence when the sandbox closes, and no request fails for it', async (t) => {
  const dir = join(newFolder(t), 'asked')
  mkdirSync(dir)
  // Files may have no byte more than what the first line takes.
  const body = `const sandbox = await open()
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
fs.appendFileSync = () => { throw new Error('ENOSPC: no space left on device, write') }
syncBuiltinESMExports()
await sandbox.as('alice').can('create', 'Note', { input: { title: 'x' } })
await new Promise((go) => setTimeout(go, 20))
await sandbox.close().catch((error) => console.log(error.code, error.message))`

  const { code, stdout } = await run(t, { body, dir })

  assert.equal(code, 0)
  assert.match(
    stdout,
    /^USAGE AMPLITE_COVERAGE="[^"]+": what the suite asks cannot be written there \(ENOSPC/,
  )
})
