import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { messageOf } from '../../emulator/errors.ts'
import { createSigningKeys } from '../../emulator/issuer/signing-keys.ts'
import { loadScenario } from './load-scenario.ts'
import { comparable, normalise } from './normalise.ts'
import { openScenario } from './run-scenario.ts'
import type { Outcome, Scenario, Step } from './scenario.ts'

/**
 * `npm run conformance -- --oracle <path> [--seed N] [--count M]`: random scenarios, answered by AWS's generated resolvers and
 * by this stack, compared step by step. `--from DIR` compares with scenario files that are there already.
 */
const { values } = parseArgs({
  options: {
    oracle: { type: 'string' },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '100' },
    from: { type: 'string' },
    show: { type: 'string', default: '10' },
  },
})

interface FuzzFile extends Omit<Scenario, 'steps'> {
  readonly invalid?: boolean
  readonly steps: readonly Omit<Step, 'expected'>[]
  readonly expected: {
    readonly steps?: readonly Outcome[]
    readonly schemaError?: string
    readonly schemaProblems?: readonly string[]
  }
}

const tally = { scenarios: 0, refusedByBoth: 0, steps: 0, equal: 0, uncertain: 0 }
const differences: string[] = []
const keys = await createSigningKeys()
const folder = values.from ?? makeScenarios()
const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
for (const file of files)
  await compare(JSON.parse(readFileSync(join(folder, file), 'utf8')) as FuzzFile)
if (values.from === undefined) rmSync(folder, { recursive: true, force: true })
report()

function makeScenarios(): string {
  if (values.oracle === undefined)
    throw new Error('name the oracle with --oracle <path>, or its files with --from <folder>')
  const out = mkdtempSync(join(tmpdir(), 'amplite-live-'))
  const args = ['fuzz', '--seed', values.seed, '--count', values.count, '--out', out]
  execFileSync(process.execPath, [join(values.oracle, 'oracle.mjs'), ...args], { stdio: 'ignore' })
  return out
}

async function compare(scenario: FuzzFile): Promise<void> {
  tally.scenarios++
  const isRefused =
    scenario.expected.schemaError !== undefined || scenario.expected.schemaProblems !== undefined
  let loaded
  try {
    loaded = await loadScenario(scenario)
  } catch (error) {
    if (isRefused) tally.refusedByBoth++
    else differences.push(`${scenario.name}: refused here only: ${messageOf(error)}`)
    return
  }
  if (isRefused) {
    differences.push(
      `${scenario.name}: taken here, refused there: ${scenario.expected.schemaError ?? scenario.expected.schemaProblems?.join('; ')}`,
    )
    return
  }
  const send = await openScenario(loaded, scenario, keys)
  for (const [index, step] of scenario.steps.entries()) {
    const expected = scenario.expected.steps?.[index]
    const answer = await send(step)
    if (expected !== undefined)
      compareStep({
        name: `${scenario.name} step ${index}`,
        step,
        expected,
        seen: normalise(answer, expected),
      })
  }
}

interface Compared {
  readonly name: string
  readonly step: Omit<Step, 'expected'>
  readonly expected: Outcome
  readonly seen: Outcome
}

function compareStep({ name, step, expected, seen }: Compared): void {
  if (expected.uncertain !== undefined) {
    tally.uncertain++
    return
  }
  tally.steps++
  try {
    assert.deepEqual(seen, comparable(expected))
    tally.equal++
  } catch {
    const lines = [`${name} as ${step.as}: ${step.op} ${JSON.stringify(step.variables ?? {})}`]
    differences.push(
      [
        ...lines,
        `  here:  ${JSON.stringify(seen)}`,
        `  there: ${JSON.stringify(comparable(expected))}`,
      ].join('\n'),
    )
  }
}

function report(): void {
  const print = (text: string): boolean => process.stdout.write(`${text}\n`)
  for (const difference of differences.slice(0, Number(values.show))) print(difference)
  const share =
    tally.steps === 0 ? 'nothing' : `${((100 * tally.equal) / tally.steps).toFixed(2)} %`
  print(JSON.stringify({ ...tally, differences: differences.length, agreement: share }))
  process.exitCode = differences.length === 0 ? 0 : 1
}
