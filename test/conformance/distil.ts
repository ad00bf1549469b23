import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'

import { createSigningKeys } from '../../emulator/issuer/signing-keys.ts'
import { branchesOf, watchBranches } from './branches.ts'
import type { BranchRun } from './branches.ts'
import { chooseCovering } from './choose-covering.ts'
import { loadScenario } from './load-scenario.ts'
import { comparable, normalise } from './normalise.ts'
import type { OracleFile } from './oracle-file.ts'
import { scenarioOf } from './oracle-file.ts'
import { openWorld, sender } from './run-scenario.ts'
import type { Scenario, Step } from './scenario.ts'
import { stepFeatures } from './step-features.ts'

/**
 * By hand: `node --import tsx test/conformance/distil.ts --from DIR [--count N]`. Of the scenarios in DIR, which hold the
 * reference implementation's answers, writes to `distilled/` the few that together go through every branch of the rules and
 * come to every kind of decision that any of them comes to. A scenario ends before the first step that is answered otherwise
 * here: such steps are live.ts's business, and are counted.
 */
const { values } = parseArgs({
  options: { from: { type: 'string' }, count: { type: 'string', default: '250' } },
})
if (values.from === undefined) throw new Error('name the folder of the scenario files with --from')

const evidence =
  "random scenarios answered by AWS's generated resolvers, picked by distil.ts for the branches and decisions that they cover"
const perFile = 25
const target = join(import.meta.dirname, 'distilled')

interface Seen {
  readonly scenario: Scenario
  readonly features: readonly string[]
  readonly run: BranchRun
  readonly steps: number
}

const keys = await createSigningKeys()
const watch = await watchBranches((url) => /\/emulator\/(authorization|policy)\//.test(url))
const seen: Seen[] = []
const leftOut: string[] = []
for (const file of readdirSync(values.from).filter((name) => name.endsWith('.json'))) {
  const text = readFileSync(join(values.from, file), 'utf8')
  const one = await tryOut(scenarioOf(JSON.parse(text) as OracleFile, evidence))
  if (one !== undefined) seen.push(one)
}
const branches = branchesOf(seen.map(({ run }) => run))
const candidates = seen.map(({ scenario, features, steps }, index) => ({
  scenario,
  features: new Set([...features, ...(branches[index] ?? [])]),
  // What loading a schema costs, in steps.
  cost: steps + 2,
}))
const chosen = chooseCovering(candidates, Number(values.count))
write(chosen.map(({ scenario }) => scenario))
report()

async function tryOut(scenario: Scenario): Promise<Seen | undefined> {
  const sent = scenario.refused === undefined ? await sendAll(scenario) : await refuse(scenario)
  const run = await watch.take()
  return sent === undefined ? undefined : { ...sent, run }
}

async function refuse(scenario: Scenario): Promise<Omit<Seen, 'run'> | undefined> {
  try {
    await loadScenario(scenario)
    leftOut.push(`${scenario.name}: taken here`)
    return undefined
  } catch {
    const sentence = scenario.refused?.replaceAll(/"[^"]*"|\b[A-Z]\w*/g, '_')
    return { scenario, features: [`refused: ${sentence}`], steps: 0 }
  }
}

async function sendAll(scenario: Scenario): Promise<Omit<Seen, 'run'> | undefined> {
  const world = await openWorld(await loadScenario(scenario), scenario, keys)
  const send = sender(world, scenario.identities)
  const steps: Step[] = []
  const features: string[] = []
  let noted = 0
  for (const step of scenario.steps) {
    const answer = normalise(await send(step), step.expected)
    const entries = world.log.since(noted)
    noted += entries.length
    if (
      step.expected.uncertain === undefined &&
      !isDeepStrictEqual(answer, comparable(step.expected))
    ) {
      leftOut.push(`${scenario.name} ${step.case}`)
      break
    }
    const caller = scenario.identities[step.as]
    if (caller !== undefined)
      features.push(...stepFeatures({ step, caller, noted: entries, seen: answer }))
    steps.push(step)
  }
  return steps.length === 0
    ? undefined
    : { scenario: { ...scenario, steps }, features, steps: steps.length }
}

function write(scenarios: readonly Scenario[]): void {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  const sorted = scenarios.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  for (let at = 0; at < sorted.length; at += perFile) {
    const part = sorted.slice(at, at + perFile).map(({ evidence: _same, ...rest }) => rest)
    const name = `${String(at / perFile + 1).padStart(2, '0')}.json`
    writeFileSync(join(target, name), `${JSON.stringify({ evidence, scenarios: part })}\n`)
  }
}

function report(): void {
  const all = new Set(candidates.flatMap(({ features }) => [...features]))
  const covered = new Set(chosen.flatMap(({ features }) => [...features]))
  const steps = chosen.reduce((sum, { scenario }) => sum + scenario.steps.length, 0)
  const counts = { scenarios: seen.length, chosen: chosen.length, steps, features: all.size }
  const lines = [
    ...leftOut,
    JSON.stringify({ ...counts, covered: covered.size, leftOut: leftOut.length }),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
