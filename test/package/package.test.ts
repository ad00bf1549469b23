import assert from 'node:assert/strict'
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { ask, steady, tokenFor } from '../ask.ts'
import { newFolder, repository, runSandbox, spawnCommand } from '../running-sandbox.ts'

/** The definition of the Amplify docs page "Use OpenID Connect as an authorization provider". */
const docsTodo = `import { a, defineData, type ClientSchema } from '@aws-amplify/backend';

const schema = a.schema({
  Todo: a
    .model({
      content: a.string(),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.authenticated('oidc'),
      allow.groups(['testGroupName'], 'oidc').withClaimIn('user_groups'),
    ]),
});

export type Schema = ClientSchema<typeof schema>;

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: {
      oidcProviderName: 'oidc-provider-name',
      oidcIssuerUrl: 'https://example.com',
      clientId: 'client-id',
      tokenExpiryFromAuthInSeconds: 300,
      tokenExpireFromIssueInSeconds: 600,
    },
  },
});
`

const copied = [
  'emulator',
  'LICENSE',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
]

/** Runs a program that has to succeed; what it printed. */
async function run(
  t: TestContext,
  cwd: string,
  [program = '', ...args]: readonly string[],
): Promise<string> {
  const command = ['env', `npm_config_cache=${join(homedir(), '.npm')}`, program]
  const { code, stdout, stderr } = await spawnCommand(t, args, { cwd, command, group: true }).ended
  assert.equal(code, 0, `${program} ${args.join(' ')}: ${stdout}${stderr}`)
  return stdout
}

interface Tarball {
  readonly file: string
  readonly paths: readonly string[]
}

/** Builds and packs a copy, because other tests use what the repository has built. */
async function pack(t: TestContext): Promise<Tarball> {
  const copy = newFolder(t)
  for (const name of copied) {
    cpSync(join(repository, name), join(copy, name), { recursive: true })
  }
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'))
  await run(t, copy, ['npm', 'run', 'build'])
  const printed = await run(t, copy, ['npm', 'pack', '--json'])
  const [packed]: { filename: string; files: { path: string }[] }[] = JSON.parse(printed)
  assert.ok(packed !== undefined)
  return { file: join(copy, packed.filename), paths: packed.files.map(({ path }) => path) }
}

/** Somebody's app: the definition of the docs, nothing of Amplify installed, and the package. */
async function install(t: TestContext, tarball: string): Promise<string> {
  const app = newFolder(t)
  mkdirSync(join(app, 'amplify/data'), { recursive: true })
  writeFileSync(join(app, 'amplify/data/resource.ts'), docsTodo)
  writeFileSync(join(app, 'package.json'), '{ "name": "somebodys-app", "private": true }')
  const options = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']
  await run(t, app, ['npm', 'install', ...options, tarball])
  return app
}

test(
  'the packed package serves the definition of somebody else',
  { timeout: 300_000 },
  async (t) => {
    const { file, paths } = await pack(t)
    const app = await install(t, file)

    await t.test('holds what is built, and nothing else', () => {
      const others = paths.filter((path) => !path.startsWith('dist/'))
      assert.deepEqual(others.toSorted(), ['LICENSE', 'package.json'])
      for (const path of ['dist/cli/bin.js', 'dist/index.d.ts', 'dist/page/index.html']) {
        assert.ok(paths.includes(path), path)
      }
    })

    await t.test('npx amplite start serves it, and Ctrl-C ends it', async (nested) => {
      const options = { cwd: app, command: ['npx', 'amplite'], group: true }
      const sandbox = await runSandbox(nested, [], options)
      const token = await tokenFor(sandbox, { claims: { sub: 's', user_id: 'alice' } })
      const create =
        'mutation { createTodo(input: { id: "1", content: "x" }) { id content owner } }'
      const list = '{ listTodos { items { id content owner createdAt } nextToken } }'
      const todo = { id: '1', content: 'x', owner: 'alice' }

      const created = await ask(sandbox, { token, query: create })
      const listed = await ask(sandbox, { token, query: list })
      const page = await fetch(sandbox.ready.console)
      const ended = await sandbox.stop()

      assert.deepEqual(created.body, { data: { createTodo: todo } })
      assert.deepEqual(steady(listed.body), {
        data: { listTodos: { items: [{ ...todo, createdAt: '<time>' }], nextToken: null } },
      })
      assert.match(await page.text(), /<!doctype html>/i)
      assert.equal(ended.stderr, '')
      await assert.rejects(fetch(sandbox.ready.url))
    })

    await t.test('exports what programs and rule suites import', async () => {
      const names = async (specifier: string): Promise<unknown> => {
        const script = `console.log(JSON.stringify(Object.keys(await import('${specifier}'))))`
        const options = ['--input-type=module', '--eval', script]
        return JSON.parse(await run(t, app, [process.execPath, ...options]))
      }

      assert.deepEqual(await names('amplite'), ['EmulatorError', 'startSandbox'])
      const testing = await names('amplite/testing')
      assert.ok(Array.isArray(testing) && testing.includes('openSandbox'), String(testing))
      assert.deepEqual(await names('amplite/testing/expect'), ['accessMatchers'])
    })

    await t.test('CommonJS may require it', async () => {
      const script = `console.log(typeof require('amplite/testing').openSandbox)`

      assert.equal(await run(t, app, [process.execPath, '--eval', script]), 'function\n')
    })
  },
)
