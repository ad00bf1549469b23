import type { Mode } from '../model/modes.ts'
import { enabledModes } from '../model/modes.ts'
import type { Outcome, Study } from './case.ts'
import { cellsOf, classesOf } from './cells.ts'
import type { Cell } from './cells.ts'
import { fold } from './fold.ts'
import type { FoldedPath } from './fold.ts'
import { isRefusal, outcomeWords } from './outcome-words.ts'
import { subjectsOf } from './sides.ts'
import type { Subject, Version } from './sides.ts'
import { pointsOf } from './variables.ts'
import type { Points } from './variables.ts'
import { conditionWords, mannerOf } from './words.ts'

/** One line about a question: where all of these hold, it comes to this. */
export interface Fact {
  readonly subject: string
  readonly question: string
  readonly mode: Mode
  /** Conditions in words; none: always. */
  readonly when: readonly string[]
  readonly outcome: string
}

/** Every fact of a version, in the order of a lock file; what is refused or hidden is not listed. */
export function factsOf(version: Version): readonly Fact[] {
  const modes = orderedModes(version)
  return subjectsOf([version]).flatMap((subject) =>
    subject.studies.flatMap((study) => {
      const facts = modes.flatMap((mode) => questionFacts({ subject, study, mode }))
      return facts.length === 0 ? nobodyReads({ subject, study, modes }) : facts
    }),
  )
}

/** That a field is kept from everybody is said: a file that does not speak of a field says that it comes with its item. */
function nobodyReads({
  subject,
  study: { name: question },
  modes: [mode = 'oidc'],
}: Omit<Question, 'mode'> & { readonly modes: readonly Mode[] }): readonly Fact[] {
  if (!question.startsWith('read ')) return []
  return [{ subject: subject.name, question, mode, when: [], outcome: unlisted }]
}

const modeOrder: readonly Mode[] = ['oidc', 'userPool', 'apiKey', 'iam', 'lambda']

export function orderedModes({ definition }: Pick<Version, 'definition'>): readonly Mode[] {
  const enabled = enabledModes(definition.modes)
  return modeOrder.filter((mode) => enabled.includes(mode))
}

/** One question for callers of one mode. */
interface Question {
  readonly subject: Subject
  readonly study: Study
  readonly mode: Mode
}

function questionFacts({ subject, study, mode }: Question): readonly Fact[] {
  const classes = classesOf(study, subject.sides, mode)
  const cells = [...cellsOf(study, subject.sides, mode).values()].flatMap(shownCell)
  const points = pointsOf(cells, { classes, valueOf: (cell) => valueOf(study, outcomeOf(cell)) })
  return fold(points.points)
    .filter(({ value }) => value !== unlisted)
    .map((path) => {
      const when = whenOf(path, points, study.name)
      return { subject: subject.name, question: study.name, mode, when, outcome: path.value }
    })
}

/** Whatever lets the caller do nothing is one and the same here, and not listed. */
const unlisted = 'refuse'

function valueOf({ name }: Study, outcome: Outcome): string {
  if (isRefusal(outcome)) return unlisted
  const words = outcomeWords(outcome)
  return name === 'get' && words === 'show' ? 'allow' : words
}

/** The conditions of a folded line in words. */
export function whenOf(
  { conditions }: FoldedPath,
  { variables, occurring }: Points,
  study: string,
): readonly string[] {
  return [...conditions].flatMap(([at, chosen]) => {
    const variable = variables[at]
    if (variable === undefined) return []
    const values = { chosen, occurring: occurring[at] ?? [] }
    return [conditionWords(variable, values, mannerOf(study))]
  })
}

/** What a file for review leaves out: of a subscription the single event, of an item that is not there what follows from the rest. */
function shownCell(cell: Cell): readonly Cell[] {
  const { answer = '' } = outcomeOf(cell)
  const { facts } = cell.asked
  if (facts['item'] === 'missing' && followsFromRest.has(answer)) return []
  return [cell]
}

/** Answers to a request for what is not there that say nothing beyond the other lines. */
export const followsFromRest: ReadonlySet<string> = new Set([
  'null without error',
  'conditional check fails',
  'refuse',
])

function outcomeOf({ answers: [answer] }: Cell): Outcome {
  const { event: _, ...outcome } = answer?.outcome() ?? {}
  return outcome
}
