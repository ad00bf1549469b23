import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { ask } from '../ask.ts'
import { newFolder, repository, runCommand, runSandbox, sample } from '../running-sandbox.ts'

test('help names every command and option', async (t) => {
  const [word, option] = await Promise.all([runCommand(t, ['help']), runCommand(t, ['-h'])])

  assert.deepEqual([word.code, word.stderr], [0, ''])
  assert.deepEqual(option, word)
  const names = [
    'start',
    'token',
    'explain',
    'schema',
    'outputs',
    '--port',
    '--host',
    '--personas',
    '--seed',
  ]
  const more = ['--data', '--memory', '--watch', '--open', '--outputs', '--admin-token', '--json']
  const missing = [...names, ...more].filter((name) => !word.stdout.includes(name))
  assert.deepEqual(missing, [])
})

test('version prints the version of the package', async (t) => {
  const manifest: { version: string } = JSON.parse(
    readFileSync(join(repository, 'package.json'), 'utf8'),
  )

  const ended = await runCommand(t, ['--version'])

  assert.deepEqual(ended, { code: 0, stdout: `${manifest.version}\n`, stderr: '' })
})

test('a printed token is taken by the sandbox on the same port and data folder', async (t) => {
  const folder = newFolder(t)
  const sandbox = await runSandbox(t, [sample, '--data', folder])
  const { port } = new URL(sandbox.ready.url)

  const args = ['token', 'alice', sample, '--data', folder, '--port', port]
  const plain = await runCommand(t, args)
  const json = await runCommand(t, [...args, '--json'])

  assert.equal(plain.code, 0)
  const minted: { token: string; claims: { user_id: string }; mode: string } = JSON.parse(
    json.stdout,
  )
  assert.deepEqual([minted.mode, minted.claims.user_id], ['oidc', 'alice'])
  for (const token of [plain.stdout.trim(), minted.token]) {
    const answer = await ask(sandbox, { token, query: '{ getNote(id: "note-alice") { title } }' })
    assert.deepEqual(answer.body, { data: { getNote: { title: "Alice's note" } } })
  }
})

test('a printed token is of the mode that is asked for, else of the default one', async (t) => {
  const folder = newFolder(t)
  const shop = 'test/clients/shop/amplify/data/resource.ts'
  const modeOf = async (...more: readonly string[]): Promise<unknown> => {
    const args = ['token', 'alice', shop, '--data', folder, '--json', ...more]
    const { stdout, stderr } = await runCommand(t, args)
    const minted: { mode?: string; claims?: { token_use?: string } } = JSON.parse(stdout || '{}')
    return [minted.mode, minted.claims?.token_use, stderr]
  }

  assert.deepEqual(await modeOf(), ['userPool', 'access', ''])
  assert.deepEqual(await modeOf('--mode', 'oidc'), ['oidc', undefined, ''])
  const message = '--mode "userpool" is none of oidc, userPool; did you mean "userPool"?'
  const error = JSON.stringify({ event: 'error', code: 'USAGE', message })
  assert.deepEqual(await modeOf('--mode', 'userpool'), [undefined, undefined, `${error}\n`])
})

test('the printed schema is the SDL with every model', async (t) => {
  const plain = await runCommand(t, ['schema', sample])
  const json = await runCommand(t, ['schema', sample, '--json'])

  assert.deepEqual([plain.code, plain.stderr], [0, ''])
  const types = [...plain.stdout.matchAll(/^type (\w+) /gm)].map(([, name]) => name)
  for (const model of ['Todo', 'Note', 'Article', 'Employee', 'Query', 'Mutation']) {
    assert.ok(types.includes(model), model)
  }
  const { sdl }: { sdl: string } = JSON.parse(json.stdout)
  assert.equal(sdl.trimEnd(), plain.stdout.trimEnd())
})

test('the printed outputs are those that start writes for the same port', async (t) => {
  const folder = newFolder(t)
  const file = join(folder, 'amplify_outputs.json')
  const sandbox = await runSandbox(t, [sample, '--data', folder])
  const { port } = new URL(sandbox.ready.url)

  const ended = await runCommand(t, ['outputs', sample, '--port', port])

  assert.deepEqual(JSON.parse(ended.stdout), JSON.parse(readFileSync(file, 'utf8')))
})

test('the printed outputs have the API key of the running sandbox, and say so where there is none', async (t) => {
  const folder = newFolder(t)
  const definition = 'test/clients/market/amplify/data/resource.ts'
  const sandbox = await runSandbox(t, [definition, '--data', folder])
  const outputs = ['outputs', definition, '--data', folder, '--port']

  const ended = await runCommand(t, [...outputs, new URL(sandbox.ready.url).port])
  const elsewhere = await runCommand(t, [...outputs, '1'])

  assert.ok(sandbox.ready.apiKey)
  assert.deepEqual(
    [JSON.parse(ended.stdout).data.api_key, ended.stderr],
    [sandbox.ready.apiKey, ''],
  )
  assert.equal(JSON.parse(elsewhere.stdout).data.api_key, undefined)
  assert.equal(
    elsewhere.stderr,
    'note: the API key is left out: the sandbox makes it when it starts, so start it first\n',
  )
})

const tlsNote = 'note: the address is https, so start the sandbox with --tls'
const aliasNote =
  'note: to the Android emulator this machine is 10.0.2.2; --host 10.0.2.2 writes that'
const portNote = (platform: string): string =>
  `note: ${platform} asks for subscriptions at port 443 whatever the address says; --port 443 serves all`

const platformCases = [
  { args: ['js'], url: 'HTTP://localhost:20002/graphql', notes: [] },
  { args: ['swift'], url: 'https://localhost:20002/graphql', notes: [tlsNote] },
  {
    args: ['flutter'],
    url: 'https://localhost:20002/graphql',
    notes: [tlsNote, portNote('flutter'), aliasNote],
  },
  {
    args: ['android', '--host', '10.0.2.2'],
    url: 'https://10.0.2.2:20002/graphql',
    notes: [tlsNote, portNote('android')],
  },
  {
    args: ['flutter', '--host', 'Dev.test', '--port', '443'],
    url: 'https://dev.test:443/graphql',
    notes: [tlsNote],
  },
  {
    args: ['flutter', '--host', '::1', '--port', '80', '--json'],
    url: 'https://[::1]:80/graphql',
    notes: [],
  },
]

for (const { args, url, notes } of platformCases) {
  test(`outputs --platform ${args.join(' ')} prints ${url} and what else the app needs`, async (t) => {
    const { code, stdout, stderr } = await runCommand(t, ['outputs', sample, '--platform', ...args])

    assert.deepEqual([code, JSON.parse(stdout).data.url], [0, url])
    assert.deepEqual(stderr.split('\n').slice(0, -1), notes)
  })
}

test('settings in amplite.config.json count, and the command line wins', async (t) => {
  const folder = newFolder(t)
  const config = { definition: join(repository, sample), adminToken: 'from-file', watch: false }
  writeFileSync(join(folder, 'amplite.config.json'), JSON.stringify(config))

  const sandbox = await runSandbox(t, ['--admin-token', 'from-line'], { cwd: folder })
  const statusWith = async (token: string): Promise<number> =>
    (await fetch(`${sandbox.ready.sandbox}/health`, { headers: { 'x-amplite-admin': token } }))
      .status

  assert.deepEqual([await statusWith('from-file'), await statusWith('from-line')], [403, 200])
})
