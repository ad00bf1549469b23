import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { createSigningKeys } from '../../emulator/issuer/signing-keys.ts'
import { loadScenario } from './load-scenario.ts'
import { comparable, normalise } from './normalise.ts'
import { openScenario } from './run-scenario.ts'
import type { Scenario } from './scenario.ts'

const folder = join(import.meta.dirname, 'cases')
const keys = await createSigningKeys()
const files = readdirSync(folder).filter((file) => file.endsWith('.json'))

test('there are cases, and each says where its expectations come from', () => {
  const silent = files.filter((file) => !readCase(file).evidence)

  assert.ok(files.length > 0)
  assert.deepEqual(silent, [])
})

const scenarios = files.map(readCase)

for (const scenario of scenarios.filter(({ refused }) => refused !== undefined)) {
  test(`${scenario.name} cannot be deployed`, async () => {
    await assert.rejects(loadScenario(scenario), { code: 'DEFINITION_INVALID' })
  })
}

for (const scenario of scenarios.filter(({ refused }) => refused === undefined)) {
  test(`${scenario.name} answers as the deployed API does`, async (t) => {
    const send = await openScenario(await loadScenario(scenario), scenario, keys)

    for (const step of scenario.steps) {
      await t.test(`${step.case} (as ${step.as})`, async () => {
        const answer = await send(step)
        if (step.expected.uncertain !== undefined) return

        assert.deepEqual(normalise(answer, step.expected), comparable(step.expected))
      })
    }
  })
}

function readCase(file: string): Scenario {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as Scenario
}
