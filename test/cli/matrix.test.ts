import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { newFolder, repository, runCommand, sample } from '../running-sandbox.ts'

test('the matrix says by persona who may do what', async (t) => {
  const ended = await runCommand(t, ['matrix', sample, '--model', 'Article', '--model', 'Todo'])

  assert.deepEqual([ended.code, ended.stderr], [0, ''])
  const lines = ended.stdout.split('\n').filter((line) => /^\S/.test(line))
  assert.deepEqual(
    lines.map((line) => line.split(/ {2,}/)),
    [
      ['Article', 'create', 'get', 'list', 'update', 'delete', 'listen'],
      ['alice', 'any, becomes owner', 'own', 'own', 'own', 'own', 'own, filtered *'],
      ['bob', 'any, becomes owner', 'own', 'own', 'own', 'own', 'own, filtered *'],
      ['mona', 'any, becomes owner', 'any', 'any', 'own · others: clears only {}', 'own', 'any'],
      ['noclaim', '–', '–', '–', '–', '–', '–'],
      ['Todo', 'create', 'get', 'list', 'update', 'delete', 'listen'],
      ...['alice', 'bob', 'mona'].map((name) => [
        name,
        'any, becomes owner',
        'any',
        'any',
        'any',
        'any',
        'any',
      ]),
      ['noclaim', 'any', 'any', 'any', 'any', 'any', 'any'],
    ],
  )
})

test('Markdown, a page without scripts, and every case', async (t) => {
  const folder = newFolder(t)
  const html = join(folder, 'matrix.html')
  const args = ['matrix', sample, '--model', 'Employee', '--persona', 'alice']

  const markdown = await runCommand(t, [...args, '--markdown', '-', '--html', html])
  const exhaustive = await runCommand(t, [...args, '--exhaustive'])

  assert.match(markdown.stdout, /^\| Employee \| create +\| get \| list \| update \|/)
  assert.match(markdown.stdout, /^\| alice +\| any, becomes owner \| any \| any {2}\| own +\|/m)
  const page = readFileSync(html, 'utf8')
  assert.match(
    page,
    /<td id="Employee\/alice\/update"><details><summary>own<\/summary><pre>update {2}/,
  )
  assert.match(
    page,
    /item \{&quot;owner&quot;:&quot;\w+&quot;\}, item: stored {2}=&gt; allow\n(?: {2}.*\n)* {2}granted {2}allow\.owner\('oidc'\).* {2}seed\/amplify\/data\/resource\.ts:\d+/,
  )
  assert.doesNotMatch(page, /<script|src=|href=/)
  assert.match(
    exhaustive.stdout,
    /^update {2}\{"user_id":"me-by-user_id"\}, item \{"owner":"me-by-user_id"\}, item: stored {2}=> allow$/m,
  )
  assert.match(exhaustive.stdout, /^not covered: what handlers/m)
})

test('where user pool tokens are the default, personas are users of the pool, and of the issuer beside it', async (t) => {
  const shop = 'test/clients/shop/amplify/data/resource.ts'

  const { stdout } = await runCommand(t, ['matrix', shop, '--model', 'Order', '--persona', 'alice'])

  const rows = stdout.split('\n').filter((line) => line.startsWith('alice'))
  assert.deepEqual(
    rows.map((line) => line.split(/ {2,}/).slice(0, 3)),
    [
      ['alice', 'any, becomes owner', 'own'],
      ['alice (oidc)', '–', '–'],
    ],
  )
})

test('JSON holds tables and facts', async (t) => {
  const ended = await runCommand(t, ['matrix', sample, '--json', '--model', 'Note'])

  const matrix: {
    readonly tables: readonly { readonly name: string }[]
    readonly facts: readonly {
      readonly question: string
      readonly when: readonly string[]
      readonly outcome: string
    }[]
  } = JSON.parse(ended.stdout)
  assert.deepEqual(
    matrix.tables.map(({ name }) => name),
    ['Note'],
  )
  assert.ok(
    matrix.facts.some(
      ({ question, when, outcome }) =>
        question === 'delete' && when.join() === "owner is caller's user_id" && outcome === 'allow',
    ),
  )
})

test('a lock file is written, matches, and no longer does when the rules change', async (t) => {
  const folder = newFolder(t)
  const lock = join(folder, 'authz.lock')
  const changed = join(folder, 'resource.ts')
  const text = readFileSync(join(repository, sample), 'utf8')
  writeFileSync(
    changed,
    text.replace(".to(['read', 'update'])", ".to(['read', 'update', 'delete'])"),
  )

  const written = await runCommand(t, ['matrix', sample, '--lock', lock])
  const same = await runCommand(t, ['matrix', sample, '--lock', lock, '--check'])
  const other = await runCommand(t, ['matrix', changed, '--check', '--lock', lock])

  assert.deepEqual([written.code, same.code, other.code], [0, 0, 4])
  assert.match(same.stdout, /is what seed\/amplify\/data\/resource\.ts decides: \d+ facts$/m)
  assert.match(other.stdout, /does not match .*: \d+ lines? missing, \d+ lines? new$/m)
  assert.match(
    other.stdout,
    /^ {2}Article {2}delete {2}oidc\n {2}\+ owner is not caller's user_id; caller in testGroupName of user_groups +=> allow$/m,
  )
})

test('another order, another folding and comments are the same access; `--format` counts the text', async (t) => {
  const folder = newFolder(t)
  const lock = join(folder, 'authz.lock')
  await runCommand(t, ['matrix', sample, '--lock', lock])
  const written = readFileSync(lock, 'utf8')
  const args = ['matrix', sample, '--lock', lock, '--check']
  const checked = async (text: string, ...more: readonly string[]): Promise<number | null> => {
    writeFileSync(lock, text)
    return (await runCommand(t, [...args, ...more])).code
  }
  const folded = written.replace(
    /^create( +oidc +)always( +)=> allow$/m,
    'create$1caller has user_id$2=> allow\ncreate$1caller has no user_id$2=> allow',
  )

  const codes = [
    await checked(written, '--format'),
    await checked(`${written}# mine\n`),
    await checked(`${written}# mine\n`, '--format'),
    await checked(folded),
    await checked(written.replace(/^delete .*\n/m, '')),
  ]

  assert.deepEqual(codes, [0, 0, 4, 0, 4])
})

test('a lock file that no longer matches says who gained what, and where', async (t) => {
  const folder = newFolder(t)
  const lock = join(folder, 'authz.lock')
  await runCommand(t, ['matrix', sample, '--lock', lock])
  writeFileSync(lock, readFileSync(lock, 'utf8').replace(/^read .*in a query.*\n/m, ''))

  const ended = await runCommand(t, ['matrix', sample, '--lock', lock, '--check'])

  assert.equal(ended.code, 4)
  assert.match(
    ended.stdout,
    /^ {4}gained: alice \(.*\) may now read "\w+" of \w+, where .* {2}seed\/amplify\/data\/resource\.ts:\d+:\d+$/m,
  )
})

const mistakes: readonly (readonly [string, readonly string[], RegExp])[] = [
  [
    'no lock file',
    ['--check', '--lock', '/nowhere/authz.lock'],
    /no lock file .*authz\.lock.*run "amplite matrix --lock" once/,
  ],
  [
    'an unknown model',
    ['--model', 'Artikle'],
    /there is no model "Artikle"; did you mean "Article"/,
  ],
  [
    'an unknown persona',
    ['--persona', 'alise'],
    /there is no persona "alise"; did you mean "alice"/,
  ],
]

for (const [what, args, message] of mistakes) {
  test(`${what} is one sentence and ends with 2`, async (t) => {
    const ended = await runCommand(t, ['matrix', sample, ...args])

    assert.deepEqual([ended.code, ended.stdout], [2, ''])
    assert.match(ended.stderr, message)
  })
}
