import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'

import { ask, call, tokenFor } from '../ask.ts'
import { runSandbox, sample } from '../running-sandbox.ts'
import type { RunningSandbox } from '../running-sandbox.ts'

const query = '{ listTodos { items { id } } }'

async function statusOf(sandbox: RunningSandbox, token: string): Promise<number> {
  return (await ask(sandbox, { token, query })).status
}

async function lastRefusal(sandbox: RunningSandbox): Promise<unknown> {
  const { body } = await call(sandbox, '/decisions')
  const decisions: { refusal?: { reason: string } }[] = JSON.parse(JSON.stringify(body))
  return decisions.at(-1)?.refusal?.reason
}

test('a sandbox takes the tokens of another that it names, beside its own, also when that one is gone', async (t) => {
  const team = await runSandbox(t)
  const sandbox = await runSandbox(t, [sample, '--issuer', team.ready.issuer])
  const request = { persona: 'alice' }
  const [theirs, ours] = [await tokenFor(team, request), await tokenFor(sandbox, request)]

  assert.equal(await statusOf(sandbox, theirs), 200)
  assert.equal(await statusOf(sandbox, ours), 200)
  assert.equal(await statusOf(team, ours), 401, 'the other was not told to')
  const forged = await tokenFor(sandbox, { ...request, issuer: team.ready.issuer })
  assert.equal(await statusOf(sandbox, forged), 401)
  assert.equal(await lastRefusal(sandbox), 'unknown-key')
  await team.stop()
  assert.equal(await statusOf(sandbox, theirs), 200)
})

test('an issuer that cannot be reached is a warning at start, and a reason later', async (t) => {
  const closed = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => closed.once('listening', resolve))
  const { port }: AddressInfo = JSON.parse(JSON.stringify(closed.address()))
  await new Promise((resolve) => closed.close(resolve))
  const issuer = `http://127.0.0.1:${port}/oidc`

  const sandbox = await runSandbox(t, [sample, '--issuer', issuer])

  assert.deepEqual(JSON.parse(await sandbox.line(2)), {
    event: 'warning',
    message: `the tokens of --issuer ${issuer} are refused for as long as it cannot be reached: ${issuer}/.well-known/openid-configuration cannot be read: ECONNREFUSED`,
  })
  assert.equal(await statusOf(sandbox, await tokenFor(sandbox, { persona: 'alice', issuer })), 401)
  assert.equal(await lastRefusal(sandbox), 'issuer-unreachable')
  assert.equal(await statusOf(sandbox, await tokenFor(sandbox, { persona: 'alice' })), 200)
})
