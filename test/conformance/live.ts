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
import type { OracleFile } from './oracle-file.ts'
import type { Outcome, Step } from './scenario.ts'

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

const tally = { scenarios: 0, refusedByBoth: 0, steps: 0, equal: 0, uncertain: 0, explained: 0 }
const differences: string[] = []
const keys = await createSigningKeys()
const folder = values.from ?? makeScenarios()
const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
for (const file of files)
  await compare(JSON.parse(readFileSync(join(folder, file), 'utf8')) as OracleFile)
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

async function compare(scenario: OracleFile): Promise<void> {
  tally.scenarios++
  const loaded = await loadBoth(scenario)
  if (loaded === undefined) return
  const send = await openScenario(loaded, scenario, keys)
  for (const [index, step] of scenario.steps.entries()) {
    const expected = scenario.expected.steps?.[index]
    if (expected === undefined) return
    const seen = normalise(await send(step), expected)
    if (isExplained(seen, expected)) {
      // What is stored differs from here on.
      tally.explained += scenario.steps.length - index
      return
    }
    compareStep({ name: `${scenario.name} step ${index}`, step, expected, seen })
  }
}

/** The definition, unless one of the two refuses it. */
async function loadBoth(
  scenario: OracleFile,
): Promise<Awaited<ReturnType<typeof loadScenario>> | undefined> {
  const { schemaError, schemaProblems } = scenario.expected
  const refusal = schemaError ?? schemaProblems?.join('; ')
  try {
    const loaded = await loadScenario(scenario)
    if (refusal === undefined) return loaded
    differences.push(`${scenario.name}: taken here, refused there: ${refusal}`)
  } catch (error) {
    if (refusal === undefined)
      differences.push(`${scenario.name}: refused here only: ${messageOf(error)}`)
    else tally.refusedByBoth++
  }
  return undefined
}

/** Where the oracle is wrong: its DynamoDB takes an empty text as the key of an index (`data-api` §8), AWS's does not. */
function isExplained(seen: Outcome, expected: Outcome): boolean {
  return namesEmptyKey(seen) && !namesEmptyKey(expected)
}

function namesEmptyKey({ errors = [] }: Outcome): boolean {
  return errors.some(({ message }) => message.includes('cannot contain an empty string value'))
}

interface Compared {
  readonly name: string
  readonly step: Omit<Step, 'expected' | 'case'>
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
