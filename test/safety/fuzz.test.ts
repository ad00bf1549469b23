import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'

import { ask, call, tokenFor } from '../ask.ts'
import { createRandom } from '../conformance/random.ts'
import { connectAs } from '../realtime/socket-client.ts'
import { newFolder, runSandbox, sample } from '../running-sandbox.ts'
import { sendOddFrames } from './odd-frames.ts'
import { kinds } from './odd-requests.ts'

/** Another one tries other requests: AMPLITE_FUZZ_SEED=7. */
const seed = Number(process.env['AMPLITE_FUZZ_SEED'] ?? 1)
const [sockets, framesEach] = [100, 10]
const atOnce = 24

/** What was answered, status line and all; nothing: the connection was ended without a word. */
function exchange(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect({ port, host: '127.0.0.1' })
    const end = (): void => {
      socket.destroy()
      resolve(heard)
    }
    // Whoever waits for the rest of a request waits in vain, and is left alone.
    socket.setTimeout(250, end)
    socket.on('data', (chunk) => (heard += chunk.toString()))
    socket.on('close', end).on('error', end)
    socket.write(bytes)
  })
}

/** 500, or words of the machine that nobody meant for a client. */
const blunder =
  /^HTTP\/1\.1 500|call stack|RangeError|TypeError|Cannot read prop|is not a function|is not iterable|Invalid time value|Invalid array length|node_modules/

/** Runs all the work, so many at a time. */
async function inTurns(work: readonly (() => Promise<void>)[]): Promise<void> {
  const left = [...work]
  const worker = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await next()
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

function shown(bytes: Buffer): string {
  return JSON.stringify(bytes.toString('latin1').slice(0, 300))
}

test('10,000 malformed requests later it is up, correct and has complained of nothing', async (t) => {
  const personas = join(newFolder(t), 'personas.json')
  writeFileSync(personas, '{ "alice": { "claims": { "sub": "alice", "user_id": "alice" } } }')
  const sandbox = await runSandbox(t, [sample, '--personas', personas])
  const { url, realtime } = sandbox.ready
  const { host, port } = new URL(url)
  const token = await tokenFor(sandbox, { persona: 'alice' })
  const random = createRandom(seed)
  const counts: Record<string, Record<string, number>> = {}
  const blunders: string[] = []
  const began = performance.now()

  const work = Object.entries(kinds).flatMap(([kind, { count, make }]) =>
    Array.from({ length: count }, () => async () => {
      const bytes = make({ random, host, token })
      const answer = await exchange(Number(port), bytes)
      const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 'no answer'
      const ofKind = (counts[kind] ??= {})
      ofKind[status] = (ofKind[status] ?? 0) + 1
      if (blunder.test(answer)) blunders.push(`${shown(bytes)} -> ${answer.slice(-300)}`)
    }),
  )
  await inTurns(work)
  await inTurns(
    Array.from(
      { length: sockets },
      () => () => sendOddFrames({ random, realtime, token }, framesEach),
    ),
  )

  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  t.diagnostic(
    `seed ${seed}: ${work.length + sockets * framesEach} in ${seconds} s: ${JSON.stringify(counts)}`,
  )
  assert.equal(work.length + sockets * framesEach, 10_000)
  assert.deepEqual(blunders, [])
  assert.equal(sandbox.output().stderr, '')

  await call(sandbox, '/reset', { method: 'POST' })
  const again = await tokenFor(sandbox, { claims: { sub: 'alice', user_id: 'alice' } })
  const query = 'mutation { createTodo(input: { content: "still here" }) { content } }'
  const socket = await connectAs(t, realtime, again)
  const subscription = {
    query: 'subscription { onCreateTodo { content } }',
    authorization: { Authorization: again },
  }
  assert.equal((await socket.start('1', subscription))['type'], 'start_ack')
  const { body } = await ask(sandbox, { token: again, query })
  assert.deepEqual(body, { data: { createTodo: { content: 'still here' } } })
  assert.deepEqual(await socket.next(), {
    id: '1',
    type: 'data',
    payload: { data: { onCreateTodo: { content: 'still here' } } },
  })
  const discovery = await fetch(`${sandbox.ready.issuer}/.well-known/openid-configuration`)
  assert.equal(discovery.status, 200)
  const { code, stderr } = await sandbox.stop()
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
})
