import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ProofStep } from '../../emulator/analysis/lint/proof.ts'
import { openProver } from '../../emulator/trial/prove.ts'
import { versionOf } from '../analysis/sample-versions.ts'

const prover = await openProver(
  await versionOf(`Todo: a.model({
    title: a.string().validate((check) => check.minLength(10, 'too short')),
  }).authorization((allow) => [allow.group('Desk', 'oidc').withClaimIn('roles')])`),
)

const desk = { mode: 'oidc', claims: { roles: ['Desk'] } } as const
const create = (title: string): Pick<ProofStep, 'caller' | 'ask'> => ({
  caller: desk,
  ask: { operation: 'create', model: 'Todo', input: { title } },
})

const cases: readonly {
  readonly of: string
  readonly step: ProofStep
  readonly because?: RegExp
}[] = [
  {
    of: 'holds where the answer is the one that it names',
    step: { ...create('long enough'), answer: { status: 'ok', stores: { title: 'long enough' } } },
  },
  {
    of: 'does not hold where the answer is another one',
    step: { ...create('long enough'), answer: { status: 'refused' } },
    because: /create Todo was answered with status "ok", not "refused"/,
  },
  {
    of: 'does not hold where the answer says nothing of access',
    step: { ...create('short'), answer: { status: 'ok' } },
    because: /createTodo answered neither yes nor no: too short/,
  },
]

for (const { of, step, because } of cases) {
  test(`a proof ${of}`, async () => {
    const proven = await prover.prove({ kind: 'steps', steps: [step] })
    assert.equal(proven.holds, because === undefined)
    if (because !== undefined) assert.match('because' in proven ? proven.because : '', because)
  })
}

test('of an event that is heard, a proof names what it shows', async () => {
  const ask = {
    operation: 'listen',
    model: 'Todo',
    to: 'create',
    input: { title: 'long enough' },
    fields: ['title'],
  } as const
  const step = (title: string): ProofStep => ({
    caller: desk,
    ask,
    answer: { status: 'ok', heard: true, shows: { title } },
  })
  assert.deepEqual(await prover.prove({ kind: 'steps', steps: [step('long enough')] }), {
    holds: true,
  })
  const other = await prover.prove({ kind: 'steps', steps: [step('another title')] })
  assert.equal(other.holds, false)
})
