import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { ask, tokenFor } from '../ask.ts'
import { createProject, resourcePath, resourceText } from '../definition/project.ts'
import { runSandbox } from '../running-sandbox.ts'

const body = `const schema = a.schema({
  ping: a.query().returns(a.string()).authorization((allow) => [allow.authenticated('oidc')])
    .handler(a.handler.custom({ entry: './ping.js' })),
})`

function handler(answer: string): string {
  return `import { name } from './name.js'
export const request = () => ({})
export function response() { console.log('hello', name); return '${answer}' }
`
}

test('what a resolver prints is shown, and an edit of it is taken over unless AppSync would not deploy it', async (t) => {
  const file = 'amplify/data/ping.js'
  const root = createProject(t, {
    [resourcePath]: resourceText(body),
    [file]: handler('one'),
    'amplify/data/name.js': "export const name = 'you'",
  })
  const sandbox = await runSandbox(t, ['--watch', '--memory'], { cwd: root })
  const token = await tokenFor(sandbox, { claims: { sub: 's' } })
  const ping = async (): Promise<unknown> => (await ask(sandbox, { token, query: '{ ping }' })).body
  const line = async (number: number): Promise<unknown> => JSON.parse(await sandbox.line(number))
  const log = { event: 'handler-log', operation: 'ping', message: 'hello you' }

  const imported = `${file} imports amplify/data/name.js; AppSync takes one file, so bundle it before you deploy`
  assert.deepEqual(await line(2), { event: 'warning', message: `ping: ${imported}` })
  assert.deepEqual(await ping(), { data: { ping: 'one' } })
  assert.deepEqual(await line(3), log)

  writeFileSync(join(root, file), handler('two'))
  assert.deepEqual(await line(4), { ...log, message: imported })
  await line(5)
  assert.deepEqual(await ping(), { data: { ping: 'two' } })
  assert.deepEqual(await line(6), log)

  writeFileSync(join(root, file), handler('three').replace('return', 'while (true) return'))
  assert.deepEqual(await line(7), {
    event: 'reload-failed',
    code: 'DEFINITION_INVALID',
    message: `${file}:3:58: APPSYNC_JS does not have a "while" loop: use for…of; AppSync refuses to deploy it ("The code contains one or more errors.")`,
  })
  assert.deepEqual(await ping(), { data: { ping: 'two' } })
})
