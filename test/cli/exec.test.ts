import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import {
  newFolder,
  repository,
  runCommand,
  runSandbox,
  sample,
  spawnCommand,
} from '../running-sandbox.ts'

const definition = join(repository, sample)
const program = (script: string): readonly string[] => ['--', process.execPath, '-e', script]

const asksForTodos = `(async () => {
  const { AMPLITE_URL: url, AMPLITE_GRAPHQL_URL: graphql, AMPLITE_ISSUER: issuer, AMPLITE_OUTPUTS: file } = process.env
  const { issuer: known } = await (await fetch(issuer + '/.well-known/openid-configuration')).json()
  const { token } = await (await fetch(url + '/sandbox/tokens', { method: 'POST', body: '{"persona":"alice"}' })).json()
  const body = JSON.stringify({ query: '{ listTodos { items { id } } }' })
  const answer = await (await fetch(graphql, { method: 'POST', headers: { authorization: token }, body })).json()
  const outputs = JSON.parse(require('fs').readFileSync(file, 'utf8'))
  console.log(JSON.stringify({ url, file, key: process.env.AMPLITE_API_KEY ?? null, known: known === issuer, answer, custom: outputs.custom }))
})()`

test("the command finds the sandbox by its environment; stdout is the command's alone, and nothing is left", async (t) => {
  const folder = newFolder(t)
  const ended = await runCommand(t, ['exec', definition, ...program(asksForTodos)], { cwd: folder })

  assert.deepEqual([ended.code, ended.stderr], [0, ''])
  const { url, file, ...seen }: { url: string; file: string } = JSON.parse(ended.stdout)
  assert.deepEqual(seen, {
    key: null,
    known: true,
    answer: { data: { listTodos: { items: [{ id: 'todo-alice' }, { id: 'todo-bob' }] } } },
    custom: { amplite: { url, issuer: `${url}/oidc` } },
  })
  assert.ok(!existsSync(file))
  assert.deepEqual(readdirSync(folder), [])
  await assert.rejects(fetch(url))
})

test("it is in nobody's way: a sandbox that runs, its configuration, its items", async (t) => {
  const folder = newFolder(t)
  const running = await runSandbox(t, [definition, '--data', join(folder, '.amplite')], {
    cwd: folder,
  })
  const port = Number(new URL(running.ready.url).port)
  writeFileSync(
    join(folder, 'amplite.config.json'),
    JSON.stringify({ port, definition, data: '.amplite' }),
  )

  const script = `fetch(process.env.AMPLITE_URL + '/sandbox/records', { method: 'DELETE' }).then(() => console.log(process.env.AMPLITE_URL))`
  const ended = await runCommand(t, ['exec', ...program(script)], { cwd: folder })

  assert.deepEqual([ended.code, ended.stderr], [0, ''])
  assert.notEqual(ended.stdout.trim(), running.ready.url)
  const records = await (await fetch(`${running.ready.sandbox}/records`)).json()
  assert.ok(Object.keys(records).includes('Todo'))
})

const endings = [
  { title: 'its exit code', script: 'process.exit(7)', code: 7 },
  { title: 'the signal that ended it', script: `process.kill(process.pid, 'SIGTERM')`, code: 143 },
]
for (const { title, script, code } of endings) {
  test(`${title} passes through`, async (t) => {
    const ended = await runCommand(t, ['exec', sample, ...program(script)])

    assert.deepEqual(ended, { code, stdout: '', stderr: '' })
  })
}

test("options behind -- are the command's; with --json the ready line is on stderr", async (t) => {
  const script = 'console.log(process.argv.slice(1).join())'
  const args = ['exec', sample, '--json', ...program(script), 'x', '--port', 'nonsense']

  const ended = await runCommand(t, args)

  assert.deepEqual([ended.code, ended.stdout], [0, 'x,--port,nonsense\n'])
  const ready: { event: string; apiKey: null } = JSON.parse(ended.stderr)
  assert.deepEqual([ready.event, ready.apiKey], ['ready', null])
})

test('a command that is not there, and a definition that is broken, are told apart', async (t) => {
  const folder = newFolder(t)
  writeFileSync(join(folder, 'broken.ts'), 'export const data =')

  const missing = await runCommand(t, ['exec', definition, '--', 'no-such-command'], {
    cwd: folder,
  })
  const broken = await runCommand(t, ['exec', 'broken.ts', ...program('console.log(1)')], {
    cwd: folder,
  })

  assert.deepEqual(missing, {
    code: 127,
    stdout: '',
    stderr:
      'amplite: there is no command "no-such-command"; what stands behind "--" is run as it is, without a shell\n',
  })
  assert.deepEqual(broken, {
    code: 3,
    stdout: '',
    stderr: 'amplite: broken.ts:1:20: Unexpected end of file\n',
  })
})

const stops = `process.on('SIGTERM', () => { console.log('tidied up'); process.exit(5) })
process.on('SIGINT', () => { console.log('interrupted'); process.exit(6) })
console.log(process.env.AMPLITE_URL); setInterval(() => {}, 1000)`
const stubborn = `process.on('SIGTERM', () => console.log('no'))
console.log(process.env.AMPLITE_URL); setInterval(() => {}, 1000)`

async function started(t: TestContext, script: string) {
  const command = spawnCommand(t, ['exec', sample, ...program(script)])
  while (!command.output().stdout.includes('\n')) await once(command.child.stdout, 'data')
  return { ...command, url: command.output().stdout.trim() }
}

const signals = [
  { signal: 'SIGTERM', says: 'tidied up', code: 5 },
  { signal: 'SIGINT', says: 'interrupted', code: 6 },
] as const
for (const { signal, says, code } of signals) {
  test(`${signal} is passed on, the command decides, and the sandbox goes with it`, async (t) => {
    const command = await started(t, stops)

    command.signal(signal)
    const ended = await command.ended

    assert.deepEqual(ended, { code, stdout: `${command.url}\n${says}\n`, stderr: '' })
    await assert.rejects(fetch(command.url))
  })
}

test('a second signal ends a command that does not want to', async (t) => {
  const command = await started(t, stubborn)

  command.signal('SIGTERM')
  while (!command.output().stdout.includes('no')) await once(command.child.stdout, 'data')
  command.signal('SIGTERM')
  const ended = await command.ended

  assert.equal(ended.code, 137)
  await assert.rejects(fetch(command.url))
})
