import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { ask, tokenFor } from '../ask.ts'
import { connectAs } from '../realtime/socket-client.ts'
import { runSuite } from '../run-suite.ts'
import { newFolder, repository, runCommand, runSandbox, sample } from '../running-sandbox.ts'
import type { Ended, RunningSandbox } from '../running-sandbox.ts'

const definition = join(repository, sample)
const update = 'mutation { updateNote(input: { id: "note-alice", title: "it\'s mine" }) { id } }'
const recordedAt = (number: number): readonly string[] => ['record', `${number}`]

/** A sandbox that was asked by several people, and the folder that suites of it would stand in. */
async function askedSandbox(t: TestContext): Promise<{ folder: string; sandbox: RunningSandbox }> {
  const folder = newFolder(t)
  const sandbox = await runSandbox(t, [definition], { cwd: folder })
  return { folder, sandbox }
}

function record(
  t: TestContext,
  { folder, sandbox }: { readonly folder: string; readonly sandbox: RunningSandbox },
  args: readonly string[],
): Promise<Ended> {
  return runCommand(t, [...args, '--url', sandbox.ready.url], { cwd: folder })
}

test('the last decision becomes a test: who asked, what was stored, what came of it', async (t) => {
  const asked = await askedSandbox(t)
  const token = await tokenFor(asked.sandbox, { persona: 'bob' })
  await ask(asked.sandbox, { token, query: update })
  const records = await (await fetch(`${asked.sandbox.ready.sandbox}/records`)).json()
  const note = records.Note.find(({ id }: { id: string }) => id === 'note-alice')

  const ended = await record(t, asked, ['record'])

  assert.deepEqual([ended.code, ended.stderr], [0, ''])
  assert.equal(
    ended.stdout,
    `import { after, beforeEach, test } from 'node:test'

import { openSandbox } from 'amplite/testing'

const sandbox = await openSandbox({
  definition: '${definition}',
  personas: { bob: { sub: 'sub-bob', user_id: 'bob', user_groups: ['users'], email: 'bob@example.com' } },
})
beforeEach(() => sandbox.reset())
after(() => sandbox.close())

test('bob cannot update Note: not-the-owner', async () => {
  const note = await sandbox.put('Note', { id: 'note-alice', title: 'Alice\\'s note', body: 'only for alice', owner: 'alice', createdAt: '${note.createdAt}', updatedAt: '${note.updatedAt}' })

  await sandbox.as('bob').cannot('update', note, { input: { title: 'it\\'s mine' }, reason: 'not-the-owner' })
})
`,
  )
})

interface Asking {
  readonly who: object
  readonly query: string
  readonly says: string
}

const askings: readonly Asking[] = [
  {
    who: { persona: 'alice' },
    query: update,
    says: `as('alice').can('update', note, { input: { title: 'it\\'s mine' } })`,
  },
  {
    who: { persona: 'bob' },
    query: '{ getNote(id: "note-alice") { id } }',
    says: `as('bob').cannot('get', note, 'not-the-owner')`,
  },
  {
    who: { persona: 'noclaim' },
    query: '{ listNotes { items { id } } }',
    says: `as('noclaim').cannot('list', 'Note', 'claim-missing')`,
  },
  {
    who: { persona: 'bob' },
    query: '{ listNotes { items { id } } }',
    says: `as('bob').can('list', 'Note')`,
  },
  {
    who: { persona: 'mona' },
    query: 'mutation { deleteArticle(input: { id: "article-alice" }) { id } }',
    says: `as('mona').cannot('delete', article, 'not-the-owner')`,
  },
  {
    who: { persona: 'bob' },
    query: 'mutation { createNote(input: { title: "x", id: "new" }) { id } }',
    says: `as('bob').can('create', 'Note', { input: { title: 'x', id: 'new' } })`,
  },
  {
    who: { persona: 'bob' },
    query: '{ listEmployees { items { salary } } }',
    says: `as('bob').cannot('read', employee, { field: 'salary', reason: 'not-the-owner' })`,
  },
  {
    who: { claims: { sub: 'zed', user_groups: ['testGroupName'] } },
    query: '{ getArticle(id: "article-alice") { id } }',
    says: `as({ sub: 'zed', user_groups: ['testGroupName'] }).can('get', article)`,
  },
  {
    who: { persona: 'bob' },
    query: 'mutation { updateNote(input: { id: "gone" }) { id } }',
    says: `as('bob').cannot('update', note, 'not-the-owner')`,
  },
]

test('what is recorded runs as it is written, whoever asked whatever', async (t) => {
  const asked = await askedSandbox(t)
  const numbers: number[] = []
  for (const { who, query } of askings) {
    await ask(asked.sandbox, { token: await tokenFor(asked.sandbox, who), query })
    const decisions: { number: number }[] = await (
      await fetch(`${asked.sandbox.ready.sandbox}/decisions`)
    ).json()
    numbers.push(decisions.at(-1)?.number ?? 0)
  }

  const ended = await record(t, asked, [
    'record',
    ...numbers.map(String),
    '--out',
    'recorded.test.ts',
  ])
  assert.deepEqual(ended, { code: 0, stdout: 'recorded.test.ts is written\n', stderr: '' })
  const written = readFileSync(join(asked.folder, 'recorded.test.ts'), 'utf8')
  const suite = await runSuite(t, asked.folder, 'recorded.test.ts')

  assert.deepEqual(
    askings.filter(({ says }) => !written.includes(`await sandbox.${says}\n`)),
    [],
  )
  assert.equal(suite.code, 0, suite.stdout)
  assert.match(suite.stdout, new RegExp(`pass ${askings.length}\\b`))
})

interface Listening {
  readonly who: string
  readonly args: string
  readonly says: string
}

const listenings: readonly Listening[] = [
  { who: 'alice', args: '', says: `as('alice').can('listen', 'Note')` },
  {
    who: 'bob',
    args: '(owner: "alice", filter: { title: { eq: "x" } })',
    says: `as('bob').cannot('listen', 'Note', { filter: { title: { eq: 'x' } }, args: { owner: 'alice' }, reason: 'another-owner-asked-for' })`,
  },
  { who: 'noclaim', args: '', says: `as('noclaim').cannot('listen', 'Note', 'claim-missing')` },
]

test('what was asked over a socket is recorded with its arguments, and runs as it is written', async (t) => {
  const asked = await askedSandbox(t)
  for (const { who, args } of listenings) {
    const token = await tokenFor(asked.sandbox, { persona: who })
    const socket = await connectAs(t, asked.sandbox.ready.realtime, token)
    const query = `subscription { onUpdateNote${args} { id } }`
    await socket.start('1', { query, authorization: { Authorization: token, host: 'x' } })
  }

  const ended = await record(t, asked, ['record', '1', '2', '3', '--out', 'heard.test.ts'])
  const suite = await runSuite(t, asked.folder, 'heard.test.ts')

  assert.deepEqual([ended.code, ended.stderr], [0, ''])
  const written = readFileSync(join(asked.folder, 'heard.test.ts'), 'utf8')
  for (const { says } of listenings) assert.ok(written.includes(`await sandbox.${says}\n`), written)
  assert.equal(suite.code, 0, suite.stdout)
})

test('operations with code of their own, and whom a Lambda authorizer let in', async (t) => {
  const shop = join(repository, 'test/handlers/shop/amplify/data/resource.ts')
  const folder = newFolder(t)
  const asked = { folder, sandbox: await runSandbox(t, [shop], { cwd: folder }) }
  const token = await tokenFor(asked.sandbox, { claims: { sub: 'x' } })
  await ask(asked.sandbox, { token, query: '{ sayHello(name: "Zoe") { text } }' })
  const list = '{ listNotes(limit: 5) { items { id } } }'
  await ask(asked.sandbox, { token: 'no-prices', query: list })

  const called = await record(t, asked, recordedAt(1))
  const listed = await record(t, asked, recordedAt(2))

  const own =
    'decision 1 is about a custom operation, whose handler a check would have to run, so it cannot become a test; ask queries.sayHello() in one of your own'
  assert.deepEqual(called, { code: 2, stdout: '', stderr: `amplite: ${own}\n` })
  assert.match(
    listed.stdout,
    /await sandbox\.as\.lambda\(.*deniedFields.*\)\.can\('list', 'Note'\)$/m,
  )
  writeFileSync(join(folder, 'lambda.test.ts'), listed.stdout)
  const suite = await runSuite(t, folder, 'lambda.test.ts')
  assert.equal(suite.code, 0, suite.stdout)
})

test('a recorded test fails once the rules decide otherwise', async (t) => {
  const asked = await askedSandbox(t)
  const token = await tokenFor(asked.sandbox, { persona: 'bob' })
  await ask(asked.sandbox, { token, query: update })
  const { stdout } = await record(t, asked, ['record'])
  const rules = readFileSync(definition, 'utf8').replace(
    'title: a.string().required(), body: a.string() })\n    .authorization((allow) => [',
    "title: a.string().required(), body: a.string() })\n    .authorization((allow) => [allow.authenticated('oidc'), ",
  )
  const changed = join(asked.folder, 'changed.ts')
  writeFileSync(changed, rules)
  writeFileSync(join(asked.folder, 'recorded.test.ts'), stdout.replace(definition, changed))

  const suite = await runSuite(t, asked.folder, 'recorded.test.ts')

  assert.equal(suite.code, 1)
  assert.match(suite.stdout, /bob can update Note .*, but was expected not to \(not-the-owner\)/)
})

test('what cannot be recorded is said', async (t) => {
  const asked = await askedSandbox(t)
  writeFileSync(join(asked.folder, 'mine.test.ts'), 'mine')
  const says = async (args: readonly string[]): Promise<unknown> => {
    const { code, stdout, stderr } = await record(t, asked, args)
    return [code, stdout, stderr]
  }
  const wrong = (message: string): unknown => [2, '', `amplite: ${message}\n`]

  assert.deepEqual(
    await says(['record']),
    wrong('there is no decision yet; ask the sandbox something first'),
  )
  await ask(asked.sandbox, { token: 'nonsense', query: '{ listNotes { items { id } } }' })
  const token = await tokenFor(asked.sandbox, { persona: 'alice' })
  await ask(asked.sandbox, { token, query: '{ getNote(id: "gone") { id } }' })
  await ask(asked.sandbox, { token, query: '{ listNotes { items { id } } }' })

  const whole = 'decision 1 is the 401 of a whole request (not-a-jwt), so it cannot become a test'
  assert.deepEqual(await says(recordedAt(1)), wrong(whole))
  const gone = 'decision 2 is about an item of Note that was not there, so it cannot become a test'
  assert.deepEqual(await says(recordedAt(2)), wrong(gone))
  const none = 'number: there is no decision 9; those from 1 to 3 are kept'
  assert.deepEqual(await says(recordedAt(9)), wrong(none))
  assert.deepEqual(await says(['record', 'x']), wrong('number: "x" is no number of a decision'))
  const taken = 'mine.test.ts is there already; name another file with --out'
  assert.deepEqual(await says(['record', '--out', 'mine.test.ts']), wrong(taken))
  assert.equal(readFileSync(join(asked.folder, 'mine.test.ts'), 'utf8'), 'mine')
})

test('without a sandbox it says how to get one', async (t) => {
  const ended = await runCommand(t, ['record', '--url', 'http://127.0.0.1:1'])

  const message =
    'no sandbox answers at http://127.0.0.1:1/sandbox: start one with "amplite start", or name it with --url URL'
  assert.deepEqual(ended, { code: 2, stdout: '', stderr: `amplite: ${message}\n` })
})
