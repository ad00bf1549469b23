import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ask, call, tokenFor } from '../ask.ts'
import { runSandbox } from '../running-sandbox.ts'
import type { RunningSandbox } from '../running-sandbox.ts'

interface Reading {
  readonly now: number
  readonly offsetSeconds: number
  readonly frozen: boolean
}

async function put(sandbox: RunningSandbox, body: object): Promise<Reading> {
  const answer = await call(sandbox, '/clock', { method: 'PUT', body })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return JSON.parse(JSON.stringify(answer.body))
}

async function read(sandbox: RunningSandbox): Promise<Reading> {
  return JSON.parse(JSON.stringify((await call(sandbox, '/clock')).body))
}

const newYear = Date.UTC(2030, 0) / 1000
const create = 'mutation { createNote(input: { title: "x" }) { createdAt } }'

test('the clock is frozen at a time, advanced by durations, and goes back to real time', async (t) => {
  const sandbox = await runSandbox(t)

  const frozen = await put(sandbox, { now: newYear, frozen: true })
  const token = await tokenFor(sandbox, { persona: 'alice' })
  const first = await ask(sandbox, { token, query: create })
  const later = await put(sandbox, { advance: '4m' })
  const second = await ask(sandbox, { token, query: create })
  const late = await put(sandbox, { advance: 61 })
  const refused = await ask(sandbox, { token, query: create })
  const back = await put(sandbox, { offsetSeconds: 0, frozen: false })

  const created = (createdAt: string): object => ({ data: { createNote: { createdAt } } })
  assert.deepEqual([frozen.now, frozen.frozen], [newYear, true])
  assert.deepEqual(first.body, created('2030-01-01T00:00:00.000Z'))
  assert.equal(later.now, newYear + 240)
  assert.deepEqual(second.body, created('2030-01-01T00:04:00.000Z'))
  assert.equal(late.now, newYear + 301)
  assert.equal(refused.status, 401)
  assert.deepEqual([back.offsetSeconds, back.frozen], [0, false])
  assert.ok(Math.abs(back.now - Date.now() / 1000) < 5)
})

test('a reset brings back real time, running', async (t) => {
  const sandbox = await runSandbox(t)
  await put(sandbox, { frozen: true, advance: '-1d' })

  await call(sandbox, '/reset', { method: 'POST' })

  const { offsetSeconds, frozen } = await read(sandbox)
  assert.deepEqual([offsetSeconds, frozen], [0, false])
})

const mistakes = [
  {
    body: { frozen: 'yes', offsetSeconds: 5 },
    error: 'frozen: expected true or false, but found "yes"',
  },
  {
    body: { advance: '6 minutes' },
    error:
      'advance: expected a duration such as "301s", "6m", "2h" or "1d", or seconds, but found "6 minutes"',
  },
  {
    body: { advance: '1d', now: 5 },
    error:
      'give one of "now" (seconds since the epoch), "offsetSeconds" and "advance" (such as "6m"), or "frozen", or both',
  },
  { body: { now: 1e12, frozen: true }, error: 'now: the clock goes from 1970 to the end of 9999' },
  { body: { advance: '-90000d' }, error: 'advance: the clock goes from 1970 to the end of 9999' },
  {
    body: { offsetSeconds: -1e300 },
    error: 'offsetSeconds: the clock goes from 1970 to the end of 9999',
  },
  { body: { froze: true }, error: 'froze: there is no such field; did you mean "frozen"?' },
]

test('what is no move of the clock is a 400, and the clock stays', async (t) => {
  const sandbox = await runSandbox(t)

  for (const { body, error } of mistakes) {
    const answer = await call(sandbox, '/clock', { method: 'PUT', body })
    const { offsetSeconds, frozen } = await read(sandbox)

    assert.deepEqual([answer.status, answer.body], [400, { error }])
    assert.deepEqual([offsetSeconds, frozen], [0, false], JSON.stringify(body))
  }
})
