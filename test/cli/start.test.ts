import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'

import { createProject, resourcePath, resourceText } from '../definition/project.ts'
import { newFolder, runSandbox, sample, spawnCommand } from '../running-sandbox.ts'

const banner = `
  Amplite is ready.

  console     URL/
  graphql     URL/graphql
  issuer      URL/oidc
  sandbox     URL/sandbox
  definition  seed/amplify/data/resource.ts (Todo, Note, Article, Employee)
  items       DATA/items.json
  outputs     DATA/amplify_outputs.json
  personas    alice: owns items by user_id
              bob: another owner
              mona: member of testGroupName
              noclaim: signed in, without user_id and user_groups

  Next: open the console and sign in, or ask without a browser:

  TOKEN=$(curl -s URL/sandbox/tokens -d '{"persona":"alice"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
  curl -s URL/graphql -H "authorization: $TOKEN" -d '{"query":"{ listTodos { items { id } } }"}'

  Ctrl-C stops it.

stopped
`

test('start says where everything is, who can sign in and what to try next', async (t) => {
  const folder = newFolder(t)
  const command = spawnCommand(t, ['start', sample, '--port', '0', '--data', folder])
  while (!command.output().stdout.includes('Ctrl-C')) await once(command.child.stdout, 'data')
  const { stdout } = command.output()
  const url = /graphql +(\S+)\/graphql/.exec(stdout)?.[1] ?? ''

  const answer = await fetch(`${url}/ping`)
  command.child.kill('SIGINT')
  const ended = await command.ended

  assert.equal(await answer.text(), 'healthy')
  const printed = ended.stdout.replaceAll(url, 'URL').replaceAll(folder, 'DATA')
  assert.deepEqual({ ...ended, stdout: printed }, { code: 0, stdout: banner, stderr: '' })
})

const apiKeyOnly = `import { a, defineData } from '@aws-amplify/backend'
export const data = defineData({ schema: a.schema({
  Poll: a.model({ x: a.string() }).authorization((allow) => [allow.publicApiKey()]),
}) })
`
const members = { data: { listMembers: { items: [] } } }
const todos = { data: { listTodos: { items: [{ id: 'todo-alice' }, { id: 'todo-bob' }] } } }
const suggestions = [
  { title: 'OIDC', definition: sample, answer: todos },
  {
    title: 'a user pool',
    definition: 'test/clients/club/amplify/data/resource.ts',
    answer: members,
  },
  { title: 'an API key', definition: undefined, answer: { data: { listPolls: { items: [] } } } },
]

for (const { title, definition, answer } of suggestions) {
  test(`the commands that the banner suggests for ${title} work as they stand`, async (t) => {
    const folder = newFolder(t)
    const file = definition ?? join(folder, 'resource.ts')
    if (definition === undefined) writeFileSync(file, apiKeyOnly)
    const command = spawnCommand(t, ['start', file, '--port', '0', '--data', join(folder, 'data')])
    while (!command.output().stdout.includes('Ctrl-C')) await once(command.child.stdout, 'data')
    const script = command
      .output()
      .stdout.split('\n')
      .filter((line) => /^ {2}(TOKEN=|curl )/.test(line))
      .join('\n')

    const shell = spawnCommand(t, [script], { command: ['sh', '-c'] })
    const { code, stdout } = await shell.ended

    assert.equal(code, 0)
    assert.deepEqual(JSON.parse(stdout), answer)
  })
}

test('with --json the first line tells a program all addresses, once they answer', async (t) => {
  const sandbox = await runSandbox(t)

  const { url, pid, startedInMs } = sandbox.ready
  const health = await fetch(`${url}/sandbox/health`)
  assert.equal(health.status, 200)
  assert.ok(Number.isInteger(startedInMs) && startedInMs > 0)
  assert.equal(pid, sandbox.pid)
  assert.deepEqual(sandbox.ready, {
    event: 'ready',
    url,
    graphql: `${url}/graphql`,
    realtime: `${url.replace('http', 'ws')}/graphql/realtime`,
    issuer: `${url}/oidc`,
    console: `${url}/`,
    sandbox: `${url}/sandbox`,
    apiKey: null,
    pid,
    startedInMs,
  })
})

test('the terminal tells of a broken edit, with its place, and of the mended one', async (t) => {
  const root = createProject(t, { [resourcePath]: resourceText(schema) })
  const args = ['start', '--port', '0', '--memory', '--watch']
  const command = spawnCommand(t, args, { cwd: root })
  while (!command.output().stdout.includes('Ctrl-C')) await once(command.child.stdout, 'data')

  writeFileSync(join(root, resourcePath), 'export const data = (')
  await once(command.child.stderr, 'data')
  writeFileSync(join(root, resourcePath), resourceText(schema))
  await once(command.child.stdout, 'data')

  const { stdout, stderr } = command.output()
  assert.equal(
    stderr,
    'amplite: amplify/data/resource.ts:1:22: Unexpected end of file\namplite: the last good rules stay in force\n',
  )
  assert.match(stdout, /\nreloaded: the new rules are in force\n$/)
})

const schema = `const schema = a.schema({ Todo: a.model({ x: a.string() }).authorization((allow) => [allow.authenticated('oidc')]) })`

test('with --tls the banner says where https is and what to trust', async (t) => {
  const folder = newFolder(t)
  const command = spawnCommand(t, ['start', sample, '--port', '0', '--data', folder, '--tls'])
  while (!command.output().stdout.includes('Ctrl-C')) await once(command.child.stdout, 'data')

  const { stdout } = command.output()
  const port = /graphql +http:\/\/127\.0\.0\.1:(\d+)/.exec(stdout)?.[1] ?? ''
  assert.deepEqual(
    stdout.split('\n').filter((line) => /^ {2}(https|trust) /.test(line)),
    [
      `  https       https://localhost:${port}, on the same port`,
      `  trust       ${folder}/tls/authority.pem, which signed its certificate`,
    ],
  )
})

test('with --tls and --memory the certificate goes with the sandbox', async (t) => {
  const sandbox = await runSandbox(t, [sample, '--tls'])
  const { certificate = '' } = sandbox.ready
  const wasThere = existsSync(certificate)

  await sandbox.stop()

  assert.deepEqual([wasThere, existsSync(certificate)], [true, false])
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} ends it cleanly within a second, open connections or not`, async (t) => {
    const folder = newFolder(t)
    const sandbox = await runSandbox(t, [sample, '--data', folder])
    const { hostname, port } = new URL(sandbox.ready.url)
    const half = connect(Number(port), hostname)
    half.on('error', () => undefined)
    half.write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{')
    await (await fetch(sandbox.ready.graphql)).text()

    const begun = performance.now()
    const ended = await sandbox.stop(signal)
    const took = performance.now() - begun

    assert.deepEqual(ended, {
      code: 0,
      stdout: `${JSON.stringify(sandbox.ready)}\n`,
      stderr: '',
    })
    assert.ok(took < 1000, `took ${took} ms`)
    assert.equal(readFileSync(join(folder, 'items.journal'), 'utf8'), '')
  })
}
