import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import type { Severity } from '../../../emulator/analysis/lint/lint-rule.ts'
import { proofLines } from '../../../emulator/analysis/lint/proof-text.ts'
import { catalogue } from '../../../emulator/analysis/lint/rules.ts'
import { suppression } from '../../../emulator/analysis/lint/rules/suppression.ts'
import type { KnownCaller } from '../../../emulator/analysis/witness.ts'
import { parsePersonas } from '../../../emulator/issuer/persona.ts'
import { loadPolicy } from '../../../emulator/load-policy.ts'
import { runLint } from '../../../emulator/trial/run-lint.ts'
import type { ProvenFinding } from '../../../emulator/trial/run-lint.ts'

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

test('every rule of the catalogue has its cases, and none is there without a rule', () => {
  assert.deepEqual(folders.toSorted(), catalogue.map(({ id }) => id).toSorted())
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
    /^fires-not.*\.ts$/.test(one),
  )) {
    test(`${id} is not found in ${name}`, async () => {
      assert.ok(existsSync(file(name)))
      const { findings, unproven } = await lintFile(file(name), id)
      assert.deepEqual({ findings: findings.map(shown), unproven }, { findings: [], unproven: [] })
    })
  }
}

/** What this rule finds, weighing as the catalogue says; what others find is their own case's matter, but comments are about it. */
async function lintFile(path: string, id: string): Promise<Awaited<ReturnType<typeof runLint>>> {
  const loaded = await loadPolicy(path)
  if (id === suppression.id) {
    const { findings, ...linted } = await runLint(loaded)
    return { ...linted, findings: findings.filter(({ rule }) => rule.id === id) }
  }
  const only = catalogue.find((one) => one.id === id)
  assert.ok(only)
  const levels = new Map<string, Severity | 'off'>(
    catalogue.filter((one) => one !== only).map((one) => [one.id, 'off'] as const),
  )
  if (only.severity === 'off') levels.set(id, 'note')
  return runLint(loaded, { levels, callers: callersOf(path) })
}

/** Whom the project of a case knows: `fires.personas.json` beside `fires.ts`. */
function callersOf(path: string): readonly KnownCaller[] {
  const file = path.replace(/\.ts$/, '.personas.json')
  if (!existsSync(file)) return []
  return parsePersonas(readFileSync(file, 'utf8'), file).map(({ name, claims }) => ({
    name,
    identity: { mode: 'oidc', issuer: '', claims },
  }))
}

function shown({ severity, about, place, message, fix, proof }: ProvenFinding): object {
  return { severity, about, line: place?.line, message, fix, proof: proofLines(proof) }
}
