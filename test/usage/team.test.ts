import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { installSources, runSuite, suiteCommand } from '../run-suite.ts'
import { newFolder, repository, runCommand } from '../running-sandbox.ts'

// A project as somebody has it, in test/usage/team, and all that the rule suite tools say of it. What they print is in team-*.
const definition = 'amplify/data/resource.ts'
const expected = (name: string): string => read(join(repository, 'test/usage', name))
const read = (file: string): string => readFileSync(file, 'utf8')

function project(t: TestContext): string {
  const folder = newFolder(t)
  cpSync(join(repository, 'test/usage/team'), folder, { recursive: true })
  return folder
}

test('its suite passes', async (t) => {
  const { code, stdout } = await runSuite(t, project(t), 'rules.spec.ts')

  assert.equal(code, 0, stdout)
  assert.match(stdout, /^# tests 10\n(?:# .*\n)*# pass 10\n# fail 0$/m)
})

test('its suite fails when the rules are no longer those that were reviewed', async (t) => {
  const folder = project(t)
  widen(folder)

  const { code, stdout } = await runSuite(t, folder, 'rules.spec.ts')

  assert.equal(code, 1)
  assert.match(stdout, /^# pass 8\n# fail 2$/m)
  assert.match(stdout, /2 entries are wrong in the table of Ticket\n/)
  assert.match(stdout, /^ +sue {2}hers {2}delete {5}refused {2}allowed$/m)
  assert.match(stdout, /authz\.lock does not match amplify\/data\/resource\.ts: /)
})

test('its matrix', async (t) => {
  const ended = await runCommand(t, ['matrix'], { cwd: project(t) })

  assert.deepEqual(ended, { code: 0, stdout: expected('team-matrix.txt'), stderr: '' })
})

test('its lock file is written byte by byte as it stands there, and checked', async (t) => {
  const folder = project(t)
  writeFileSync(join(folder, 'authz.lock'), '')

  const written = await runCommand(t, ['matrix', '--lock'], { cwd: folder })
  const checked = await runCommand(t, ['matrix', '--check'], { cwd: folder })

  assert.deepEqual(written, { code: 0, stdout: 'wrote authz.lock\n', stderr: '' })
  const lock = read(join(folder, 'authz.lock'))
  assert.equal(lock, expected('team/authz.lock'))
  const facts = lock.split('\n').filter((line) => line.includes('  => ')).length
  const stdout = `authz.lock is what ${definition} decides: ${facts} facts\n`
  assert.deepEqual(checked, { code: 0, stdout, stderr: '' })
})

test('a branch that lets support delete tickets: the lock file does not match, the access diff says who gained what', async (t) => {
  const folder = project(t)
  const main = commit(folder, ['init', '--quiet', '--initial-branch=main'])
  widen(folder)
  commit(folder, ['switch', '--quiet', '--create', 'support-deletes'])
  const asked = ['diff', '--base', 'main', '--markdown', '-']

  const checked = await runCommand(t, ['matrix', '--check'], { cwd: folder })
  const diff = await runCommand(t, [...asked, '--fail-on', 'gained'], { cwd: folder })
  const lost = await runCommand(t, [...asked, '--fail-on', 'lost'], { cwd: folder })
  const back = await runCommand(t, ['diff', '--base', 'main', '--head', 'main'], { cwd: folder })

  assert.equal(checked.code, 4)
  const markdown = expected('team-diff.txt').replace('<base>', main)
  assert.deepEqual(diff, { code: 4, stdout: markdown, stderr: '' })
  assert.deepEqual([lost.code, lost.stdout], [0, markdown])
  assert.match(back.stdout, /^no access changed: \d+ cases in 4 models compared$/m)
})

test('what its rules are that they do not read', async (t) => {
  const ended = await runCommand(t, ['lint'], { cwd: project(t) })

  assert.deepEqual(ended, { code: 4, stdout: expected('team-lint.txt'), stderr: '' })
})

test('what its suite shows of each rule, and the tests that are missing', async (t) => {
  const folder = project(t)
  installSources(folder)
  const asked = ['coverage', '--threshold', '99', '--', ...suiteCommand('rules.spec.ts')]

  const { code, stdout } = await runCommand(t, asked, { cwd: folder })

  assert.equal(code, 4)
  assert.equal(stdout.slice(stdout.indexOf(definition)), expected('team-coverage.txt'))
})

test('which rules could go without its suite noticing', async (t) => {
  const folder = project(t)
  installSources(folder)
  const asked = ['mutate', '--operators', 'drop', '--threshold', '100', '--']

  const { code, stdout } = await runCommand(t, [...asked, ...suiteCommand('rules.spec.ts')], {
    cwd: folder,
  })

  // The lock file holds every rule, so a suite that checks it notices each that goes.
  assert.equal(code, 0)
  assert.equal(withoutTimes(stdout, folder), expected('team-mutate.txt'))
})

/** How long each run took, where the folder is, what ids were made, and in which order runs ended is nobody's news. */
function withoutTimes(text: string, folder: string): string {
  const [runs = '', ...survivors] = text.replaceAll(folder, '.').split('\n\n')
  const lines = runs.split('\n').map((line) => line.replace(/ in [\d.]+ s(?:: .*)?$/, ''))
  return [lines.toSorted().join('\n'), ...survivors].join('\n\n')
}

/** The planted change: support may delete tickets. */
function widen(folder: string): void {
  const file = join(folder, definition)
  const rules = read(file)
  const wider = rules.replace(".to(['read', 'update'])", ".to(['read', 'update', 'delete'])")
  assert.notEqual(wider, rules)
  writeFileSync(file, wider)
}

/** Prepares git as it is told and commits everything; the short name of the commit. */
function commit(folder: string, prepare: readonly string[]): string {
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n.amplite\n')
  git(folder, prepare)
  git(folder, ['add', '.'])
  git(folder, ['commit', '--quiet', '--message=rules'])
  return git(folder, ['rev-parse', '--short=7', 'HEAD'])
}

function git(folder: string, args: readonly string[]): string {
  const person = ['-c', 'user.name=carol', '-c', 'user.email=carol@example.com']
  return execFileSync('git', [...person, ...args], { cwd: folder, encoding: 'utf8' }).trim()
}
