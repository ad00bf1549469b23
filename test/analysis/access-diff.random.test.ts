import assert from 'node:assert/strict'
import { test } from 'node:test'

import { loadScenario } from '../conformance/load-scenario.ts'
import { mutationsOf } from './mutated-versions.ts'
import { randomOf } from './random-case.ts'
import { callersOf, scenarios } from './scenarios.ts'
import { searchOutside } from './search-outside.ts'

/**
 * The claim of the access diff, held against requests that the enumeration knows nothing of: what two versions answer
 * differently is in a cell that was reported. Versions differ by one rule.
 */
const chosen = scenarios.filter((_, at) => at % 20 === 1)
const mutationsEach = 3
const requestsEach = 4

for (const scenario of chosen) {
  test(`${scenario.name}: no request outside the reported cells is answered differently`, async () => {
    const base = await loadScenario(scenario)
    const random = randomOf(scenario.name)
    const callers = callersOf(scenario, base)
    const mutations = mutationsOf(base)
    const some = mutations.filter((_, at) => at % Math.ceil(mutations.length / mutationsEach) === 0)

    const outside = some.flatMap(({ name, version }) => {
      const asking = { callers, seed: scenario.seed ?? {}, requestsEach }
      const found = searchOutside([base, version], asking, random)
      return found.outside.map((request) => `${name}: ${request}`)
    })

    assert.deepEqual(outside, [])
  })
}

test('the search sees requests that are answered differently', async () => {
  const [scenario] = scenarios.filter(({ name }) => name === chosen[0]?.name)
  assert.ok(scenario)
  const base = await loadScenario(scenario)
  const asking = {
    callers: callersOf(scenario, base),
    seed: scenario.seed ?? {},
    requestsEach: 20,
  }

  const differing = mutationsOf(base).map(
    ({ version }) => searchOutside([base, version], asking, randomOf('teeth')).differing,
  )

  assert.ok(differing.some((count) => count > 0))
})
