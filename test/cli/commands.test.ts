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
