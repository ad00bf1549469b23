import { predictedWord } from '../../emulator/analysis/answer-word.ts'
import type { Case, Study } from '../../emulator/analysis/case.ts'
import { cellsOf } from '../../emulator/analysis/cells.ts'
import { subjectsOf } from '../../emulator/analysis/sides.ts'
import type { Subject } from '../../emulator/analysis/sides.ts'
import { studyNamed } from '../../emulator/analysis/studies-of.ts'
import { accessAnswer, together } from '../../emulator/analysis/together.ts'
import type { Witness } from '../../emulator/analysis/witness.ts'
import type { LoadedPolicy } from '../../emulator/load-policy.ts'
import { enabledModes } from '../../emulator/model/modes.ts'
import type { Mode } from '../../emulator/model/modes.ts'
import { openTrialWorlds } from '../../emulator/trial/trial-world.ts'
import { tryWitness } from '../../emulator/trial/try-witness.ts'

/** What came of putting every case of a matrix to the API. */
export interface EveryCell {
  readonly cells: number
  readonly requests: number
  /** Why requests could not be made, with how many. */
  readonly untried: ReadonlyMap<string, number>
  /** Requests that were answered otherwise than the matrix says: there must be none. */
  readonly disagreements: readonly string[]
}

/** Puts a request for every case of the exhaustive matrix, and for every column of it, to a world of the definition. */
export async function askEveryCell(version: LoadedPolicy): Promise<EveryCell> {
  const worlds = await openTrialWorlds([version])
  const untried = new Map<string, number>()
  const disagreements: string[] = []
  let cells = 0
  let requests = 0
  for (const one of everyCell(version)) {
    cells++
    for (const witness of witnessesOf(one)) {
      const { untried: reason, disagreement } = await ask(witness, worlds)
      if (reason !== undefined) untried.set(reason, (untried.get(reason) ?? 0) + 1)
      else requests++
      if (disagreement !== undefined) disagreements.push(disagreement)
    }
  }
  await Promise.all(worlds.map(({ world }) => world.close()))
  return { cells, requests, untried, disagreements }
}

async function ask(
  witness: Witness,
  worlds: Parameters<typeof tryWitness>[1],
): Promise<{ readonly untried?: string; readonly disagreement?: string }> {
  const trial = await tryWitness(witness, worlds).catch((error: unknown) => String(error))
  if (typeof trial === 'string') return { disagreement: `${textOf(witness)}: ${trial}` }
  // Requests are numbered; why they are refused is not.
  if ('untried' in trial) return { untried: trial.untried.replace(/, Request ID.*/, '') }
  const [predicted] = witness.predicted
  const [tried] = trial.tried
  if (tried?.word === predicted) return {}
  const evidence = JSON.stringify([trial.request, trial.stored, tried?.answer])
  return { disagreement: `${textOf(witness)}: "${tried?.word}", not "${predicted}"; ${evidence}` }
}

interface OneCell {
  readonly subject: Subject
  readonly study: Study
  readonly mode: Mode
  readonly asked: Case
  readonly through?: 'get' | 'update'
}

function* everyCell(version: LoadedPolicy): Generator<OneCell> {
  for (const subject of subjectsOf([version]))
    for (const study of subject.studies)
      for (const mode of enabledModes(version.definition.modes))
        yield* cellsOfQuestion(subject, study, mode)
}

/** The value of a field shows only to whom the item is given, so its cases are those of both questions. */
function* cellsOfQuestion(subject: Subject, study: Study, mode: Mode): Generator<OneCell> {
  if (!study.name.startsWith('read ')) {
    for (const { asked } of cellsOf(study, subject.sides, mode).values())
      yield { subject, study, mode, asked }
    return
  }
  for (const through of ['get', 'update'] as const) {
    const joint = together(study, studyNamed(through))
    const source = through === 'get' ? 'query' : 'mutation'
    for (const { asked, answers } of cellsOf(joint, subject.sides, mode).values()) {
      const given = answers[0]?.outcome()[accessAnswer] ?? ''
      if (asked.facts['source'] === source && ['show', 'allow'].includes(given))
        yield { subject, study, mode, asked, through }
    }
  }
}

/** The plain request, and one for each field that it may or may not name besides. */
function witnessesOf({ subject, study, mode, asked, through }: OneCell): readonly Witness[] {
  const [side] = subject.sides
  if (side === undefined) return []
  const outcome = study.ask(side, asked).outcome()
  const columns = Object.keys(outcome).filter(
    (name) => /^(?:send|set|clear) /.test(name) && /^(?:yes|no)$/.test(outcome[name] ?? ''),
  )
  return [study.name, ...columns].map((capability) => ({
    subject,
    study,
    mode,
    capability,
    asked,
    predicted: [predictedWord(study, side, { asked, capability })],
    ...(through === undefined ? {} : { through }),
  }))
}

function textOf({ subject, study, asked, capability }: Witness): string {
  return `${subject.name} ${study.name} (${capability}) ${JSON.stringify(asked)}`
}
