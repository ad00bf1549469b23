import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { a } from '@aws-amplify/data-schema'

import { AccessError, openSandbox } from '../../emulator/testing/index.ts'
import { newFolder, runCommand, sample } from '../running-sandbox.ts'
import { personas, rooms } from './definitions.ts'

test('the matrix is what the command prints, as text and as Markdown', async (t) => {
  const sandbox = await openSandbox({ definition: sample })
  const matrix = sandbox.matrix({ model: 'Note', personas: ['alice', 'bob'] })
  const args = ['matrix', sample, '--model', 'Note', '--persona', 'alice', '--persona', 'bob']

  const text = await runCommand(t, args)
  const markdown = await runCommand(t, [...args, '--markdown', '-'])

  assert.equal(`${matrix.text()}\n`, text.stdout)
  assert.equal(`${matrix.markdown()}\n`, markdown.stdout)
})

test('whatever is stored, it is about the rules, and about the personas of the sandbox', async () => {
  const sandbox = await openSandbox({ definition: rooms(), personas })
  const before = sandbox.matrix().text()
  await sandbox.put('Room', { name: 'x', owner: 'bob' })

  assert.equal(sandbox.matrix().text(), before)
  assert.match(before, /^holly +any, becomes owner +any /m)
  assert.match(before, /^Log +create/m)
})

test('a lock file that the command wrote is what the rules decide', async (t) => {
  const lock = join(newFolder(t), 'authz.lock')
  await runCommand(t, ['matrix', sample, '--lock', lock])
  const sandbox = await openSandbox({ definition: sample })

  sandbox.matrix().check(lock)
  sandbox.matrix({ model: 'Note' }).check(lock)
})

test('rules that a lock file does not hold are an error at once, with the lines and the line of the suite', async (t) => {
  const lock = join(newFolder(t), 'authz.lock')
  const definition = a.schema({
    Log: a
      .model({ line: a.string() })
      .authorization((allow) => [allow.authenticated('oidc').to(['create'])]),
  })
  writeFileSync(lock, 'lock 1\nmodes oidc (default), iam\noidc any client\n\n[Log]\n')
  const sandbox = await openSandbox({ definition })

  const thrown = errorOf(() => sandbox.matrix().check(lock))

  assert.ok(thrown instanceof AccessError)
  assert.equal(thrown.code, 'LOCK_DIFFERS')
  assert.equal(
    thrown.message,
    `${lock} does not match definition: 0 lines missing, 1 line new

  Log  create  oidc
  + always                                                      => allow

If this is meant, run "amplite matrix --lock" and commit the file; "amplite diff" shows who gained and who lost what.`,
  )
  const frames = (thrown.stack ?? '').split('\n').filter((frame) => /^ {4}at /.test(frame))
  assert.match(frames[0] ?? '', /matrix\.test\.ts/)
})

test('what there is not is named: a lock file, a model, a persona', async () => {
  const sandbox = await openSandbox({ definition: rooms(), personas })

  assert.throws(() => sandbox.matrix().check('/nowhere/authz.lock'), {
    code: 'USAGE',
    message: /^no lock file \/nowhere\/authz\.lock for definition; run "amplite matrix --lock"/,
  })
  assert.throws(() => sandbox.matrix({ model: 'Rom' }), {
    code: 'USAGE',
    message: 'there is no model "Rom"; did you mean "Room"?; there are Log, Room',
  })
  assert.throws(() => sandbox.matrix({ personas: ['alcie'] }), {
    code: 'USAGE',
    message: 'there is no persona "alcie"; did you mean "alice"?; there are alice, bob, holly',
  })
})

function errorOf(act: () => void): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}
