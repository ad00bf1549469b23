import { parseArgs } from 'node:util'

import { loadScenario } from '../conformance/load-scenario.ts'
import { randomDefinition } from '../conformance/random-definition.ts'
import { askEveryCell } from './ask-every-cell.ts'
import { ruledDefinition } from './random-rules.ts'

/**
 * `node --import tsx test/trial/every-cell.ts [--seed N] [--count M] [--kind rules|shapes]`: the exhaustive matrix of random
 * definitions against the answers of the API, case by case.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '10' },
    kind: { type: 'string', default: 'rules' },
  },
})

const say = (text: string): boolean => process.stdout.write(`${text}\n`)
const definitionOf = values.kind === 'shapes' ? randomDefinition : ruledDefinition
const tally = { definitions: 0, refused: 0, cells: 0, requests: 0, untried: 0, disagreements: 0 }
const reasons = new Map<string, number>()
const first = Number(values.seed)
for (let seed = first; seed < first + Number(values.count); seed++) await askSeed(seed)
say(JSON.stringify(tally))
for (const [reason, count] of reasons) say(`not tried, ${count}: ${reason}`)
process.exitCode = tally.disagreements === 0 ? 0 : 4

async function askSeed(seed: number): Promise<void> {
  const version = await loadScenario(definitionOf(seed)).catch(() => undefined)
  if (version === undefined) {
    tally.refused++
    return
  }
  const { cells, requests, untried, disagreements } = await askEveryCell(version)
  tally.definitions++
  tally.cells += cells
  tally.requests += requests
  tally.disagreements += disagreements.length
  for (const [reason, count] of untried) {
    tally.untried += count
    reasons.set(reason, (reasons.get(reason) ?? 0) + count)
  }
  for (const one of disagreements.slice(0, 5)) say(`${values.kind} ${seed}: ${one}`)
}
