import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { proofLines } from '../../../emulator/analysis/lint/proof-text.ts'
import { lintRules } from '../../../emulator/analysis/lint/rules.ts'
import { loadPolicy } from '../../../emulator/load-policy.ts'
import { runLint } from '../../../emulator/trial/run-lint.ts'
import type { ProvenFinding } from '../../../emulator/trial/run-lint.ts'

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

test('every rule of the catalogue has its cases, and none is there without a rule', () => {
  assert.deepEqual(folders.toSorted(), lintRules.map(({ id }) => id).toSorted())
})

for (const id of folders) {
  const file = (name: string): string => join(import.meta.dirname, id, name)

  test(`${id} is found where it is, with its proof`, async () => {
    const { findings, unproven } = await lintFile(file('fires.ts'), id)
    assert.deepEqual(unproven, [])
    assert.deepEqual(findings.map(shown), JSON.parse(readFileSync(file('findings.json'), 'utf8')))
  })

  // Cases that look like it and are not: each has a file of its own.
  for (const name of readdirSync(join(import.meta.dirname, id)).filter((one) =>
    one.startsWith('fires-not'),
  )) {
    test(`${id} is not found in ${name}`, async () => {
      assert.ok(existsSync(file(name)))
      const { findings, unproven } = await lintFile(file(name), id)
      assert.deepEqual({ findings: findings.map(shown), unproven }, { findings: [], unproven: [] })
    })
  }
}

/** What this rule finds; what others find is their own case's matter. */
async function lintFile(path: string, id: string): Promise<Awaited<ReturnType<typeof runLint>>> {
  const only = lintRules.find((rule) => rule.id === id)
  const levels = new Map(
    lintRules.map((rule) => [rule.id, rule.id === id ? levelOf(rule.severity) : 'off'] as const),
  )
  assert.ok(only)
  return runLint(await loadPolicy(path), { levels })
}

function levelOf(severity: (typeof lintRules)[number]['severity']) {
  return severity === 'off' ? 'note' : severity
}

function shown({ severity, about, place, message, fix, proof }: ProvenFinding): object {
  return { severity, about, line: place?.line, message, fix, proof: proofLines(proof) }
}
