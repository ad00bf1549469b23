import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { createSigningKeys } from '../../emulator/issuer/signing-keys.ts'
import { loadScenario } from './load-scenario.ts'
import { comparable, normalise } from './normalise.ts'
import { openScenario } from './run-scenario.ts'
import type { Outcome, Scenario } from './scenario.ts'

/** What distil.ts wrote: answers of AWS's generated resolvers, compared without them. */
interface DistilledFile {
  readonly evidence: string
  readonly scenarios: readonly Omit<Scenario, 'evidence'>[]
}

const folder = join(import.meta.dirname, 'distilled')
const keys = await createSigningKeys()
const files = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as DistilledFile,
)
const scenarios = files.flatMap((file) => file.scenarios)

test('there are distilled scenarios, and each file says where its expectations come from', () => {
  assert.ok(scenarios.length > 0)
  assert.deepEqual(
    files.filter(({ evidence }) => !evidence),
    [],
  )
})

for (const scenario of scenarios) {
  const how = scenario.refused === undefined ? 'is answered' : 'is refused'

  test(`the random scenario ${scenario.name} ${how} as by the deployed API`, async () => {
    if (scenario.refused !== undefined) {
      await assert.rejects(loadScenario(scenario), { code: 'DEFINITION_INVALID' })
      return
    }
    const send = await openScenario(await loadScenario(scenario), scenario, keys)

    for (const [index, { expected, ...step }] of scenario.steps.entries()) {
      const answer = await send(step)
      if (expected.uncertain !== undefined) continue
      const named = (came: Outcome): object => ({ index, ...step, came })
      assert.deepEqual(named(normalise(answer, expected)), named(comparable(expected)))
    }
  })
}
