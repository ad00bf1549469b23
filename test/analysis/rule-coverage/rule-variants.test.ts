import assert from 'node:assert/strict'
import { test } from 'node:test'

import { versionWithout } from '../../../emulator/analysis/rule-coverage/rule-variants.ts'
import { countedRules } from '../../../emulator/analysis/rule-coverage/unit.ts'
import { ruleId } from '../../../emulator/analysis/written-rules.ts'
import { compilePolicy } from '../../../emulator/policy/compile-policy.ts'
import type { Policy } from '../../../emulator/policy/compile-policy.ts'
import { loadScenario } from '../../conformance/load-scenario.ts'
import { scenarios } from '../scenarios.ts'

test('to compile only what a rule can reach comes to the same as to compile everything', async () => {
  let compared = 0
  for (const scenario of scenarios.filter((_, at) => at % 8 === 3)) {
    const version = await loadScenario(scenario)
    for (const written of countedRules(version.definition)) {
      const { definition, policy } = versionWithout(version, written)

      assert.deepEqual(
        comparable(policy),
        comparable(compilePolicy(definition)),
        `${scenario.name} without ${ruleId(written)}`,
      )
      compared += 1
    }
  }
  assert.ok(compared > 50, String(compared))
})

/** Without the functions of the matrices, whose answers stand in everything else. */
function comparable({ models, operations }: Policy): unknown {
  const plain = [...models].map(([name, { matrix, ...policy }]) => [name, matrix.roles, policy])
  return { models: plain, operations: [...operations] }
}
