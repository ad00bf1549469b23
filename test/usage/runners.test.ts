import assert from 'node:assert/strict'
import { copyFileSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { newFolder, repository, spawnCommand } from '../running-sandbox.ts'
import type { Ended } from '../running-sandbox.ts'

const { resolve } = createRequire(import.meta.url)

interface Runner {
  readonly name: string
  /** Its command, inside its package. */
  readonly bin: string
  readonly nodeOptions: readonly string[]
  readonly args: readonly string[]
  /** On either stream: every example ran, and passed. */
  readonly passed: RegExp
}

const runners: readonly Runner[] = [
  {
    name: 'vitest',
    bin: 'vitest.mjs',
    nodeOptions: [],
    args: ['run', '--root', '.', '--no-color'],
    passed: /Tests +3 passed \(3\)/,
  },
  {
    name: 'jest',
    bin: 'bin/jest.js',
    nodeOptions: ['--experimental-vm-modules'],
    args: ['--rootDir', '.', '--testMatch', '**/*.spec.js', '--no-cache'],
    passed: /Tests: +3 passed, 3 total/,
  },
]

for (const runner of runners) {
  const home = folderOf(runner.name)
  const skip =
    home === undefined && `${runner.name} is not installed: npm install --no-save ${runner.name}`
  test(
    `the example for ${runner.name} runs as it is written`,
    { skip, timeout: 120_000 },
    async (t) => {
      const app = await appWith(t, runner.name)

      const { code, stdout, stderr } = await runIn(app, t, [
        process.execPath,
        ...runner.nodeOptions,
        join(home ?? '', runner.bin),
        ...runner.args,
      ])

      assert.equal(code, 0, `${stdout}${stderr}`)
      assert.match(`${stdout}${stderr}`, runner.passed)
    },
  )
}

function folderOf(runner: string): string | undefined {
  try {
    return dirname(resolve(`${runner}/package.json`))
  } catch {
    return undefined
  }
}

/** Somebody's app: the sample definition, the example, the runner, and this package as it is built. */
async function appWith(t: TestContext, runner: string): Promise<string> {
  const app = newFolder(t)
  const modules = join(app, 'node_modules')
  const installed = join(modules, 'amplite')
  mkdirSync(installed, { recursive: true })
  const built = await runIn(repository, t, [
    join(repository, 'node_modules/.bin/tsc'),
    '-p',
    'tsconfig.build.json',
    '--outDir',
    join(installed, 'dist'),
  ])
  assert.equal(built.code, 0, built.stdout)
  copyFileSync(join(repository, 'package.json'), join(installed, 'package.json'))
  symlinkSync(join(repository, 'node_modules'), join(installed, 'node_modules'))
  const home = folderOf(runner)
  if (home !== undefined) symlinkSync(home, join(modules, runner))
  cpSync(join(repository, 'seed/amplify'), join(app, 'amplify'), { recursive: true })
  cpSync(join(repository, 'test/usage', runner), join(app, 'test'), { recursive: true })
  writeFileSync(join(app, 'package.json'), '{ "type": "module", "private": true }')
  return app
}

/** A run inside of a run of tests would report to that one. */
function runIn(cwd: string, t: TestContext, command: readonly string[]): Promise<Ended> {
  return spawnCommand(t, command, { cwd, command: ['env', '-u', 'NODE_TEST_CONTEXT'] }).ended
}
