import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'

import { newFolder, repository, runCommand, spawnCommand } from '../running-sandbox.ts'
import type { Ended } from '../running-sandbox.ts'

const definition = `import { a, defineData } from '@aws-amplify/backend'
const schema = a.schema({
  Note: a.model({ title: a.string() }).authorization((allow) => [
    allow.owner('oidc').identityClaim('user_id'),
    allow.group('HR', 'oidc').withClaimIn('teams').to(['read']),
  ]),
})
export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: { oidcProviderName: 'p', oidcIssuerUrl: 'https://issuer.example' },
  },
})
`

const testing = JSON.stringify(join(repository, 'emulator/testing/index.ts'))
const tsx = import.meta.resolve('tsx')
const node = [process.execPath, '--import', tsx]
/** A run inside of a run of tests would report to that one. */
const outside = ['env', '-u', 'NODE_TEST_CONTEXT']
const suiteCommand = [...outside, ...node, '--test', 'notes.test.mjs']

const head = `import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { openSandbox } from ${testing}
const sandbox = await openSandbox({ personas: { alice: { user_id: 'alice' }, bob: { user_id: 'bob' } } })
beforeEach(() => sandbox.reset())
after(() => sandbox.close())
`

/** Nobody lists, nobody of HR is asked, and that bob cannot delete is said in a way of its own. */
const suite = `${head}
test('owners', async () => {
  const note = await sandbox.put('Note', { title: 'x', owner: 'alice' })
  await sandbox.as('alice').can('get', note)
  await sandbox.as('alice').can('update', note, { input: { title: 'y' } })
  await sandbox.as('bob').cannot('get', note, 'not-the-owner')
  await assert.rejects(sandbox.as('bob').can('delete', note))
})
`

function appWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const app = newFolder(t)
  mkdirSync(join(app, 'amplify/data'), { recursive: true })
  writeFileSync(join(app, 'amplify/data/resource.ts'), definition)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(app, name), text)
  return app
}

interface Report {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly ReportedMutant[] }>
  >
  readonly config: { readonly summary: Summary }
}

interface ReportedMutant {
  readonly id: string
  readonly status: string
  readonly location: { readonly start: { readonly line: number } }
}

interface Summary {
  readonly killed: number
  readonly of: number
  readonly survivors: Readonly<Record<string, { readonly test: readonly string[] }>>
}

function mutate(t: TestContext, cwd: string, args: readonly string[]): Promise<Ended> {
  return runCommand(t, ['mutate', ...args], { cwd })
}

async function reportOf(t: TestContext, cwd: string, args: readonly string[]): Promise<Report> {
  const { code, stdout, stderr } = await mutate(t, cwd, ['--json', ...args])
  assert.equal(code, 0, stderr)
  return JSON.parse(stdout) as Report
}

function statusesIn(report: Report): Readonly<Record<string, string>> {
  const mutants = Object.values(report.files).flatMap((file) => file.mutants)
  return Object.fromEntries(mutants.map(({ id, status }) => [id, status]))
}

const long = { timeout: 300_000 }

test(
  'a suite with known holes: exactly these mutants survive, and the tests that are offered close them',
  long,
  async (t) => {
    const app = appWith(t, { 'notes.test.mjs': suite })
    const args = ['--operators', 'narrow-op,add-op', '--', ...suiteCommand]

    const report = await reportOf(t, app, args)

    assert.deepEqual(statusesIn(report), {
      'Note#0:narrow-op(create)': 'NoCoverage',
      'Note#0:narrow-op(update)': 'Killed',
      // That bob's check fails is nothing new, whatever the reason.
      'Note#0:narrow-op(delete)': 'Survived',
      'Note#0:narrow-op(get)': 'Killed',
      'Note#0:narrow-op(list)': 'NoCoverage',
      'Note#0:narrow-op(listen)': 'Survived',
      'Note#1:narrow-op(get)': 'Survived',
      'Note#1:narrow-op(list)': 'NoCoverage',
      'Note#1:narrow-op(listen)': 'NoCoverage',
      'Note#1:add-op(create)': 'NoCoverage',
      'Note#1:add-op(update)': 'NoCoverage',
      'Note#1:add-op(delete)': 'NoCoverage',
    })
    const [file] = Object.entries(report.files)
    assert.equal(file?.[0], 'amplify/data/resource.ts')
    assert.equal(file?.[1].source, definition)
    assert.equal(file?.[1].mutants[0]?.location.start.line, 4)

    const offered = Object.entries(report.config.summary.survivors).filter(([, { test: lines }]) =>
      lines.some((line) => /\.(?:can|cannot)\(/.test(line)),
    )
    assert.ok(offered.length >= 8, JSON.stringify(report.config.summary.survivors))
    const tests = offered.map(
      ([id, { test: lines }]) => `test('${id}', async () => {\n${lines.join('\n')}\n})\n`,
    )
    writeFileSync(join(app, 'notes.test.mjs'), suite + tests.join(''))
    const closed = statusesIn(await reportOf(t, app, args))
    assert.deepEqual(
      offered.map(([id]) => [id, closed[id]]),
      offered.map(([id]) => [id, 'Killed']),
    )
  },
)

test(
  'below the threshold the command ends with 4, and says what nobody noticed',
  long,
  async (t) => {
    const app = appWith(t, { 'notes.test.mjs': suite })

    const args = ['--operators', 'add-op', '--threshold', '50', '--', ...suiteCommand]

    const { code, stdout } = await mutate(t, app, args)

    assert.equal(code, 4, stdout)
    assert.match(stdout, /^not exercised Note#1:add-op\(delete\)$/m)
    assert.match(
      stdout,
      /SURVIVED {2}Note#1:add-op\(create\) {2}\(not exercised\) {2}amplify\/data\/resource\.ts:5/,
    )
    assert.match(stdout, /why not {3}nothing asks create of Note/)
    assert.match(stdout, /mutation score 0\.0 % {2}\(0 killed of 3\)\nbelow --threshold 50/)
  },
)

const asking = `const answer = await fetch(process.env.AMPLITE_GRAPHQL_URL, {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: await tokenOf('bob') },
  body: JSON.stringify({ query: '{ listNotes { items { id } } }' }),
}).then((response) => response.json())
if (answer.data.listNotes.items.length > 0) process.exit(1)

async function tokenOf(persona) {
  const response = await fetch(process.env.AMPLITE_URL + '/sandbox/tokens', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ persona }),
  })
  return (await response.json()).token
}
`

test('a suite that asks over HTTP: "amplite exec" runs the mutant', long, async (t) => {
  const app = appWith(t, {
    'ask.mjs': asking,
    'seed.json': JSON.stringify({ Note: [{ id: '1', owner: 'alice' }] }),
    'personas.json': JSON.stringify({ bob: { claims: { user_id: 'bob' } } }),
  })
  const bin = join(repository, 'emulator/cli/bin.ts')
  const program = [...node, bin, 'exec', '--', process.execPath, 'ask.mjs']

  const args = ['--operators', 'owner-to-authenticated,add-op', '--', ...program]

  const report = await reportOf(t, app, args)

  assert.deepEqual(statusesIn(report), {
    'Note#0:owner-to-authenticated': 'Killed',
    'Note#1:add-op(create)': 'NoCoverage',
    'Note#1:add-op(update)': 'NoCoverage',
    'Note#1:add-op(delete)': 'NoCoverage',
  })
})

/** It waits for ever for what only the mutant refuses. */
const waiting = `import { writeFileSync } from 'node:fs'
import { openSandbox } from ${testing}
const sandbox = await openSandbox({ personas: { alice: { user_id: 'alice' } } })
const note = await sandbox.put('Note', { owner: 'alice' })
const { data } = await sandbox.as('alice').graphql('query Get($id: ID!) { getNote(id: $id) { id } }', { id: note.id })
writeFileSync(process.env.AMPLITE_MUTANT ? 'mutant.pid' : 'baseline.pid', String(process.pid))
if (!data.getNote) setInterval(() => {}, 1000)
`

test('a suite that does not end has noticed', long, async (t) => {
  const app = appWith(t, { 'wait.mjs': waiting })

  const report = await reportOf(t, app, ['--operators', 'drop', '--', ...node, 'wait.mjs'])

  assert.equal(statusesIn(report)['Note#0:drop'], 'Timeout')
  assert.ok(!isRunning(Number(readFileSync(join(app, 'mutant.pid'), 'utf8'))))
})

test('Ctrl-C ends what runs, and nothing is left behind', long, async (t) => {
  const app = appWith(t, { 'wait.mjs': waiting })
  const { ended, signal } = spawnCommand(
    t,
    ['mutate', '--operators', 'drop', '--', ...node, 'wait.mjs'],
    { cwd: app },
  )
  const file = join(app, 'mutant.pid')
  while (!existsSync(file) || readFileSync(file, 'utf8') === '') await wait(50)

  signal('SIGINT')

  const { code, stdout } = await ended
  assert.equal(code, 130)
  assert.ok(!isRunning(Number(readFileSync(file, 'utf8'))))
  assert.doesNotMatch(stdout, /mutation score/)
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

interface Mistake {
  readonly title: string
  readonly args: readonly string[]
  readonly code: number
  readonly says: RegExp
}

const mistakes: readonly Mistake[] = [
  {
    title: 'a suite that fails without any mutant',
    args: ['--', process.execPath, '-e', 'console.log("two plus two is five"); process.exit(7)'],
    code: 1,
    says: /fails without any mutant \(exit code 7\), so it can tell nothing about them; it ended with:\ntwo plus two is five/,
  },
  {
    title: 'a suite that opens no sandbox',
    args: ['--', process.execPath, '-e', '0'],
    code: 1,
    says: /opens no sandbox of this definition; name the one that the suite tests/,
  },
  {
    title: 'a program that is not there',
    args: ['--', 'no-such-program'],
    code: 1,
    says: /fails without any mutant \(spawn no-such-program ENOENT\)/,
  },
  {
    title: 'no suite',
    args: [],
    code: 2,
    says: /what is to be run\? "amplite mutate" takes the suite behind "--"/,
  },
  {
    title: 'an operator that does not exist',
    args: ['--operators', 'dorp', '--', 'true'],
    code: 2,
    says: /--operators "dorp" is none; did you mean "drop"\?; there are drop, widen-ops/,
  },
  {
    title: 'a placeholder that stands nowhere',
    args: ['--files-as', '{}', '--', 'true'],
    code: 2,
    says: /--files-as "\{\}" stands nowhere in the command/,
  },
  {
    title: 'a threshold that is no percentage',
    args: ['--threshold', '101', '--', 'true'],
    code: 2,
    says: /--threshold "101" is no percentage/,
  },
]

for (const { title, args, code, says } of mistakes) {
  test(`${title}: ${code}`, async (t) => {
    const ended = await mutate(t, appWith(t, {}), args)

    assert.equal(ended.code, code, ended.stderr)
    assert.match(ended.stderr, says)
    assert.equal(ended.stdout, '')
  })
}

test('a mutant that the definition does not have is refused, not ignored', async (t) => {
  const command = [
    'env',
    'AMPLITE_MUTANT=Note#0:dorp',
    ...node,
    join(repository, 'emulator/cli/bin.ts'),
  ]

  const { code, stderr } = await runCommand(t, ['exec', '--', 'true'], {
    cwd: appWith(t, {}),
    command,
  })

  assert.equal(code, 3)
  assert.match(
    stderr,
    /AMPLITE_MUTANT="Note#0:dorp": amplify\/data\/resource\.ts has no such mutant; did you mean "Note#0:drop"\?/,
  )
})
