import assert from 'node:assert/strict'
import { test } from 'node:test'

import { cellKeys, cellsOf } from '../../emulator/analysis/cells.ts'
import { subjectsOf } from '../../emulator/analysis/sides.ts'
import type { Subject } from '../../emulator/analysis/sides.ts'
import type { Identity } from '../../emulator/identity/identity.ts'
import type { Item } from '../../emulator/model/item.ts'
import { loadScenario } from '../conformance/load-scenario.ts'
import type { Scenario } from '../conformance/scenario.ts'
import { randomCase, randomOf } from './random-case.ts'
import type { Random } from './random-case.ts'
import { callersOf, scenarios } from './scenarios.ts'

/**
 * The claim of `analysis.md` §1.6, held against requests that the enumeration knows nothing of: rules, tokens and items of the
 * distilled scenarios, mixed at random. Every request is in a cell, and is answered as its cell is.
 */
const chosen = scenarios.filter((_, at) => at % 8 === 0)
const requestsEach = 8

for (const scenario of chosen) {
  test(`${scenario.name}: every request is in a cell and is answered as the cell is`, async () => {
    const version = await loadScenario(scenario)
    const callers = callersOf(scenario, version)
    const random = randomOf(scenario.name)

    const faults = subjectsOf([version]).flatMap((subject) =>
      faultsOf(subject, { callers, scenario, random }).map((fault) => `${subject.name}, ${fault}`),
    )

    assert.deepEqual(faults, [])
  })
}

interface Asking {
  readonly callers: readonly Identity[]
  readonly scenario: Scenario
  readonly random: Random
}

function faultsOf({ name, sides, studies }: Subject, asking: Asking): readonly string[] {
  const [side] = sides
  assert.ok(side)
  const { callers, scenario, random } = asking
  const seeds: readonly Item[] = scenario.seed?.[name] ?? []
  return studies.flatMap((study) => {
    const cells = new Map(
      [...new Set(callers.map(({ mode }) => mode))].map((mode) => [
        mode,
        { keyOf: cellKeys(study, sides, mode), cells: cellsOf(study, sides, mode) },
      ]),
    )
    return callers.flatMap((identity) =>
      Array.from({ length: requestsEach }).flatMap(() => {
        const asked = randomCase({ study, side, identity, seeds }, random)
        const known = cells.get(identity.mode)
        const cell = known?.cells.get(known.keyOf(asked))
        if (cell === undefined) return [`${study.name}: ${JSON.stringify(asked)} is in no cell`]
        const wanted = JSON.stringify(cell.answers[0]?.outcome())
        const got = JSON.stringify(study.ask(side, asked).outcome())
        if (got === wanted) return []
        return [`${study.name}: ${JSON.stringify(asked)} is ${got}, its cell ${wanted}`]
      }),
    )
  })
}
