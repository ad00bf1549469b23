import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { askedVersion } from '../../emulator/analysis/asked-case.ts'
import { createSigningKeys } from '../../emulator/issuer/signing-keys.ts'
import { caseMaker } from '../../emulator/recording/asked-case-of.ts'
import type { RecordedCase } from '../../emulator/recording/asked-case-of.ts'
import { loadScenario } from '../conformance/load-scenario.ts'
import { openScenario } from '../conformance/run-scenario.ts'
import type { Scenario } from '../conformance/scenario.ts'
import { scenarios as distilled } from '../analysis/scenarios.ts'

/**
 * A request that was recorded is a case: what the studies say to it is what the API answered. Held against requests of the
 * reference runs, of hand-written definitions and of random ones, and not one of them is left out.
 */
const folder = join(import.meta.dirname, '../conformance/cases')
const written = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Scenario)
  .filter(({ refused }) => refused === undefined)
const keys = await createSigningKeys()
const asked = new Map<string, number>()

for (const scenario of [...written, ...distilled]) {
  test(`${scenario.name}: the cases that are recorded are answered as the requests were`, async () => {
    const wrong = await recordedCases(scenario)

    assert.deepEqual(wrong, [])
  })
}

test('every question was among them, granted and refused', () => {
  for (const kind of ['create', 'update', 'delete', 'get', 'list', 'query', 'read', 'follow'])
    for (const granted of [true, false])
      assert.ok((asked.get(`${kind} ${granted}`) ?? 0) > 20, `${kind} ${granted}`)
  for (const kind of ['listen', 'hear'])
    for (const granted of [true, false])
      assert.ok((asked.get(`${kind} ${granted}`) ?? 0) > 0, `${kind} ${granted}`)
})

/** Those that the rules of the very definition would answer otherwise. */
async function recordedCases(scenario: Scenario): Promise<readonly RecordedCase[]> {
  const loaded = await loadScenario(scenario)
  const make = caseMaker(loaded)
  const cases: RecordedCase[] = []
  const recording = {
    recorderOf:
      () =>
      (...question: Parameters<typeof make>) => {
        const one = make(...question)
        if (one !== undefined) cases.push(JSON.parse(JSON.stringify(one)) as RecordedCase)
      },
    flush: () => undefined,
  }
  const send = await openScenario({ ...loaded, recording }, scenario, keys)
  for (const step of scenario.steps) await send(step)
  const version = askedVersion(loaded)
  for (const one of cases) count(one)
  return cases.filter(
    (one) => version.find(one) === undefined || version.grants(one) !== one.granted,
  )
}

function count({ study, wants, granted }: RecordedCase): void {
  const [kind = ''] = study === 'listen' ? wants : study.split(' ')
  asked.set(`${kind} ${granted}`, (asked.get(`${kind} ${granted}`) ?? 0) + 1)
}
